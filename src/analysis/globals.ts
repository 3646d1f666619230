import type { CallFact, FileFacts, Value } from '../model/facts.js';
import type { Abstract, CallRef, Env, LibraryValue } from './abstract.js';
import type { Evaluator } from './evaluate.js';
import { toNumber } from './fold.js';

/** What a name that no scope declares refers to. */
export function globalValue(name: string): Abstract {
  if (name === 'Infinity') return { is: 'literal', value: Infinity };
  if (name === 'globalThis' || name === 'global' || name === 'window' || name === 'self') return { is: 'library', package: 'globalThis', path: [] };
  return { is: 'library', package: 'globalThis', path: [{ member: name }] };
}

/** The result of functions of the language and of `node:util` that only pass on what they get; undefined for all others. */
export function passedOn(evaluator: Evaluator, callee: LibraryValue, call: CallFact, ref: CallRef, env: Env | undefined): readonly Abstract[] | undefined {
  const path = callee.path.map((s) => ('member' in s ? s.member : '()')).join('.');
  const first = (): readonly Abstract[] => evaluator.argument(ref, 0, env);
  // `promisify(exec)` is `exec` without its callback.
  if (callee.package === 'util') return path === 'promisify' ? first() : undefined;
  switch (path) {
    case 'Object.assign': return [{ is: 'object', file: ref.file, props: call.args.map((spread) => ({ spread, range: call.range })), env }];
    case 'Object.freeze': case 'Object.seal': case 'structuredClone': case 'Promise.resolve': return first();
    case 'Number': case 'parseInt': case 'parseFloat': case 'Number.parseInt': case 'Number.parseFloat': case 'Math.round': case 'Math.floor': case 'Math.ceil': return first().map(toNumber);
    case 'Math.max': case 'Math.min': return [{ is: 'number' }];
    default: return undefined;
  }
}

const globalNames = new Set(['global', 'globalThis']);

/** What the project assigns to the global object, by name: `global.timeoutMs = 5000`. */
export function assignedGlobals(files: ReadonlyMap<string, FileFacts>): ReadonlyMap<string, readonly { readonly file: string; readonly value: Value }[]> {
  const found = new Map<string, { file: string; value: Value }[]>();
  for (const [file, { assigns }] of files) {
    for (const { target, value } of assigns) {
      if (target.is !== 'member' || target.of.is !== 'global' || !globalNames.has(target.of.name)) continue;
      found.set(target.name, [...(found.get(target.name) ?? []), { file, value }]);
    }
  }
  return found;
}
