import { isValidatingMiddleware, isValidator } from '../../catalog/validators.js';
import { flatten, functionKey, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';

/** Methods of schemas, and functions of validators, that say whether a value is as it should be. */
const parsing = /^(?:parse|safeParse|parseAsync|safeParseAsync|spa|validate|validateAsync|validateSync|validateOrReject|isValid|isValidSync|cast|attempt|assert|is|create|mask|check|Check|Parse|Decode|decode|decodeUnknownSync|decodeUnknown|validationResult|matchedData|transformAndValidate|plainToInstance|compile|allows)$/;

/** What a function of the project does about what it is given: it asks a schema, or it refuses some of it by hand. */
export type Checking = 'schema' | 'by hand';

const deepest = 4;

/** Whether a call asks a validator. */
export function asksValidator({ evaluator }: Project, ref: CallRef): boolean {
  const fact = evaluator.call(ref);
  if (!fact || fact.args.length === 0) return false;
  const values = flatten(evaluator.evaluate(ref.file, fact.callee));
  if (values.some((v) => v.is === 'library' && isValidator(v.package) && parsing.test(lastMember(v)))) return true;
  // `const validate = ajv.compile(schema)` is the function that asks; `validateOrReject(dto)`.
  if (values.some((v) => v.is === 'library' && v.package.startsWith('ajv') && v.path.some((s) => 'member' in s && s.member === 'compile'))) return true;
  // The schema comes from where it is not seen: `schema.safeParse(req.body)`.
  const isOpen = values.length === 0 || values.every((v) => v.is === 'unknown' || v.is === 'param');
  return isOpen && fact.callee.is === 'member' && /^(?:parse|safeParse|parseAsync|safeParseAsync|validateAsync|validateSync)$/.test(fact.callee.name) && !(fact.callee.of.is === 'global');
}

function lastMember(value: Extract<Abstract, { is: 'library' }>): string {
  return value.path.findLast((s) => 'member' in s)?.member ?? '';
}

/** Whether a function, one inside of it or one that it calls checks values: it asks a schema, or it answers 4xx or throws by a condition. */
export function checkingOf(project: Project, fn: FunctionRef, depth = 0, seen: Set<string> = new Set()): Checking | undefined {
  const facts = project.evaluator.facts(fn.file);
  const key = functionKey(fn);
  if (!facts || depth > deepest || seen.has(key)) return undefined;
  seen.add(key);
  const calls = facts.calls.flatMap((fact, call) => (isInside(facts, fact.fn, fn.fn) ? [{ fact, ref: { file: fn.file, call } }] : []));
  if (calls.some(({ ref }) => asksValidator(project, ref))) return 'schema';
  const called = calls.flatMap(({ fact }) => flatten(project.evaluator.evaluate(fn.file, fact.callee))).filter((v) => v.is === 'function');
  return called.some((v) => checkingOf(project, v, depth + 1, seen) === 'schema') ? 'schema' : undefined;
}

/** Whether what stands in front of a handler checks requests: a middleware of a validator, one of the project that asks a schema. */
export function checksRequests(project: Project, value: Abstract): Checking | undefined {
  if (value.is === 'library') {
    if (isValidatingMiddleware(value.package)) return 'schema';
    return value.path.some((s) => 'call' in s && givenSchema(project, s.call)) ? 'schema' : undefined;
  }
  if (value.is === 'array') return value.items.map((item) => flatten(project.evaluator.evaluate(value.file, item, value.env)).map((v) => checksRequests(project, v)).find((c) => c !== undefined)).find((c) => c !== undefined);
  if (value.is !== 'function') return undefined;
  const own = checkingOf(project, value);
  if (own) return own;
  return value.env && givenSchema(project, value.env.call) ? 'schema' : undefined;
}

/** `validate(schema)`: a call that is given what a validator made. */
export function givenSchema({ evaluator }: Project, ref: CallRef): boolean {
  return (evaluator.call(ref)?.args ?? []).some((_, at) => flatten(evaluator.argument(ref, at, undefined)).some((v) => (v.is === 'library' && isValidator(v.package)) || (v.is === 'object' && v.props.some((p) => p.value !== undefined && flatten(evaluator.evaluate(v.file, p.value, v.env)).some((inner) => inner.is === 'library' && isValidator(inner.package))))));
}
