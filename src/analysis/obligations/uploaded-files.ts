import type { AcquireModel } from '../../catalog/types.js';
import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { parameterKey, type Bearer } from '../paths/bearer.js';
import type { Project } from '../project.js';
import { isListening } from '../promises/registrations.js';
import type { Held } from './held.js';
import { isRemoving, path, removing } from './own-files.js';

/** A file that a middleware wrote before a handler runs, and that the handler removes. */
export interface UploadedFile {
  readonly held: Held;
  /** As the code writes it: `req.file.path`. */
  readonly written: string;
}

const model: AcquireModel = {
  path: '', release: [], taker: removing, isPath: true, noun: 'uploaded file', source: '',
  without: 'It stays on the disk, and each request that ends so adds another, until the disk is full',
};
/** By these names a request holds it: multer writes before the handler runs, and removes nothing (https://github.com/expressjs/multer#file-information). */
const bearer: Bearer = { is: 'object', object: { by: new Set(), chained: new Set(), has: { file: { is: 'object', object: { by: new Set(), chained: new Set(), has: { path } } } } } };

/** The uploaded file that a call removes, told at the first call of a handler that does. */
export function uploadedFile(project: Project, ref: CallRef): UploadedFile | undefined {
  const facts = project.evaluator.facts(ref.file);
  const request = facts && requestOf(project, ref, facts);
  if (!facts || !request) return undefined;
  const fn = { file: ref.file, fn: request.fn };
  const removals = facts.calls.flatMap((c, call) => (isInside(facts, c.fn, fn.fn) && requestOf(project, { file: ref.file, call }, facts)?.fn === fn.fn ? [{ ...c, call }] : []));
  if (removals[0]?.call !== ref.call || isRemovedElsewhere(project, fn)) return undefined;
  const always = removals.some((c) => c.inTry !== 'catch' && (!c.conditional || c.cleanup === true) && !isListenerInside(facts, c.fn, fn.fn));
  return {
    written: `${facts.bindings.find((b) => b.values.some((v) => v.is === 'param' && v.fn === request.fn && v.at === request.at))?.name ?? 'request'}.file.path`,
    held: { ref: { file: ref.file, call: -1 }, model, name: '', fn, bearers: new Map([[parameterKey(fn, request.at), bearer]]), ...(always ? { lent: true as const } : { onFailure: true as const }) },
  };
}

/** The parameter whose `file.path` a call removes. */
function requestOf(project: Project, ref: CallRef, facts: FileFacts): Extract<Value, { is: 'param' }> | undefined {
  const fact = facts.calls[ref.call];
  const [first] = fact?.args ?? [];
  const found = first && chainOf(facts, first, ['path', 'file'], 0);
  return fact && found && isRemoving(project, ref.file, fact) ? found : undefined;
}

function chainOf(facts: FileFacts, value: Value, names: readonly string[], depth: number): Extract<Value, { is: 'param' }> | undefined {
  if (value.is === 'ref') {
    const [only, ...others] = facts.bindings[value.to]?.values ?? [];
    return only && others.length === 0 && depth < 4 ? chainOf(facts, only, names, depth + 1) : undefined;
  }
  if (value.is === 'param') return names.length === 0 ? value : undefined;
  const [name, ...rest] = names;
  return value.is === 'member' && value.name === name ? chainOf(facts, value.of, rest, depth) : undefined;
}

/** `res.on('finish', () => unlink(req.file.path))`: it removes it when all is over, whatever happened. */
function isListenerInside(facts: FileFacts, inner: number, outer: number): boolean {
  for (let at = inner; at !== outer && at !== -1; at = facts.functions[at]?.parent ?? -1) {
    const given = facts.functions[at]?.passedTo;
    if (given && isListening(facts.calls[given.call])) return true;
  }
  return false;
}

const known = new WeakMap<Project, boolean>();

/** A middleware for errors, or one that waits for the end of the response, may remove what handlers leave. */
function isRemovedElsewhere(project: Project, { file, fn }: FunctionRef): boolean {
  const facts = project.evaluator.facts(file);
  const own = facts?.calls.some((c, call) => isInside(facts, c.fn, fn) && isListenerInside(facts, c.fn, fn) && requestOf(project, { file, call }, facts)) === true;
  let found = known.get(project);
  if (found === undefined) known.set(project, (found = [...project.evaluator.sources.files.keys()].some((other) => hasCleaning(project, other))));
  return own || found;
}

function hasCleaning(project: Project, file: string): boolean {
  const facts = project.evaluator.facts(file);
  return facts?.calls.some((c, call) => {
    const request = c.args.length > 0 ? requestOf(project, { file, call }, facts) : undefined;
    return request !== undefined && (facts.functions[request.fn]?.params.length === 4 || isListenerInside(facts, c.fn, request.fn));
  }) === true;
}
