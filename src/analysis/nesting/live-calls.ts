import type { FileFacts, Step, Value } from '../../model/facts.js';
import { isNothing } from '../nothing.js';
import type { Abstract, Env, FunctionRef } from '../abstract.js';
import { rootsOf } from '../paths/roots.js';
import type { Project } from '../project.js';

/** Whether a place is come to: `may` where it is for a caller to say, who is not seen saying it. */
type Alive = 'yes' | 'may' | 'no';

/** Properties that tell what there is, and not what a caller wants. */
const sizes = new Set(['length', 'size']);

/**
 * The calls of a function that are come to when it is called in this way, and whether that is certain: `if (tx) return tx.query(); return pool.query();` comes to one
 * of them only, by what the caller gives. Conditions on data may be met, and count as certain.
 */
export function liveCalls(project: Project, fn: FunctionRef, env: Env | undefined): ReadonlyMap<number, boolean> {
  const facts = project.evaluator.facts(fn.file);
  const found = new Map<number, boolean>();
  const steps = fn.fn === -1 ? facts?.steps : facts?.functions[fn.fn]?.steps;
  if (facts && steps) new LiveWalk(project, fn, facts, env, found).list(steps, 'yes');
  return found;
}

class LiveWalk {
  constructor(private readonly project: Project, private readonly fn: FunctionRef, private readonly facts: FileFacts, private readonly env: Env | undefined, private readonly found: Map<number, boolean>) {}

  /** How certain it is that what follows is come to. */
  list(steps: readonly Step[], alive: Alive): Alive {
    let now = alive;
    for (const step of steps) {
      if (now === 'no') return now;
      now = this.step(step, now);
    }
    return now;
  }

  private step(step: Step, alive: Alive): Alive {
    if (typeof step === 'number') {
      this.found.set(step, this.found.get(step) === true || alive === 'yes');
      return alive;
    }
    switch (step.is) {
      case 'throw': case 'return': case 'jump': return 'no';
      case 'branch': return this.branch(step, alive);
      case 'switch': for (const way of step.cases) this.list(way, this.isAsked(step.of) ? 'may' : alive); return alive;
      case 'loop': this.list(step.body, alive); return alive;
      case 'label': this.list(step.body, alive); return alive;
      case 'try': {
        const after = this.list(step.body, alive);
        const caught = step.caught ? this.list(step.caught.steps, alive) : 'no';
        if (step.last) this.list(step.last, alive);
        return either(after, caught);
      }
      default: return alive;
    }
  }

  private branch({ test, on, ways }: Extract<Step, { is: 'branch' }>, alive: Alive): Alive {
    const isTrue = on === 'nullish' ? this.isNullish(test) : this.truth(test);
    const first = on === 'falsy' ? negated(isTrue) : isTrue;
    const open = first === undefined && this.isAsked(test) ? 'may' : alive;
    const [taken = [], other = []] = ways;
    const a = first === false ? 'no' : this.list(taken, first === true ? alive : open);
    const b = first === true ? 'no' : this.list(other, first === false ? alive : open);
    // Both ways come together: then it does not matter which it was.
    return a !== 'no' && b !== 'no' ? alive : either(a, b);
  }

  /** Whether a test holds by what the caller gives. */
  private truth(test: Value): boolean | undefined {
    if (test.is === 'unary' && test.op === '!') return negated(this.truth(test.of));
    if (test.is === 'either' && test.and) {
      const [left, right] = [this.truth(test.and), test.of[1] ? this.truth(test.of[1]) : undefined];
      return left === false || right === false ? false : left === true && right === true ? true : undefined;
    }
    if (test.is === 'fallback') {
      const [left, right] = [this.truth(test.first), this.truth(test.then)];
      return left === true || (right === true && test.on === 'falsy') ? true : left === false && right === false ? false : undefined;
    }
    if (test.is === 'binary') {
      const isEqual = test.op === '===' || test.op === '==' ? this.isEqual(test.left, test.right) : test.op === '!==' || test.op === '!=' ? negated(this.isEqual(test.left, test.right)) : undefined;
      return isEqual;
    }
    return agreed(this.values(test).map(truthOf));
  }

  private isNullish(test: Value): boolean | undefined {
    return agreed(this.values(test).map((v) => (v.is === 'absent' || (v.is === 'literal' && (v.value === undefined || v.value === null)) ? true : v.is === 'param' || v.is === 'unknown' || v.is === 'or' ? undefined : false)));
  }

  private isEqual(left: Value, right: Value): boolean | undefined {
    if (isNothing(right)) return this.isNullish(left);
    const [a, ...more] = this.values(left);
    const [b, ...others] = this.values(right);
    return more.length === 0 && others.length === 0 && a?.is === 'literal' && b?.is === 'literal' ? a.value === b.value : undefined;
  }

  private values(value: Value): readonly Abstract[] {
    return this.project.evaluator.evaluate(this.fn.file, value, this.env);
  }

  /** A test for whether the caller gave something, or wants it. */
  private isAsked(test: Value): boolean {
    if (test.is === 'unary') return this.isAsked(test.of);
    if (test.is === 'either' && test.and) return this.isAsked(test.and) || test.of.some((v) => v.is !== 'undefined' && this.isAsked(v));
    if (test.is === 'fallback') return this.isAsked(test.first) || this.isAsked(test.then);
    if (test.is === 'binary') return (isNothing(test.right) || test.right.is === 'literal') && this.isAsked(test.left);
    if (test.is === 'member' && sizes.has(test.name)) return false;
    return (test.is === 'ref' || test.is === 'member') && rootsOf(this.facts, test).some((r) => r.is === 'param' && r.fn === this.fn.fn);
  }
}

function truthOf(value: Abstract): boolean | undefined {
  switch (value.is) {
    case 'literal': return Boolean(value.value);
    case 'absent': return false;
    case 'object': case 'array': case 'function': case 'class': case 'instance': case 'namespace': return true;
    // What a library's call hands to a function is there: a transaction.
    case 'library': return value.path.some((s) => 'call' in s) ? true : undefined;
    default: return undefined;
  }
}

function agreed(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = answers;
  return answers.every((a) => a === first) ? first : undefined;
}

function negated(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function either(a: Alive, b: Alive): Alive {
  return a === 'yes' || b === 'yes' ? 'yes' : a === 'may' || b === 'may' ? 'may' : 'no';
}
