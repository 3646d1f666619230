import type { FunctionFact, Step } from '../../model/facts.js';
import { functionKey, type Abstract } from '../abstract.js';
import { outlookOf } from '../failures/outlook.js';
import { timerPromise } from '../deadline/timers.js';
import type { Project } from '../project.js';
import { stepThrough } from './calls.js';
import { endsAlways, endsSometimes, fresh, nothing, withOn, type Outcome, type Place, type Run } from './run.js';

type FunctionValue = Extract<Abstract, { is: 'function' }>;

/** A function whose steps are walked, and how it fails: an async one rejects. */
export interface Body extends Place {
  readonly fact: FunctionFact;
}

const deepest = 8;

/**
 * Follows the ways through functions to the end of the process, across files. A way that only goes round in a recursion is none.
 */
export class Exits {
  private readonly open = new Set<string>();
  private readonly known = new Map<string, Outcome>();

  /** @param throwsEnd whether what is thrown where nobody catches it ends the process; not so while its handler runs */
  constructor(readonly project: Project, readonly throwsEnd: boolean) {}

  /** All ways through a function that is called; none goes on `on`: what is behind the function is the caller's. */
  of({ file, fn, env }: Pick<FunctionValue, 'file' | 'fn' | 'env'>): Outcome {
    const fact = this.project.evaluator.facts(file)?.functions[fn];
    const key = `${file}@${String(fn)}/${String(env?.id)}`;
    const known = this.known.get(key);
    if (known) return known;
    // By whichever call it comes back to itself.
    const home = functionKey({ file, fn });
    if (!fact || this.open.has(home)) return nothing;
    if (this.open.size >= deepest) return { ...nothing, left: [fresh] };
    this.open.add(home);
    const inside = this.list({ file, env, fact }, fact.steps ?? [], [fresh]);
    this.open.delete(home);
    const outcome = withOn([{ ...inside, left: [...inside.left, ...inside.on, ...inside.jumped], jumped: [] }], []);
    // Conditions matter only where the process ends on another way.
    const found = endsSometimes(outcome) ? outcome : withOn([{ ...outcome, left: outcome.left.map((run) => ({ ...run, passed: [] })) }], []);
    // What a recursion cut short holds for this question only.
    if (this.open.size === 0) this.known.set(key, found);
    return found;
  }

  /** All ways through some steps of a function, as those of a `catch`. */
  ofSteps(body: Body, steps: readonly Step[]): Outcome {
    return this.list(body, steps, [fresh]);
  }

  private list(body: Body, steps: readonly Step[], runs: readonly Run[]): Outcome {
    const outcomes: Outcome[] = [];
    let on = runs;
    for (const step of steps) {
      if (on.length === 0) break;
      const outcome = this.step(body, step, on);
      outcomes.push(outcome);
      on = outcome.on;
    }
    return withOn(outcomes, on);
  }

  private step(body: Body, step: Step, runs: readonly Run[]): Outcome {
    if (typeof step === 'number') return stepThrough(this, body, { file: body.file, call: step }, runs);
    switch (step.is) {
      case 'await': return this.wait(body, step, runs);
      case 'throw': return { ...nothing, thrown: runs.map((run) => ({ ...run, failure: { file: body.file, range: step.range, name: '' } })) };
      case 'return': return { ...nothing, left: runs };
      case 'jump': return { ...nothing, jumped: runs };
      case 'drop': case 'set': case 'put': return { ...nothing, on: runs };
      case 'branch': return this.branch(body, step, runs);
      case 'switch': return this.cases(body, step, runs);
      case 'loop': return this.loop(body, step, runs);
      case 'label': return landed(this.list(body, step.body, runs));
      case 'try': return this.attempt(body, step, runs);
    }
  }

  /** A wait, unless a timer ends it. When what is awaited is known to be able to reject, that is a way of its own. */
  private wait({ file, env }: Body, { of, range }: Extract<Step, { is: 'await' }>, runs: readonly Run[]): Outcome {
    if (isRacedByTimer(this.project, file, of)) return { ...nothing, on: runs };
    const on = runs.map((run) => ({ ...run, waits: [...run.waits, { file, env, of, range }] }));
    const called = of.is === 'call' ? this.project.evaluator.evaluate(file, this.project.evaluator.facts(file)?.calls[of.call]?.callee ?? of, env) : [];
    // What a function of the project rejects with, the walk through it has told.
    if (called.some((v) => v.is === 'function')) return { ...nothing, on };
    const outlook = outlookOf(this.project, file, of);
    const by = outlook.is === 'rejects' && outlook.by.sure ? outlook.by : undefined;
    return { ...nothing, on, thrown: by ? on.map((run) => ({ ...run, failure: { file: by.file, range: by.range, name: by.name } })) : [] };
  }

  private branch(body: Body, { test, ways }: Extract<Step, { is: 'branch' }>, runs: readonly Run[]): Outcome {
    const outcomes = ways.map((way) => this.list(body, way, runs));
    const past = (at: number, inside: readonly Run[]): readonly Run[] => inside.map((run) => (run.later && !runs.includes(run) ? run : { ...run, passed: [...run.passed, { file: body.file, env: body.env, test, way: at }] }));
    const marked = outcomes.map((outcome, at) => {
      const other = outcomes.some((o, i) => i !== at && endsSometimes(o));
      return { ...outcome, on: other ? past(at, outcome.on) : outcome.on, left: past(at, outcome.left), jumped: other ? past(at, outcome.jumped) : outcome.jumped };
    });
    return withOn(marked, marked.flatMap((o) => o.on));
  }

  private cases(body: Body, { cases, hasDefault }: Extract<Step, { is: 'switch' }>, runs: readonly Run[]): Outcome {
    const outcomes: Outcome[] = [];
    let fallen: readonly Run[] = [];
    for (const steps of cases) {
      const outcome = this.list(body, steps, [...runs, ...fallen]);
      outcomes.push(outcome);
      fallen = outcome.on;
    }
    const all = withOn(outcomes, [...fallen, ...(hasDefault ? [] : runs)]);
    return this.unclear(body, landed(all));
  }

  private loop(body: Body, { body: steps, endless, once }: Extract<Step, { is: 'loop' }>, runs: readonly Run[]): Outcome {
    const round = this.list(body, steps, runs);
    const outcome = withOn([round], [...(endless ? [] : round.on), ...(endless || once ? [] : runs)]);
    return this.unclear(body, landed(outcome));
  }

  /** Which way it goes is not told by one condition. */
  private unclear(body: Body, outcome: Outcome): Outcome {
    if (!endsSometimes(outcome) || endsAlways(outcome)) return outcome;
    const mark = (run: Run): Run => (run.later ? run : { ...run, passed: [...run.passed, { file: body.file, env: body.env, way: 0 }] });
    return { ...outcome, on: outcome.on.map(mark), left: outcome.left.map(mark) };
  }

  private attempt(body: Body, { body: steps, caught, last }: Extract<Step, { is: 'try' }>, runs: readonly Run[]): Outcome {
    const inside = this.list(body, steps, runs);
    const handled = caught ? this.list(body, caught.steps, inside.thrown) : undefined;
    const before = handled ? withOn([{ ...inside, thrown: [] }, handled], [...inside.on, ...handled.on]) : inside;
    if (!last) return before;
    const after = (some: readonly Run[]): Outcome => this.list(body, last, some);
    const [on, left, thrown, jumped] = [after(before.on), after(before.left), after(before.thrown), after(before.jumped)];
    const rest: Outcome = { on: [], left: left.on, thrown: thrown.on, ended: before.ended, jumped: jumped.on };
    return withOn([rest, on, left, thrown, jumped], on.on);
  }
}

/** `break` goes on behind. */
function landed(outcome: Outcome): Outcome {
  return { ...outcome, on: [...outcome.on, ...outcome.jumped], jumped: [] };
}

/** `Promise.race([work, sleep(5000)])`. */
function isRacedByTimer(project: Project, file: string, value: Extract<Step, { is: 'await' }>['of']): boolean {
  const call = value.is === 'call' ? project.evaluator.facts(file)?.calls[value.call] : undefined;
  const [list] = call?.args ?? [];
  if (call?.callee.is !== 'member' || call.callee.name !== 'race' || list?.is !== 'array') return false;
  return list.items.some((item) => timerPromise(project.evaluator, file, item) !== undefined);
}
