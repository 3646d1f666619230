import { matchesReading } from '../../catalog/reading.js';
import type { FileFacts, Value } from '../../model/facts.js';
import { callKey, flatten, functionKey, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { requestPart, type RequestPart } from '../sizes/request-part.js';
import { handlerInputs } from './handler-input.js';
import { decoratorsOf, nameOfSent } from './sent-by-client.js';

/** A call that gives the database what a client sent, as it is. */
export interface RawWrite {
  readonly ref: CallRef;
  readonly part: RequestPart;
  /** `req.body` */
  readonly name: string;
  /** `written`: the client names the fields that are set. `asked`: the client writes the filter. */
  readonly as: 'written' | 'asked';
  readonly library: string;
}

const writing = new Set(['create', 'createMany', 'insert', 'insertOne', 'insertMany', 'update', 'updateOne', 'updateMany', 'findOneAndUpdate', 'findByIdAndUpdate', 'findOneAndReplace', 'replaceOne', 'upsert', 'bulkCreate', 'build', 'set', 'values', 'patch', 'save', 'patchAndFetchById', 'findOrCreate']);
const asking = new Set(['find', 'findOne', 'findMany', 'findFirst', 'findAll', 'findAndCountAll', 'where', 'deleteMany', 'deleteOne', 'findOneAndDelete', 'countDocuments', 'count', 'aggregate']);
/** What of an object holds the fields: `{ data: req.body }`, `{ $set: req.body }`. */
const holders = new Set(['data', '$set', 'create', 'update', 'values', 'where', '$setOnInsert']);

const known = new WeakMap<Project, ReadonlyMap<string, readonly RawWrite[]>>();

/** All of a project, by file: only calls of such names are looked at. */
export function rawWrites(project: Project, file: string): readonly RawWrite[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = find(project)));
  return found.get(file) ?? [];
}

/** Whether a handler gives the database what it was sent, as it is. */
export function writesRaw(project: Project, handler: { readonly file: string; readonly fn: number }): boolean {
  rawWrites(project, '');
  return [...(known.get(project)?.values() ?? [])].some((list) => list.some(({ part }) => functionKey(part.handler) === functionKey(handler)));
}

function find(project: Project): ReadonlyMap<string, readonly RawWrite[]> {
  const byFile = new Map<string, RawWrite[]>();
  const seen = new Set<string>();
  for (const name of [...writing, ...asking]) {
    for (const ref of project.calledNames.get(name) ?? []) {
      const write = seen.has(callKey(ref)) || project.isScript(ref.file) ? undefined : rawWrite(project, ref, name);
      seen.add(callKey(ref));
      if (write) byFile.set(ref.file, [...(byFile.get(ref.file) ?? []), write]);
    }
  }
  return byFile;
}

function rawWrite(project: Project, ref: CallRef, name: string): RawWrite | undefined {
  const fact = project.evaluator.call(ref);
  const facts = project.evaluator.facts(ref.file);
  if (!fact || !facts || fact.callee.is !== 'member') return undefined;
  // Cheap first: what no name stands in is no part of a request.
  const candidates = fact.args.flatMap((value) => wholes(facts, value));
  if (candidates.length === 0) return undefined;
  const library = libraryOf(project, ref);
  if (library === undefined) return undefined;
  for (const value of candidates) {
    const part = requestPart(project, { file: ref.file, value, frame: undefined });
    if (part && isWhole(project, part) && !isChecked(project, part)) return { ref, part, name: nameOfSent(project, { is: 'request', through: [], ...part }), as: writing.has(name) ? 'written' : 'asked', library };
  }
  return undefined;
}

/** The expressions that may be a whole body: an argument itself, what is spread into it, what stands under `data`. */
function wholes(facts: FileFacts, value: Value, depth = 0): readonly Value[] {
  if (depth > 3) return [];
  switch (value.is) {
    case 'object': return value.props.flatMap((p) => (p.spread ? [p.spread] : p.value && p.key !== undefined && holders.has(p.key) ? wholes(facts, p.value, depth + 1) : []));
    case 'ref': {
      const [only, ...others] = facts.bindings[value.to]?.values ?? [];
      return only?.is === 'object' && others.length === 0 ? wholes(facts, only, depth + 1) : [value];
    }
    case 'member': case 'await': case 'param': return [value];
    case 'call': return [value];
    default: return [];
  }
}

/** The library of a database whose call it is. */
function libraryOf({ evaluator, catalog, versionOf, origins }: Project, ref: CallRef): string | undefined {
  const callee = evaluator.call(ref)?.callee;
  for (const value of callee ? flatten(evaluator.evaluate(ref.file, callee)).flatMap((c) => origins.callees(c)) : []) {
    if (value.is !== 'library' || !catalog.has(value.package, 'reads')) continue;
    // A method of a type that the library has, and not of what some other method of it gave.
    const found = catalog.read(value, versionOf(ref.file, value.package)).find((reading) => reading.type !== undefined && (reading.rest.length === 1 || reading.entry.calls?.some(({ path }) => matchesReading(reading, path)) === true));
    if (found) return found.entry.id;
  }
  return undefined;
}

/** `req.body`, `ctx.request.body`, `await c.req.json()`, `@Body() dto`; not `req.body.user.name`. */
function isWhole(project: Project, { handler, at, path }: RequestPart): boolean {
  const names = path.filter((name, index) => !(index < 2 && (name === 'request' || name === 'req')));
  if (names.length === 1) return names[0] === 'body' || names[0] === 'query' || names[0] === 'json' || names[0] === 'payload';
  return names.length === 0 && decoratorsOf(project, handler.file, handler.fn, at).some(({ name, args }) => (name === 'Body' || name === 'Query') && args.length === 0);
}

/** A schema, a class with rules, or something that is not read stands between. */
function isChecked(project: Project, part: RequestPart): boolean {
  if (part.checked || part.compared) return true;
  const input = handlerInputs(project).get(functionKey(part.handler));
  return !input || input.checked.is === 'schema' || (input.checked.is === 'unread' && input.checked.why !== 'it is checked by hand');
}
