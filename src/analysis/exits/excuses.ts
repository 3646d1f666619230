import type { BindingFact, FileFacts, Value } from '../../model/facts.js';
import { writtenName } from '../names.js';
import { truthInProduction } from '../production/truth-in-production.js';
import type { Project } from '../project.js';
import type { Passed } from './run.js';

/**
 * Why a handler may let the process live on one of its ways. `meant`: it looked at the error, or an earlier run is ending the process already.
 * `others`: only errors of one kind end it, all others do not. `production`: it lives on just where it matters.
 */
export type Excuse = 'meant' | 'others' | 'production' | 'unknown';

/** What a condition by which a way got past the end of the process says. */
export function excuseOf(project: Project, passed: readonly Passed[]): Excuse {
  const excuses = passed.map((one) => excuse(project, one));
  return excuses.find((e) => e === 'meant') ?? excuses.find((e) => e === 'unknown') ?? excuses[0] ?? 'unknown';
}

function excuse(project: Project, { file, test, way }: Passed): Excuse {
  const facts = project.evaluator.facts(file);
  if (!facts || !test) return 'unknown';
  const positive = way === 0;
  const truth = truthInProduction(project.evaluator, file, test);
  if (truth !== undefined) return truth === positive ? 'production' : 'meant';
  if (mentionsEnvironment(test)) return 'unknown';
  const names = bindingsIn(facts, test);
  if (names.some((b) => b.kind === 'param' || b.kind === 'catch' || b.values.some((v) => isOfParameter(facts, v)))) {
    // `if (error.code === 'EPIPE') return;` is meant. `if (error.code === 'EPIPE') process.exit(1);` lets all others pass.
    const same = isOneKind(test);
    return same === undefined || same === positive ? 'meant' : 'others';
  }
  // `if (stopping) return; stopping = true;`
  return names.some((b) => b.kind === 'let') || isSet(facts, test) ? 'meant' : 'unknown';
}

/** Whether a condition holds for one kind of error only (true), for all but one (false), or is something else. */
function isOneKind(test: Value): boolean | undefined {
  if (test.is === 'binary') return /^={2,3}$/.test(test.op) || test.op === 'instanceof' ? true : /^!={1,2}$/.test(test.op) ? false : undefined;
  if (test.is !== 'unary' || test.op !== '!') return undefined;
  const inner = isOneKind(test.of);
  return inner === undefined ? undefined : !inner;
}

function mentionsEnvironment(value: Value): boolean {
  return partsOf(value).some((part) => part.is === 'member' && part.name === 'NODE_ENV');
}

/** `const { code } = error`, of an error that is handed in. */
function isOfParameter(facts: FileFacts, value: Value): boolean {
  return partsOf(value).some((part) => part.is === 'param' || (part.is === 'ref' && facts.bindings[part.to]?.kind === 'param') || (part.is === 'call' && facts.calls[part.call]?.args.some((a) => a.is === 'ref' && facts.bindings[a.to]?.kind === 'param') === true));
}

/** `this.stopping`, `state.stopping`: the file gives it a value as well. */
function isSet(facts: FileFacts, test: Value): boolean {
  const names = partsOf(test).flatMap((part) => (part.is === 'member' ? [writtenName(facts, part)] : []));
  return facts.assigns.some(({ target }) => names.includes(writtenName(facts, target)));
}

function bindingsIn(facts: FileFacts, value: Value): readonly BindingFact[] {
  return partsOf(value, facts).flatMap((part) => {
    const binding = part.is === 'ref' ? facts.bindings[part.to] : undefined;
    return binding ? [binding] : [];
  });
}

/** The value and what it is made of, into the arguments of calls where the facts are given. */
function partsOf(value: Value, facts?: FileFacts): readonly Value[] {
  const inner = ((): readonly Value[] => {
    switch (value.is) {
      case 'member': case 'element': case 'await': case 'unary': return [value.of];
      case 'binary': return [value.left, value.right];
      case 'fallback': return [value.first, value.then];
      case 'either': return value.of;
      case 'call': {
        const call = facts?.calls[value.call];
        return call ? [call.callee, ...call.args] : [];
      }
      default: return [];
    }
  })();
  return [value, ...inner.flatMap((part) => partsOf(part, facts))];
}
