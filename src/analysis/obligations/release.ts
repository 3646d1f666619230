import { isBuiltin } from 'node:module';
import type { FileFacts, Step, Value } from '../../model/facts.js';
import { flatten, segmentsOf, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Failure } from '../failures/failure.js';
import { bearerOf } from '../paths/bearer.js';
import { Duties, type DutyHooks, type Scene } from '../paths/duties.js';
import { doingOfHanded, functionsGiven } from '../paths/handed-functions.js';
import type { End } from '../paths/path.js';
import type { Doing } from '../paths/doing.js';
import type { CallPlace } from '../paths/question.js';
import type { Project } from '../project.js';
import { asksHeld } from './asks-held.js';
import { lastName } from '../promises/registrations.js';
import type { Held } from './held.js';
import { failureOf, toldEnd } from './release-of-path.js';
import { mayLast } from './lasting.js';
import { endsTransaction } from './open-transactions.js';
import { isOwner } from './owner.js';

/** Whether what is held is given back on every path. */
export type Release =
  | { readonly is: 'always' }
  /** It is returned: whoever calls the function has to give it back. */
  | { readonly is: 'moved' }
  | { readonly is: 'unknown' }
  /** `never`: on no path. `moved`: on another it is returned. */
  | { readonly is: 'open' | 'never'; readonly end: End; readonly failure?: Failure; readonly moved?: true };

const looking: ReadonlySet<string> = new Set(['stat', 'lstat', 'access', 'realpath', 'statSync', 'lstatSync', 'accessSync', 'realpathSync']);
const nothing: Doing = { is: 'nothing' };
const may: Doing = { is: 'may' };
const released: Doing = { is: 'done' };

/** Follows what is held through the function that has it, and those that it is handed to. */
export function releaseOf(project: Project, held: Held): Release {
  const facts = project.evaluator.facts(held.fn.file);
  const fact = facts?.functions[held.fn.fn];
  if (!facts || !fact || fact.generator) return { is: 'unknown' };
  if (isDisposed(project, held)) return { is: 'always' };
  const out: HandedOut = { moved: false, handed: false };
  const outcome = new Duties(project, 'nothing', hooksOf(held, facts, out)).ofRoot(held.fn, held.bearers);
  const { touched } = outcome;
  // What a callback throws that is no async function ends the process.
  const ends = held.onFailure ? outcome.failing : held.error && !fact.async ? outcome.ends : [...outcome.ends, ...outcome.failing];
  if (ends.length === 0) return { is: out.moved ? 'moved' : 'always' };
  if (isKeptOutside(project, held)) return { is: 'unknown' };
  const end = toldEnd(project, held.fn, ends);
  if (!end) return { is: 'unknown' };
  // A directory that is made for the caller is the caller's, also where filling it fails.
  if (held.model.isPath && out.handed && end.failed !== undefined) return { is: out.moved ? 'moved' : 'unknown' };
  // What works only with it is the caller's: it is made to last as long as that.
  if (held.model.mayLast && out.handed && !out.moved) return { is: 'unknown' };
  const found = { is: touched || out.moved ? ('open' as const) : ('never' as const), end, ...failureOf(project, end), ...(out.moved && { moved: true as const }) };
  return mayLast(project, held, found) || isOwnersInChain(project, held) ? { is: 'unknown' } : found;
}

/** `connect().then((pool) => …).finally(() => close())`: what follows in the chain may give it back. */
function isOwnersInChain(project: Project, { ref, model, fn }: Held): boolean {
  const facts = project.evaluator.facts(ref.file);
  if (!facts || !model.owner || fn.fn === facts.calls[ref.call]?.fn) return false;
  return facts.calls.some(({ callee, fn: home }) => callee.is === 'member' && model.owner?.includes(callee.name) === true && home !== fn.fn && isInside(facts, home, facts.calls[ref.call]?.fn ?? -1));
}

/** Where the function that has it gives it back, on the paths on which it does. */
export function placesOfRelease(project: Project, { fn, bearers }: Held): readonly CallRef[] {
  const facts = project.evaluator.facts(fn.file);
  return (facts?.calls ?? []).flatMap(({ callee, fn: home }, call) => {
    if (!facts || !isInside(facts, home, fn.fn)) return [];
    const receiver = callee.is === 'member' ? bearerOf(bearers, fn.file, facts, callee.of) : undefined;
    const does = bearerOf(bearers, fn.file, facts, callee)?.is === 'function' || (receiver?.is === 'object' && callee.is === 'member' && receiver.object.by.has(callee.name));
    return does ? [{ file: fn.file, call }] : [];
  });
}

/** The calls of the function that are come to while it is held, and whether that is certain. */
export function callsWhileHeld(project: Project, held: Held): ReadonlyMap<number, boolean> {
  const reached = new Map<number, boolean>();
  const facts = project.evaluator.facts(held.fn.file);
  if (!facts) return reached;
  const hooks: DutyHooks = {
    ...hooksOf(held, facts, { moved: false, handed: false }),
    reached: (call, paths) => {
      const due = paths.filter((p) => p.due);
      if (due.length > 0) reached.set(call, reached.get(call) === true || due.some((p) => p.sure));
    },
  };
  new Duties(project, 'nothing', hooks).ofRoot(held.fn, held.bearers);
  return reached;
}

/** What the walk saw leave the function: `handed`, something that holds it; `moved`, the thing itself. */
interface HandedOut {
  moved: boolean;
  handed: boolean;
}

function hooksOf(held: Held, facts: FileFacts, out: HandedOut): DutyHooks {
  return {
    doing: (scene, place) => doingOf(held, scene, place),
    returned: (scene, value) => {
      if (!value || !isHandedOut(held, scene, value)) return nothing;
      out.handed = true;
      if (scene.fn !== held.fn.fn || scene.file !== held.fn.file || !isItself(scene, value)) return may;
      out.moved = true;
      return released;
    },
    iterated: (scene, value) => (held.model.iterated === true && bearerOf(scene.bearers, scene.file, scene.facts, value) !== undefined ? released : nothing),
    asks: (scene, test) => asksHeld(held, scene, test),
    keeps: (scene, value) => isGiven(held, scene, value),
    fixed: ({ value }) => (held.error && value.is === 'ref' && facts.bindings[value.to]?.values.some((v) => v.is === 'param' && v.fn === held.fn.fn && v.at === 0) ? [null] : undefined),
    spared: (scene, step) => isSpared(held, scene, step),
    ...(held.begins && { begins: held.begins }),
    escaping: true,
  };
}

/** `await using client = …` */
function isDisposed(project: Project, { fn, begins }: Held): boolean {
  const facts = project.evaluator.facts(fn.file);
  return begins?.names.some((to) => facts?.bindings[to]?.using) === true;
}

/** What is done by calls that are not on what is held itself. */
function doingOf(held: Held, scene: Scene, { call }: CallPlace): Doing | undefined {
  const { facts, file, bearers } = scene;
  const fact = facts.calls[call];
  if (!fact) return undefined;
  if (file === held.ref.file && call === held.ref.call) return nothing;
  if (isOwnersRelease(held, scene, call) || isEnd(held, scene, call)) return released;
  const isHeld = (a: Value): boolean => bearerOf(bearers, file, facts, a)?.is === 'object' || (held.model.isPath === true && a.is === 'member' && bearerOf(bearers, file, facts, a.of)?.is === 'object');
  const bears = fact.args.filter(isHeld);
  if (bears.length === 0 || (fact.callee.is === 'member' && bearerOf(bearers, file, facts, fact.callee.of))) return undefined;
  const targets = flatten(scene.duties.project.evaluator.evaluate(file, fact.callee));
  const { lent = [], taker = [] } = held.model;
  if (targets.some((t) => t.is === 'library' && taker.includes(lastNameOf(segmentsOf(t.path), t.package)))) return released;
  if (targets.some((t) => t.is === 'function')) return undefined;
  const functions = fact.args.flatMap((a, index) => functionsGiven(scene, a).filter((f) => f.doing.is !== 'nothing').map((f) => ({ ...f, index })));
  // A path is read by others, and stays whose it is. So does a descriptor with the functions of Node; another library may close it.
  if (taker.length > 0 && targets.length > 0 && targets.every((t) => t.is === 'library')) return (held.model.isPath && !held.onFailure) || (!fact.construct && targets.every((t) => isBuiltin(t.package))) ? doingOfHanded(scene, { file, call }, functions) : may;
  if (functions.length > 0) return undefined;
  if (fact.callee.is === 'member' && lent.includes(fact.callee.name)) return nothing;
  if (bears.every((a) => a.is === 'object' && a.props.some((p) => p.key !== undefined && lent.includes(p.key)))) return nothing;
  // Who gives it back itself has only lent it to what it handed it to.
  if (held.lent) return nothing;
  const isForeign = targets.length > 0 && targets.every((t) => t.is === 'library' || (t.is === 'param' && t.path.length === 0));
  return isForeign && givesBackItself(held, scene) ? nothing : undefined;
}

/** `rm` of `fs.promises.rm`, `rimraf` of the package's own export. */
function lastNameOf(segments: readonly string[], packageName: string): string {
  const last = segments.at(-1) ?? '';
  return last === '' || last === 'default' ? packageName : last;
}

/** `pool.releaseConnection(connection)`, `semaphore.release()`: by the object that it was got from. */
function isOwnersRelease(held: Held, scene: Scene, call: number): boolean {
  const callee = scene.facts.calls[call]?.callee;
  return callee?.is === 'member' && held.model.owner?.includes(callee.name) === true && isOwner(held, scene, callee.of);
}

/** `client.query('COMMIT')`, on the client whose transaction it is. */
function isEnd({ transaction }: Held, { file, facts, bearers }: Scene, call: number): boolean {
  const callee = facts.calls[call]?.callee;
  return transaction === true && callee?.is === 'member' && bearerOf(bearers, file, facts, callee.of)?.is === 'object' && endsTransaction(facts, call);
}

/** Whether the function itself gives it back where nothing stands in the way. */
function givesBackItself(held: Held, scene: Scene): boolean {
  const { fn, ref, bearers, model } = held;
  const { facts } = scene;
  return fn.file === scene.file && facts.calls.some((c, call) => {
    if (c.fn !== fn.fn || c.inTry === 'catch' || (c.conditional && !c.cleanup)) return false;
    const receiver = c.callee.is === 'member' ? bearerOf(bearers, fn.file, facts, c.callee.of) : undefined;
    const byMethod = receiver?.is === 'object' && c.callee.is === 'member' && receiver.object.by.has(c.callee.name);
    return byMethod || isEnd(held, scene, call) || bearerOf(bearers, fn.file, facts, c.callee)?.is === 'function' || (model.owner !== undefined && call !== ref.call && isOwnersRelease(held, scene, call));
  });
}

/** Whether a value that is returned lets whoever gets it give it back, or keep it: what is held, an object or a function that has it, a path below it. */
function isHandedOut(held: Held, scene: Scene, value: Value): boolean {
  if (bearerOf(scene.bearers, scene.file, scene.facts, value)) return true;
  return functionsGiven(scene, value).length > 0 || isGiven(held, scene, value) || (held.model.isPath === true && isMadeOf(scene, value));
}

/** Something that works only as long as what is held: `client.db()`. */
function isGiven(held: Held, scene: Pick<Scene, 'file' | 'facts' | 'bearers'>, value: Value, depth = 0): boolean {
  const { facts, file, bearers } = scene;
  switch (depth > 6 ? 'unknown' : value.is) {
    case 'ref': return value.is === 'ref' && (facts.bindings[value.to]?.values ?? []).some((v) => isGiven(held, scene, v, depth + 1));
    case 'await': return value.is === 'await' && isGiven(held, scene, value.of, depth + 1);
    case 'object': return value.is === 'object' && value.props.some((p) => p.value !== undefined && isGiven(held, scene, p.value, depth + 1));
    case 'call': {
      const callee = value.is === 'call' ? facts.calls[value.call]?.callee : undefined;
      if (callee?.is !== 'member' || held.model.gives?.includes(callee.name) !== true) return false;
      return bearerOf(bearers, file, facts, callee.of) !== undefined || isGiven(held, scene, callee.of, depth + 1);
    }
    default: return false;
  }
}

/** A name outside of the function has it, or something that works only with it. */
function isKeptOutside(project: Project, held: Held): boolean {
  const { file, fn } = held.fn;
  const facts = project.evaluator.facts(file);
  if (!facts || !held.model.gives) return false;
  const scene = { file, facts, bearers: held.bearers };
  return facts.bindings.some((b) => !isInside(facts, b.fn, fn) && b.values.some((v) => isGiven(held, scene, v)));
}

/** What is held, and nothing around it: then its callers are looked at. */
function isItself(scene: Scene, value: Value): boolean {
  switch (value.is) {
    case 'await': return isItself(scene, value.of);
    case 'ref': return (scene.facts.bindings[value.to]?.values ?? []).every((v) => v.is === 'undefined' || v.is === 'param' || isItself(scene, v));
    case 'param': case 'call': return bearerOf(scene.bearers, scene.file, scene.facts, value) !== undefined;
    default: return false;
  }
}

/** A path below what is held: `join(directory, 'report.pdf')`. */
function isMadeOf(scene: Scene, value: Value, depth = 0): boolean {
  const of = (v: Value): boolean => isMadeOf(scene, v, depth + 1);
  if (depth > 6) return false;
  if (bearerOf(scene.bearers, scene.file, scene.facts, value)) return true;
  switch (value.is) {
    case 'ref': return (scene.facts.bindings[value.to]?.values ?? []).some(of);
    case 'text': return value.parts.some(of);
    case 'binary': return of(value.left) || of(value.right);
    case 'await': return of(value.of);
    case 'array': return value.items.some(of);
    case 'object': return value.props.some((p) => p.value !== undefined && of(p.value));
    case 'call': return scene.facts.calls[value.call]?.args.some(of) ?? false;
    default: return false;
  }
}

/** A failure that is known to say nothing: of the call that gets it, of one that gives it back, or of one with which it is lost anyway. */
function isSpared({ ref, model }: Held, { file, facts, bearers }: Scene, step: Step): boolean {
  const call = typeof step === 'number' ? step : step.is === 'await' && step.of.is === 'call' ? step.of.call : undefined;
  const callee = call === undefined ? undefined : facts.calls[call]?.callee;
  if (call === ref.call && file === ref.file) return false;
  const [first] = call === undefined ? [] : (facts.calls[call]?.args ?? []);
  // What cannot be looked at is not there.
  if (model.isPath && callee && looking.has(lastName(facts, callee)) && first && bearerOf(bearers, file, facts, first)) return true;
  const begins = (c: Value | undefined): boolean => c?.is === 'member' && model.spared?.includes(c.name) === true && isOnHeld({ file, facts, bearers }, c.of);
  // `await new Promise((resolve, reject) => client.on('ready', resolve).on('error', reject).connect(options))`
  const executor = callee?.is === 'global' && callee.name === 'Promise' && first?.is === 'function' ? first.fn : undefined;
  return begins(callee) || (executor !== undefined && facts.calls.some((c) => isInside(facts, c.fn, executor) && begins(c.callee)));
}

/** What is held, or what a chain of its methods gives: `client.on('ready', start)`. */
function isOnHeld(scene: Pick<Scene, 'file' | 'facts' | 'bearers'>, value: Value): boolean {
  if (bearerOf(scene.bearers, scene.file, scene.facts, value) !== undefined) return true;
  const callee = value.is === 'call' ? scene.facts.calls[value.call]?.callee : undefined;
  return callee?.is === 'member' && isOnHeld(scene, callee.of);
}
