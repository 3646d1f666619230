import type { FileFacts, Value } from '../../model/facts.js';
import { bearerOf } from '../paths/bearer.js';
import type { Condition } from '../paths/condition.js';
import type { Choice } from '../paths/path.js';
import type { HeldBody } from './held-body.js';

const statuses = new Set(['ok', 'status', 'statusCode', 'statusText', 'statusMessage']);
/** Answers that have no body: RFC 9110, 6.4.1. */
const bodiless = new Set([204, 304]);

/** The path on which the status says that there is no body. */
export function isBodiless({ condition }: Choice): boolean {
  return names(condition, true);
}

function names(condition: Condition, holds: boolean): boolean {
  switch (condition.is) {
    case 'equal': return holds && typeof condition.to === 'number' && bodiless.has(condition.to);
    case 'not': return names(condition.of, !holds);
    case 'all': case 'any': return condition.of.some((c) => names(c, holds));
    default: return false;
  }
}

/** The path of an answer that is an error or a redirect, by its status: what such an answer carries is small as a rule. */
export function isRefusal(held: HeldBody, facts: FileFacts, { test, condition }: Choice): boolean {
  return test !== undefined && asksStatus(held, facts, test) && !isSuccess(condition, true);
}

/** Whether a condition says that all went well: `ok`, `status === 200`, `status < 300`. */
function isSuccess(condition: Condition, holds: boolean): boolean {
  switch (condition.is) {
    case 'truthy': return holds && condition.term.value.is === 'member' && condition.term.value.name === 'ok';
    case 'equal': return holds && typeof condition.to === 'number' && condition.to >= 200 && condition.to < 300;
    case 'less': return holds && condition.than > 200 && condition.than <= 400;
    case 'not': return isSuccess(condition.of, !holds);
    case 'all': return holds && condition.of.some((c) => isSuccess(c, true));
    case 'any': return holds ? condition.of.every((c) => isSuccess(c, true)) : condition.of.some((c) => isSuccess(c, false));
    default: return false;
  }
}

/** A test of the answer's status. */
function asksStatus(held: HeldBody, facts: FileFacts, test: Value, depth = 0): boolean {
  const of = (v: Value): boolean => asksStatus(held, facts, v, depth + 1);
  if (depth > 8) return false;
  switch (test.is) {
    case 'member': return statuses.has(test.name) && bearerOf(held.bearers, held.fn.file, facts, test.of) !== undefined;
    case 'unary': case 'await': return of(test.of);
    case 'binary': return of(test.left) || of(test.right);
    case 'fallback': return of(test.first) || of(test.then);
    case 'either': return test.of.some(of) || (test.and !== undefined && of(test.and));
    case 'ref': return facts.bindings[test.to]?.values.some(of) === true;
    case 'call': return facts.calls[test.call]?.args.some(of) === true;
    default: return false;
  }
}
