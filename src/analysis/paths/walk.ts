import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import { assigned, chosen, conditionOfWay, forgotten, joined, start, versionsIn, type Choice, type End, type Path } from './path.js';
import { conditionOf, something, type Condition } from './condition.js';
import { after } from './doing.js';
import { caughtOnce, landed, limited, nowhere, same, together, type Flow } from './flow.js';
import type { Branch, Put, Question } from './question.js';

type Switch = Extract<Step, { is: 'switch' }>;
type Loop = Extract<Step, { is: 'loop' }>;
type Try = Extract<Step, { is: 'try' }>;

const mostRounds = 3;

/** The ends of a function that paths reach with the duty undone. `failing`: by an error, where the question asks for that. */
export function openEnds(question: Question, steps: readonly Step[]): { readonly ends: readonly End[]; readonly failing: readonly End[] } {
  const begin = { ...start, due: question.begins === undefined };
  const walk = new Walk(question);
  const { on, returns, thrown } = walk.list(steps, [begin], { guarded: question.escaping === true, inWay: false });
  const left = question.escaping ? thrown.filter((p) => p.due) : [];
  const ends = [...returns.filter(({ path }) => path.due).map(({ path, range }) => endOf(question, path, range)), ...joined(on, on[0]?.choices ?? []).filter((p) => p.due).map((path) => endOf(question, path)), ...joined(walk.again, []).map((path) => endOf(question, path))];
  return { ends, failing: left.map((path) => endOf(question, path)) };
}

function endOf({ fn }: Question, path: Path, range?: Range): End {
  const { end } = path;
  return { fn, ...(range && { range }), ...(path.failed !== undefined && { failed: path.failed }), ...end, sure: path.sure && (end ? end.sure : !path.weak), choices: [...path.choices, ...(end?.choices ?? [])] };
}

interface Around {
  /** In a `try` that catches. */
  readonly guarded: boolean;
  /** On a way of a condition, or in a catch. */
  readonly inWay: boolean;
}

class Walk {
  /** The paths on which the duty begins anew while it is undone. */
  readonly again: Path[] = [];

  constructor(private readonly question: Question) {}

  list(steps: readonly Step[], paths: readonly Path[], around: Around): Flow {
    let flow: Flow = { ...nowhere, on: paths };
    for (const [index, step] of steps.entries()) {
      if (flow.on.length === 0) break;
      const lastOfWay = around.inWay && steps.slice(index + 1).every((s) => typeof s !== 'number' && (s.is === 'await' || s.is === 'return' || s.is === 'jump' || s.is === 'put'));
      const next = this.step(step, flow.on, around, lastOfWay);
      flow = { on: limited(next.on), returns: [...flow.returns, ...next.returns], jumps: [...flow.jumps, ...next.jumps], thrown: [...flow.thrown, ...next.thrown], ended: flow.ended || next.ended };
    }
    return flow;
  }

  private step(step: Step, paths: readonly Path[], around: Around, lastOfWay: boolean): Flow {
    const flow = this.plainStep(step, paths, around, lastOfWay);
    if (!this.question.begins?.at(step)) return flow;
    this.again.push(...flow.on.filter((p) => p.due));
    return { ...flow, on: flow.on.map((p) => this.begun(p)) };
  }

  private begun(path: Path): Path {
    const known = new Map(path.known);
    const versions = new Map(path.versions);
    for (const to of this.question.begins?.names ?? []) {
      known.set(to, something);
      versions.set(to, (versions.get(to) ?? 0) + 1);
    }
    const { lost: _, ...rest } = path;
    return { ...rest, due: true, sure: true, weak: false, known, versions };
  }

  private plainStep(step: Step, paths: readonly Path[], around: Around, lastOfWay: boolean): Flow {
    if (typeof step === 'number') return this.call(step, paths, around, lastOfWay);
    switch (step.is) {
      case 'await': return { ...nowhere, on: paths, thrown: this.thrown(step, paths, around) };
      case 'throw': return { ...nowhere, thrown: around.guarded ? paths.map((p) => ({ ...p, failed: step })) : [], ended: true };
      case 'return': return this.returned(step, paths);
      case 'drop': return { ...nowhere, on: paths };
      case 'put': return this.put(step, paths.map((p) => forgotten(this.question.facts, p, step.target)));
      case 'set': return this.put(step, paths.map((p) => this.set(p, step)));
      case 'jump': return { ...nowhere, jumps: paths.map((path) => ({ path, by: step.by, label: step.label })) };
      case 'branch': return this.branch(step, paths, around);
      case 'switch': return this.switch(step, paths, around);
      case 'loop': return this.loop(step, paths, around);
      case 'label': return this.label(step, paths, around);
      case 'try': return this.try(step, paths, around);
    }
  }

  /** A name that has it, and gets something else, has it no more; `null` may say that it is gone. */
  private set(path: Path, { to, value }: Extract<Step, { is: 'set' }>): Path {
    const { begins, facts } = this.question;
    const isKept = path.due && (begins?.holds ?? this.question.holds)?.(value);
    const next = assigned(facts, path, to, value, isKept);
    return path.due && !isKept && begins?.names.includes(to) ? { ...next, lost: true } : next;
  }

  private put(step: Put, paths: readonly Path[]): Flow {
    const doing = this.question.put?.(step) ?? { is: 'nothing' };
    return { ...nowhere, on: after(doing, paths), ended: doing.is === 'done' };
  }

  private call(call: number, paths: readonly Path[], around: Around, lastOfWay: boolean): Flow {
    this.question.reached?.(call, paths);
    const doing = this.question.call({ call, lastOfWay });
    const lapse = doing.is === 'done' || doing.is === 'open' ? doing.unless : undefined;
    const lapsed = lapse ? paths.filter((p) => p.due).map((p) => ({ ...p, failed: lapse.failed, sure: p.sure && lapse.sure, ...(lapse.end && !p.end && { end: lapse.end }) })) : [];
    return { ...nowhere, on: [...after(doing, paths), ...(lapse?.unheard ? lapsed : [])], thrown: [...(lapse?.unheard || !around.guarded ? [] : lapsed), ...this.thrown(call, paths, around)], ended: doing.is === 'done' };
  }

  private thrown(step: Step, paths: readonly Path[], { guarded }: Around): readonly Path[] {
    const fails = guarded ? this.question.fails(step) : 'no';
    return fails === 'no' ? [] : paths.map((p) => ({ ...p, failed: step, sure: p.sure && fails === 'sure' }));
  }

  private returned({ of, range }: Extract<Step, { is: 'return' }>, paths: readonly Path[]): Flow {
    return { ...nowhere, returns: after(this.question.returned(of), paths).map((path) => ({ path, range })), ended: true };
  }

  private branch(branch: Branch, paths: readonly Path[], around: Around): Flow {
    const { test, on, at, ways } = branch;
    const excused = paths.some((p) => p.due && p.sure) ? (this.question.excused?.(branch) ?? []) : [];
    return together(paths, (path) => ways.map((way, index) => {
      const choice = this.choice('branch', at, { test, ...conditionOfWay(this.question.facts, path, test, on, index === 0) });
      const taken = chosen(path, choice, this.question);
      return taken ? this.list(way, [taken.due && excused.includes(index) ? { ...taken, sure: false } : taken], { ...around, inWay: true }) : nowhere;
    }));
  }

  private choice(is: Choice['is'], at: number, more: { readonly test?: Value; readonly holds?: boolean; readonly condition?: Condition } = {}): Choice {
    return { is, file: this.question.fn.file, at, condition: { is: 'open' }, ...more };
  }

  /** The cases are not told apart by their values: each may be entered, and falls through to the next. */
  private switch({ of, at, cases, hasDefault }: Switch, paths: readonly Path[], around: Around): Flow {
    return together(paths, (path) => {
      const flows: Flow[] = [];
      const entered: Path = { ...path, choices: [...path.choices, this.choice('case', at, { test: of, holds: true })] };
      let through: readonly Path[] = [];
      for (const steps of cases) {
        const next = this.list(steps, [entered, ...through], { ...around, inWay: true });
        through = next.on;
        flows.push({ ...next, on: [] });
      }
      const none: readonly Path[] = hasDefault ? [] : [this.unmatched(path, of, at)];
      return [...flows, { ...nowhere, on: [...through, ...none] }].map((f) => landed(f, (j) => j.by === 'break' && j.label === undefined));
    });
  }

  private unmatched(path: Path, of: Value, at: number): Path {
    const condition = conditionOf(this.question.facts, of, versionsIn(path));
    const asked = condition.is === 'truthy' && this.question.asked(condition.term);
    return { ...path, sure: path.sure && asked, choices: [...path.choices, this.choice('case', at, { test: of, holds: false })] };
  }

  /** How often others than `for … of` go round is not known: that they end without is not certain when a round can do it. */
  private loop({ body, endless, once, over, awaits, range }: Loop, before: readonly Path[], around: Around): Flow {
    const paths = after((awaits && this.question.iterated?.(awaits)) ?? { is: 'nothing' }, before);
    return together(paths, (path) => {
      const rounds = this.rounds(body, path, around);
      const out = endless ? [] : [...(once || isFilled(this.question.facts, over) ? [] : [path]), ...rounds.flatMap((r) => r.on)];
      const ended = rounds.some((r) => r.ended);
      const left = ended ? joined(out, path.choices).map((p) => ({ ...p, sure: p.sure && over !== undefined, choices: [...p.choices, this.choice('loop', range[0])] })) : out;
      return [...rounds.map((r) => ({ ...r, on: [] })), { ...nowhere, on: [...left, ...rounds.flatMap((r) => r.broken)] }];
    });
  }

  /** One round stands for all in which names hold the same constants. */
  private rounds(body: readonly Step[], path: Path, around: Around): readonly (Flow & { readonly broken: readonly Path[] })[] {
    const found: (Flow & { readonly broken: readonly Path[] })[] = [];
    const begun = [path];
    for (let entering: readonly Path[] = [path]; entering.length > 0 && found.length < mostRounds;) {
      const { jumps, ...round } = this.list(body, entering, { ...around, inWay: true });
      const here = jumps.filter((j) => j.label === undefined);
      const by = (kind: 'break' | 'continue'): readonly Path[] => here.filter((j) => j.by === kind).map((j) => j.path);
      const on = [...round.on, ...by('continue')];
      found.push({ ...round, jumps: jumps.filter((j) => j.label !== undefined), on, broken: by('break') });
      entering = joined(on, path.choices).filter((p) => !begun.some((b) => same(b.known, p.known))).map((p) => ({ ...p, choices: path.choices }));
      begun.push(...entering);
    }
    return found;
  }

  private label({ name, body }: Extract<Step, { is: 'label' }>, paths: readonly Path[], around: Around): Flow {
    return landed(this.list(body, paths, around), (j) => j.label === name);
  }

  private try({ body, caught, last }: Try, paths: readonly Path[], around: Around): Flow {
    const before = paths[0]?.choices ?? [];
    const tried = this.list(body, paths, { ...around, guarded: caught !== undefined || around.guarded });
    let flow = tried;
    if (caught) {
      const entering = caughtOnce(tried.thrown).map(({ failed: _, ...p }) => ({ ...p, choices: [...p.choices, this.choice('catch', caught.range[0])] }));
      const handled = this.list(caught.steps, entering, { ...around, inWay: true });
      flow = { on: joined([...tried.on, ...handled.on], before), returns: [...tried.returns, ...handled.returns], jumps: [...tried.jumps, ...handled.jumps], thrown: handled.thrown, ended: tried.ended || handled.ended };
    }
    return last ? this.finally(last, flow, around) : flow;
  }

  /** What leaves by whatever way goes through the steps of `finally` first. */
  private finally(last: readonly Step[], flow: Flow, around: Around): Flow {
    const through = (paths: readonly Path[]): Flow => this.list(last, paths, around);
    const on = through(flow.on);
    const returns = flow.returns.map((r) => ({ ...r, flow: through([r.path]) }));
    const jumps = flow.jumps.map((j) => ({ ...j, flow: through([j.path]) }));
    const all = [on, ...returns.map((r) => r.flow), ...jumps.map((j) => j.flow)];
    return {
      on: on.on,
      returns: [...returns.flatMap((r) => r.flow.on.map((path) => ({ path, range: r.range }))), ...all.flatMap((f) => f.returns)],
      jumps: [...jumps.flatMap((j) => j.flow.on.map((path) => ({ path, by: j.by, label: j.label }))), ...all.flatMap((f) => f.jumps)],
      thrown: [...through(flow.thrown).on, ...all.flatMap((f) => f.thrown)],
      ended: flow.ended || all.some((f) => f.ended),
    };
  }
}

/** A list that is written out, and not empty. */
function isFilled(facts: FileFacts, over: Value | undefined): boolean {
  const { kind, values } = over?.is === 'ref' ? (facts.bindings[over.to] ?? {}) : {};
  const list = kind === 'const' && values?.length === 1 ? values[0] : over;
  return list?.is === 'array' && list.items.some((item) => item.is !== 'spread');
}
