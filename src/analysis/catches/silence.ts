import type { FileFacts, FunctionFact, Step, Use, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { flatten, pathText } from '../abstract.js';
import { lastName } from '../promises/registrations.js';
import { usesOfParameter } from '../parameter-uses.js';
import type { Project } from '../project.js';
import type { BlockSite, ChainSite } from './catch-sites.js';

/** What a handler makes of a failure. `silent`: nothing at all. */
export type Response = { readonly is: 'acts'; readonly how: string } | { readonly is: 'silent' } | { readonly is: 'unknown'; readonly why: string };

const silent: Response = { is: 'silent' };

function acts(how: string): Response {
  return { is: 'acts', how };
}

/** What a `catch` block does with the failure. */
export function blockResponse(facts: FileFacts, { caught, body, after, loop, mending }: BlockSite): Response {
  if (mending) return acts('Something else is being dealt with here');
  if (caught.commented) return acts('A comment says why the error may be dropped');
  const own = stepsResponse(facts, caught.steps, caught.assigns === true, usesOf(facts, caught.binding));
  if (own.is !== 'silent') return own;
  if (loop && (leaves(loop.body) || !goesThroughList(facts, loop))) return acts('The loop tries again');
  if (returnsValue(body) && returnsValue(after)) return acts('What follows is returned instead');
  return keptResult(facts, body) ?? silent;
}

/** `let rate = fallback; try { rate = await load(); } catch {}`: what stood there before is used instead. */
function keptResult(facts: FileFacts, body: readonly Step[]): Response | undefined {
  const calls = new Set(stepsIn(body).filter((s) => typeof s === 'number'));
  const kept = facts.bindings.filter((b) => b.kind === 'let' && b.values.length > 1 && b.values.some((v) => isResultOf(v, calls)));
  if (kept.length === 0) return undefined;
  return kept.some((b) => b.values.some((v) => v.is !== 'undefined' && !isResultOf(v, calls))) ? acts('What the variable held before is used instead') : { is: 'unknown', why: 'the result is kept in a variable, which is missing then' };
}

function isResultOf(value: Value, calls: ReadonlySet<Step>): boolean {
  switch (value.is) {
    case 'call': return calls.has(value.call);
    case 'await': case 'member': case 'element': case 'unary': return isResultOf(value.of, calls);
    case 'fallback': return isResultOf(value.first, calls) || isResultOf(value.then, calls);
    case 'either': return value.of.some((v) => isResultOf(v, calls));
    case 'binary': return isResultOf(value.left, calls) || isResultOf(value.right, calls);
    default: return false;
  }
}

/** What a function that is given to `catch` does with the failure. */
export function chainResponse(project: Project, facts: FileFacts, { ref, handler, promise }: ChainSite): Response {
  const call = facts.calls[ref.call];
  if (call?.cleanup || call?.inTry === 'catch') return acts('Something else is being dealt with here');
  if (isHeardElsewhere(facts, ref.call, promise)) return acts('The promise is waited for elsewhere, where it fails as well');
  const responses = flatten(project.evaluator.evaluate(ref.file, handler)).map((value): Response => {
    if (value.is === 'library') return /(?:^|\.)noop$/.test(pathText(value.path)) || /^(?:lodash|lodash-es)[./]noop$/.test(value.package) || pathText(value.path) === 'Function.prototype' ? silent : acts('It is handed on');
    if (value.is !== 'function') return { is: 'unknown', why: 'the handler is not seen' };
    const home = project.evaluator.facts(value.file);
    const fact = home?.functions[value.fn];
    return home && fact ? functionResponse(home, value.fn, fact) : { is: 'unknown', why: 'the handler is not seen' };
  });
  return responses.find((r) => r.is === 'silent') ?? responses[0] ?? { is: 'unknown', why: 'the handler is not seen' };
}

function functionResponse(facts: FileFacts, fn: number, fact: FunctionFact): Response {
  if (fact.commented) return acts('A comment says why the error may be dropped');
  return stepsResponse(facts, fact.steps ?? [], fact.assigns === true, usesOfParameter(facts, fn, 0));
}

function usesOf(facts: FileFacts, binding: number | undefined): readonly Use[] {
  return (binding === undefined ? undefined : facts.bindings[binding]?.uses) ?? [];
}

/** Any call, assignment, `throw` or value counts as a response, and so does a use of the error other than a mere test. */
function stepsResponse(facts: FileFacts, steps: readonly Step[], assigns: boolean, uses: readonly Use[]): Response {
  if (uses.some((u) => u.as !== 'compared')) return acts('The error is handed on');
  if (assigns) return acts('It is noted in a variable');
  const all = stepsIn(steps);
  if (all.some((s) => typeof s !== 'number' && s.is === 'throw')) return acts('It throws');
  if (all.some((s) => typeof s === 'number' && !cleansUp(facts, s))) return acts('It is dealt with');
  if (all.some((s) => typeof s !== 'number' && s.is === 'return' && s.of)) return acts('It returns a fallback');
  return silent;
}

const cleaning = new Set(['clearTimeout', 'clearInterval']);

function cleansUp(facts: FileFacts, call: number): boolean {
  const fact = facts.calls[call];
  return fact !== undefined && cleaning.has(lastName(facts, fact.callee));
}

/** Whether success leaves a loop: then failure goes round again. */
function leaves(steps: readonly Step[]): boolean {
  return stepsIn(steps).some((s) => typeof s !== 'number' && (s.is === 'return' || (s.is === 'jump' && s.by === 'break')));
}

/** `for (const item of items)`: a failure skips one of them. Other loops wait for something, and ask again. */
function goesThroughList(facts: FileFacts, { range }: NonNullable<BlockSite['loop']>): boolean {
  return facts.bindings.some((b) => b.range[0] > range[0] && b.range[1] < range[1] && b.values.some(isItem));
}

function isItem(value: Value): boolean {
  return value.is === 'element' || ((value.is === 'member' || value.is === 'fallback' || value.is === 'rest') && isItem(value.is === 'fallback' ? value.first : value.of));
}

function returnsValue(steps: readonly Step[]): boolean {
  return stepsIn(steps).some((s) => typeof s !== 'number' && s.is === 'return' && s.of !== undefined);
}

/** `work.catch(() => {})` of a promise that somebody else waits for: it only keeps it from counting as unhandled. Also an entry of a race. */
function isHeardElsewhere(facts: FileFacts, call: number, promise: Value): boolean {
  if (promise.is === 'ref') return (facts.bindings[promise.to]?.uses ?? []).length > 1;
  if (promise.is === 'member') return true;
  return facts.calls.some(({ callee, args }) => callee.is === 'member' && (callee.name === 'race' || callee.name === 'any') && args.some((a) => a.is === 'array' && a.items.some((item) => item.is === 'call' && item.call === call)));
}
