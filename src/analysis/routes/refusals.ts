import type { GuardModel } from '../../catalog/types.js';
import type { CallFact, Value } from '../../model/facts.js';
import { flatten, functionKey, type Abstract, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { guardModelOf } from './guard-model.js';

type Refuses = Exclude<GuardModel['refuses'], 'forged'>;

const statuses: Readonly<Record<Refuses, number>> = { 'too many': 429, overload: 503 };
/** Constants of status codes and classes of errors, as packages and projects call them. */
const names: Readonly<Record<Refuses, RegExp>> = {
  'too many': /^(?:TOO_MANY_REQUESTS|TooManyRequests(?:Error|Exception)?|RateLimit(?:ed|Exceeded|Reached)?(?:Error|Exception)?|RATE_LIMIT(?:ED|_EXCEEDED|_REACHED)?)$/i,
  overload: /^(?:SERVICE_UNAVAILABLE|ServiceUnavailable(?:Error|Exception)?)$/i,
};
/** Functions called by functions are not followed further. */
const deepest = 4;

/**
 * Whether a function refuses requests by itself: it answers with the status, or throws an error that stands for it, or asks a counter of a library. What it
 * passes on of a failure, in a `catch`, is no refusal of its own.
 */
export function refuses(project: Project, fn: FunctionRef, what: Refuses): boolean {
  return search(project, fn, what, 0, new Set());
}

function search(project: Project, fn: FunctionRef, what: Refuses, depth: number, seen: Set<string>): boolean {
  const key = functionKey(fn);
  const facts = project.evaluator.facts(fn.file);
  if (!facts || seen.has(key) || depth > deepest || fn.fn === -1) return false;
  seen.add(key);
  // `(error, req, res, next)` answers what has failed.
  if (depth === 0 && facts.functions[fn.fn]?.params.length === 4) return false;
  const own = facts.calls.flatMap((fact, call) => (fact.fn === fn.fn ? [{ fact, ref: { file: fn.file, call } }] : []));
  if (own.some(({ ref }) => guardModelOf(project, ref)?.refuses === what)) return true;
  if (own.some(({ fact }) => fact.inTry !== 'catch' && answersWith(project, fn.file, fact, what))) return true;
  if (facts.assigns.some((a) => a.fn === fn.fn && a.target.is === 'member' && /^(?:status(?:Code)?|responseCode|code)$/.test(a.target.name) && isStatus(project, fn.file, a.value, what))) return true;
  return project.graph.calleesOf(fn).some(({ to, by }) => search(project, to, what, by ? depth + 1 : depth, seen));
}

/** `res.status(429)`, `reply.code(429)`, `new HttpException(text, 429)`, `new Response(text, { status: 429 })`, `new TooManyRequestsException()`. */
function answersWith(project: Project, file: string, fact: CallFact, what: Refuses): boolean {
  if (fact.construct && names[what].test(className(project, file, fact))) return true;
  if (!fact.construct && fact.callee.is === 'member' && names[what].test(fact.callee.name.replace(/^throw/, ''))) return true;
  return fact.args.some((arg) => isStatus(project, file, arg, what) || (arg.is === 'object' && arg.props.some((p) => p.value && /^(?:status|statusCode|code)$/.test(p.key ?? '') && isStatus(project, file, p.value, what))));
}

function className({ evaluator }: Project, file: string, { callee }: CallFact): string {
  if (callee.is === 'member') return callee.name;
  if (callee.is !== 'ref') return '';
  return evaluator.facts(file)?.bindings[callee.to]?.name ?? '';
}

function isStatus({ evaluator }: Project, file: string, value: Value, what: Refuses): boolean {
  if (value.is === 'object' || value.is === 'function' || value.is === 'call') return false;
  if (value.is === 'member' && names[what].test(value.name)) return true;
  if (value.is === 'literal' && typeof value.value === 'string' && names[what].test(value.value)) return true;
  return flatten(evaluator.evaluate(file, value)).some((v: Abstract) => v.is === 'literal' && v.value === statuses[what]);
}
