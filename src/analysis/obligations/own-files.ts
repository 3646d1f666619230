import type { AcquireModel } from '../../catalog/types.js';
import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, segmentsOf, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { nameKey, resultKey, type Bearer } from '../paths/bearer.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { isFreshPath } from './fresh-path.js';
import { beginsAt, type Held } from './held.js';

/** What removes a file, or gives it another name. */
export const removing: readonly string[] = ['rm', 'rmSync', 'rmdir', 'rmdirSync', 'unlink', 'unlinkSync', 'remove', 'removeSync', 'rimraf', 'rimrafSync', 'deleteAsync', 'del', 'rename', 'renameSync', 'move', 'moveSync'];
/** What looks at a path without writing there. */
const reading: ReadonlySet<string> = new Set([...removing, 'access', 'accessSync', 'exists', 'existsSync', 'pathExists', 'pathExistsSync', 'stat', 'statSync', 'lstat', 'lstatSync', 'join', 'resolve', 'basename', 'dirname', 'extname', 'relative', 'normalize', 'parse', 'log', 'info', 'warn', 'error', 'debug', 'trace']);

const model: AcquireModel = {
  path: '', release: [], taker: removing, isPath: true, noun: 'temporary file', source: '',
  without: 'It stays on the disk, and each call that ends so adds another, until the disk is full',
};
export const path: Bearer = { is: 'object', object: { by: new Set(), chained: new Set(), has: {} } };

/**
 * A file or a folder under a path that is made for this call only, and that the same function removes itself on some path: what is written there first, by whatever means, is
 * what begins it. Where no removal is certain, the function removes what a failure leaves, and hands on what it has made.
 */
export function ownFile(project: Project, ref: CallRef): Held | undefined {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact || fact.fn === -1 || fact.decorator || !facts.functions[fact.fn]?.async) return undefined;
  const to = givenBack(project, ref, facts, fact) ?? writtenTo(project, ref, facts, fact);
  const removed = to === undefined ? [] : removals(project, ref.file, facts, to, fact.fn).filter((call) => call > ref.call);
  if (to === undefined || removed.length === 0) return undefined;
  const isResult = facts.bindings[to]?.values.some((v) => isOf(v, ref.call)) === true;
  const always = removed.some((call) => isCertain(facts.calls[call], fact.fn));
  const held: Held = {
    ...(always ? { lent: true as const } : { onFailure: true as const }), ref, model, name: lastName(facts, fact.callee), fn: { file: ref.file, fn: fact.fn },
    bearers: new Map([[isResult ? resultKey(ref) : nameKey(ref.file, facts, to), path]]),
    begins: beginsAt(ref.call, fact.awaited === true, [to]),
  };
  return held;
}

function isCertain(fact: CallFact | undefined, fn: number): boolean {
  return fact?.fn === fn && fact.inTry !== 'catch' && (!fact.conditional || fact.cleanup === true);
}

/** `const folder = await extract(zip)`: a function of the project makes the path, and something there. */
function givenBack(project: Project, { file, call }: CallRef, facts: FileFacts, { callee, awaited, fn }: CallFact): number | undefined {
  const to = awaited ? facts.bindings.findIndex((b) => b.fn === fn && b.values.length === 1 && b.values.some((v) => isOf(v, call))) : -1;
  if (to === -1) return undefined;
  const [own, ...others] = flatten(project.evaluator.evaluate(file, callee));
  const returns = own?.is === 'function' && others.length === 0 ? project.evaluator.facts(own.file)?.functions[own.fn]?.returns ?? [] : [];
  return own?.is === 'function' && returns.length > 0 && returns.every((v) => isFreshPath(project, own.file, v)) ? to : undefined;
}

function isOf(value: Value, call: number): boolean {
  return value.is === 'await' ? isOf(value.of, call) : value.is === 'call' && value.call === call;
}

/** The name of a path that a call is the first to be given: `await writeFile(target, text)`, `createWriteStream(target)`, `await run('convert', [source, target])`. */
function writtenTo(project: Project, { file, call }: CallRef, facts: FileFacts, fact: CallFact): number | undefined {
  if (!(fact.awaited || lastName(facts, fact.callee) === 'createWriteStream' || /^(?:write|mkdir|copy|outputFile|ensure).*Sync$/.test(lastName(facts, fact.callee))) || reading.has(lastName(facts, fact.callee))) return undefined;
  return fact.args.flatMap(namesIn).find((to) => {
    const binding = facts.bindings[to];
    const [only, ...others] = binding?.values ?? [];
    if (binding?.fn !== fact.fn || !only || others.length > 0 || only.is === 'await' || (only.is === 'call' && facts.calls[only.call]?.awaited)) return false;
    const isFirst = !facts.calls.some((c, before) => before < call && isInside(facts, c.fn, fact.fn) && c.args.flatMap(namesIn).includes(to) && !reading.has(lastName(facts, c.callee)));
    return isFirst && isFreshPath(project, file, only);
  });
}

function namesIn(value: Value): readonly number[] {
  switch (value.is) {
    case 'ref': return [value.to];
    case 'array': return value.items.flatMap(namesIn);
    case 'object': return value.props.flatMap((p) => (p.value ? namesIn(p.value) : []));
    default: return [];
  }
}

/** The calls of a function, and of those inside of it, that remove what a name stands for. */
function removals(project: Project, file: string, facts: FileFacts, to: number, fn: number): readonly number[] {
  return facts.calls.flatMap((c, call) => (isInside(facts, c.fn, fn) && c.args[0]?.is === 'ref' && c.args[0].to === to && isRemoving(project, file, c) ? [call] : []));
}

/** Whether a call removes the file that is its first argument. */
export function isRemoving(project: Project, file: string, { callee }: CallFact): boolean {
  return flatten(project.evaluator.evaluate(file, callee)).some((t) => {
    const last = t.is === 'library' ? (segmentsOf(t.path).at(-1) ?? '') : '';
    return t.is === 'library' && removing.includes(last === '' || last === 'default' ? t.package : last);
  });
}
