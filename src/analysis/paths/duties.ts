import type { FileFacts, FunctionFact, Step, Value } from '../../model/facts.js';
import { functionKey, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { bearerOf, parameterKey, type Bearer, type Bearers } from './bearer.js';
import { doingOfCall } from './call-doing.js';
import { isContinued } from './chain-doing.js';
import { something, type Constant, type Term } from './condition.js';
import { excusedWays } from './excused-ways.js';
import type { End, Path } from './path.js';
import { keepsBearer } from './kept-bearers.js';
import { wholesOf } from './roots.js';
import { changedElsewhere } from './steadiness.js';
import type { Doing } from './doing.js';
import type { CallPlace, Put, Question } from './question.js';
import { openEnds } from './walk.js';

/** What a function does for a duty: whether anything in it does, and the ends that are reached without. */
export interface Outcome {
  readonly touched: boolean;
  readonly ends: readonly End[];
  /** The ends by an error that leaves it, where the duty asks for them. */
  readonly failing: readonly End[];
}

/** What the values mean that the function returns: nothing, something that its caller may make an answer of, or the answer itself. */
export type ReturnMeaning = 'nothing' | 'may' | 'answer';

/** The function at hand, and how it was come to. */
export interface Scene extends FunctionRef {
  readonly duties: Duties;
  readonly facts: FileFacts;
  readonly bearers: Bearers;
  /** The function that has the duty. */
  readonly root: FunctionRef;
  readonly depth: number;
}

/** What a duty has of its own, beside what bears it. */
export interface DutyHooks {
  /** What a call does that cannot be told by what bears the duty: `pool.releaseConnection(client)`. */
  doing?(scene: Scene, place: CallPlace): Doing | undefined;
  /** What it does to return a value. */
  returned?(scene: Scene, value: Value | undefined): Doing | undefined;
  /** What it does to give a name, a property or an entry another value. */
  put?(scene: Scene, step: Put): Doing;
  /** What a term holds as long as there is a duty. `due`: it has begun on the path at hand. */
  fixed?(term: Term, scene: Scene, due: boolean): readonly Constant[] | undefined;
  /** What it does to go through a value by `for await`, however the loop ends. */
  iterated?(scene: Scene, value: Value): Doing;
  /** Whether a test asks what bears the duty whether there still is one: `runner.isReleased`. */
  asks?(scene: Scene, test: Value): boolean;
  /** Whether to keep a value is to keep what bears the duty. */
  keeps?(scene: Scene, value: Value): boolean;
  /** Whether a step that fails says nothing: it cannot, or what comes with the duty is gone as well. */
  spared?(scene: Scene, step: Step): boolean;
  /** Where in the function that has the duty it begins; without this, where the function does. */
  readonly begins?: NonNullable<Question['begins']>;
  /** An error that leaves a function is an end of it. */
  readonly escaping?: true;
  /** Is told of each call of the function that has the duty, and the paths that come to it. */
  reached?(call: number, paths: readonly Path[]): void;
}

const deepest = 9;
/** Each duty of a function is followed through the whole of it, so that their cost grows with the square of its length. The longest that anybody was seen to write has half as many steps. */
const longest = 1000;
const nothing: Doing = { is: 'nothing' };

/** Whether functions do what they have to do on every path, across the functions that they hand it to. */
export class Duties {
  private readonly known = new WeakMap<Bearers, Map<string, Outcome>>();
  private readonly calls = new WeakMap<Bearers, Map<string, Doing>>();
  private readonly interned = new Map<string, Bearers>();
  private readonly numbers = new Map<Bearer, number>();
  private readonly open = new Set<string>();

  constructor(readonly project: Project, private readonly meaning: ReturnMeaning = 'nothing', readonly hooks: DutyHooks = {}) {}

  /** What a function does for a duty that its parameters bear. */
  ofRoot(fn: FunctionRef, bearers: Bearers): Outcome {
    return this.of(fn, this.intern(bearers), fn, 0);
  }

  /** What a function does that is entered, or handed on, on the way. Where it is in the middle of itself, nothing is certain. */
  of(fn: FunctionRef, bearers: Bearers, root: FunctionRef, depth: number): Outcome {
    const facts = this.project.evaluator.facts(fn.file);
    const fact = facts?.functions[fn.fn];
    const key = functionKey(fn);
    if (!facts || !fact || fact.generator || depth > deepest || this.open.has(key) || isTooLong(fact)) return { touched: true, ends: [{ fn, sure: false, choices: [] }], failing: [] };
    let memo = this.known.get(bearers);
    if (!memo) this.known.set(bearers, (memo = new Map<string, Outcome>()));
    const before = memo.get(key);
    if (before) return before;
    this.open.add(key);
    const outcome = this.walk({ ...fn, duties: this, facts, bearers, root, depth }, fact.steps ?? []);
    this.open.delete(key);
    memo.set(key, outcome);
    return outcome;
  }

  /** Equal bearers are one object, so that what is found out with them is found out once. */
  intern(bearers: Bearers): Bearers {
    const key = [...bearers].map(([at, bearer]) => `${at}=${String(this.numberOf(bearer))}`).sort().join();
    const before = this.interned.get(key);
    if (!before) this.interned.set(key, bearers);
    return before ?? bearers;
  }

  private numberOf(bearer: Bearer): number {
    const number = this.numbers.get(bearer) ?? this.numbers.size;
    this.numbers.set(bearer, number);
    return number;
  }

  private walk(scene: Scene, steps: readonly Step[]): Outcome {
    let touched = false;
    const call = (place: CallPlace): Doing => {
      const doing = this.doingOf(scene, place);
      if (doing.is === 'nothing' ? doing.tried : doing.is !== 'done' || !doing.throws) touched = true;
      return doing;
    };
    const put = (step: Put): Doing => {
      const doing = this.hooks.put?.(scene, step) ?? nothing;
      if (doing.is !== 'nothing') touched = true;
      return doing;
    };
    const isRoot = scene.root.fn === scene.fn && scene.root.file === scene.file;
    const question: Question = {
      ...(isRoot && this.hooks.begins && { begins: this.hooks.begins }),
      ...(this.hooks.escaping && { escaping: true as const }),
      ...(isRoot && this.hooks.reached && { reached: (at, paths) => this.hooks.reached?.(at, paths) }),
      holds: (value) => bearerOf(scene.bearers, scene.file, scene.facts, value) !== undefined,
      facts: scene.facts, fn: { file: scene.file, fn: scene.fn }, call, put,
      returned: (value) => this.returned(scene, value),
      iterated: (value) => {
        const doing = this.hooks.iterated?.(scene, value) ?? nothing;
        touched ||= doing.is !== 'nothing';
        return doing;
      },
      excused: (branch) => excusedWays(branch, (test) => this.hooks.asks?.(scene, test) === true, (at) => this.doingOf(scene, { call: at, lastOfWay: false })),
      fails: (step) => this.fails(scene, step),
      fixed: (term, due) => this.hooks.fixed?.(term, scene, due) ?? (isRoot && this.hooks.begins ? caught(scene, term) : fixed(scene, term)),
      steady: (term) => !changedElsewhere(scene, term.value),
      asked: (term) => wholesOf(scene.facts, term.value).some((root) => isRead(bearerOf(scene.bearers, scene.file, scene.facts, root))),
    };
    const { ends, failing } = openEnds(question, steps);
    if (ends.length + failing.length === 0 || !keepsBearer(scene)) return { touched, ends, failing };
    const doubted = (all: readonly End[]): readonly End[] => all.map((end) => ({ ...end, sure: false }));
    return { touched: true, ends: doubted(ends), failing: doubted(failing) };
  }

  /** A call is come to on several paths. */
  doingOf(scene: Scene, place: CallPlace): Doing {
    this.project.evaluator.sources.onStep?.();
    let memo = this.calls.get(scene.bearers);
    if (!memo) this.calls.set(scene.bearers, (memo = new Map<string, Doing>()));
    const key = `${scene.file}#${String(place.call)}${place.lastOfWay ? '!' : ''}`;
    const before = memo.get(key);
    if (before) return before;
    const doing = this.hooks.doing?.(scene, place) ?? doingOfCall(scene, place);
    memo.set(key, doing);
    return doing;
  }

  private returned(scene: Scene, value: Value | undefined): Doing {
    const { bearers, file, facts, root, fn } = scene;
    const own = this.hooks.returned?.(scene, value);
    if (own) return own;
    const bearer = value && bearerOf(bearers, file, facts, value);
    if (bearer?.is === 'function') return { is: 'may' };
    const isRoot = root.fn === fn && root.file === file;
    if (!isRoot || bearer) return nothing;
    if (this.meaning === 'answer' && facts.functions[fn]?.async) return { is: 'done', throws: true };
    if (!value || value.is === 'undefined') return nothing;
    return this.meaning === 'answer' ? { is: 'done', throws: true } : { is: this.meaning };
  }

  /** A call that gets hold of the duty may have done it when it fails. Where errors are ends, what it does tells when it does not. */
  private fails(scene: Scene, step: Step): 'sure' | 'may' | 'no' {
    if (this.hooks.escaping && typeof step === 'number' && /^(?:done|open)$/.test(this.doingOf(scene, { call: step, lastOfWay: false }).is)) return isCaughtBeforeCallback(scene.facts, step) ? 'may' : 'no';
    const { async } = scene.facts.functions[scene.fn] ?? {};
    const failure = this.project.failures.inList(scene.file, [step], async === true);
    if (!failure || this.hooks.spared?.(scene, step) || (this.hooks.escaping && !failure.sure && isTrusted(scene.facts, step))) return 'no';
    const doing = typeof step === 'number' ? this.doingOf(scene, { call: step, lastOfWay: false }) : nothing;
    return failure.sure && doing.is === 'nothing' ? 'sure' : 'may';
  }
}

const lengths = new WeakMap<FunctionFact, number>();

function isTooLong(fact: FunctionFact): boolean {
  const known = lengths.get(fact) ?? stepsIn(fact.steps ?? []).length;
  lengths.set(fact, known);
  return known > longest;
}

/** `try { client.query(sql, (error) => client.end()); } catch …`: the catch runs where the callback does not. */
function isCaughtBeforeCallback(facts: FileFacts, call: number): boolean {
  const fact = facts.calls[call];
  return fact?.inTry === 'try' && !fact.awaited && fact.args.at(-1)?.is === 'function' && !isContinued(facts, call);
}

/** What gives a promise rejects it instead of throwing, and what cleans up is not expected to throw. */
function isTrusted(facts: FileFacts, step: Step): boolean {
  const fact = typeof step === 'number' ? facts.calls[step] : undefined;
  return fact !== undefined && (fact.awaited === true || fact.cleanup === true || fact.inTry === 'catch' || (typeof step === 'number' && isContinued(facts, step)));
}

/** What a flag of a bearer holds as long as the duty is undone. The bearer itself is there, and so is what was caught. */
function fixed(scene: Scene, term: Term): readonly Constant[] | undefined {
  const { bearers, file, facts } = scene;
  const { value } = term;
  const held = value.is === 'ref' ? bearerOf(bearers, file, facts, value) : undefined;
  if (held && held.is !== 'derived') return [something];
  const of = value.is === 'member' ? bearerOf(bearers, file, facts, value.of) : undefined;
  const flag = value.is === 'member' && of?.is === 'object' ? of.object.undone?.[value.name] : undefined;
  return flag === undefined ? caught(scene, term) : [flag];
}

/** What was caught is there. */
function caught({ facts }: Scene, { value }: Term): readonly Constant[] | undefined {
  return value.is === 'ref' && facts.bindings[value.to]?.kind === 'catch' ? [something] : undefined;
}

function isRead(bearer: Bearer | undefined): boolean {
  return bearer?.is === 'object' && bearer.object.read === true;
}

/** The bearers that a function of the project is given by a call, besides those that it sees around itself. */
export function entering(scene: Scene, fn: FunctionRef, given: readonly (Bearer | undefined)[]): Bearers {
  const found = new Map<string, Bearer>(seesAround(scene, fn) ? scene.bearers : []);
  for (const [at, bearer] of given.entries()) if (bearer) found.set(parameterKey(fn, at), bearer);
  return scene.duties.intern(found);
}

/** Whether a function is written inside of one whose parameters bear the duty. */
export function seesAround({ bearers, duties }: Pick<Scene, 'bearers' | 'duties'>, { file, fn }: FunctionRef): boolean {
  const facts = duties.project.evaluator.facts(file);
  return [...bearers.keys()].some((key) => {
    const result = key.lastIndexOf('#');
    if (result > key.lastIndexOf('@')) return key.slice(0, result) === file && isInside(facts, fn, facts?.calls[Number(key.slice(result + 1))]?.fn ?? -1);
    const [home, place] = [key.slice(0, key.lastIndexOf('@')), key.slice(key.lastIndexOf('@') + 1)];
    return home === file && isInside(facts, fn, Number.parseInt(place, 10));
  });
}
