import type { HandlerModel } from '../catalog/types.js';
import type { FileFacts } from '../model/facts.js';
import type { VersionOf } from './handlers.js';

/** Whether a framework runs what a file exports while it builds, and serves the result as a file: no package is there that would run it for a request, and the file does not ask for that itself. */
export function isBuilt(versionOf: VersionOf, { builtUnless }: HandlerModel, file: string, { exports, bindings }: FileFacts): boolean {
  if (!builtUnless) return false;
  const own = exports.find(({ name }) => name === builtUnless.exported)?.value;
  if (own !== undefined) return (own.is === 'ref' ? (bindings[own.to]?.values ?? []) : [own]).some((v) => v.is === 'literal' && v.value === true);
  return builtUnless.packages.every((name) => versionOf(file, name) === undefined);
}
