import type { Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import type { RequestPart } from './request-part.js';

/** What a schema says of how many, or how much, a client may ask for. */
export type Maximum = 'set' | 'open' | 'unknown';

/** Packages whose schemas are read. Their objects, lists and numbers are made by calls of these names. */
const schemas = new Set(['zod', 'zod/v4', 'zod/v3', 'zod/mini', '@hono/zod-openapi', 'nestjs-zod', 'joi', '@hapi/joi', 'celebrate', 'yup', 'valibot', '@sinclair/typebox', 'typebox', 'superstruct', 'fastify-zod']);
const limiting = new Set(['max', 'length', 'lte', 'lt', 'maximum', 'maxLength', 'maxValue', 'maxSize', 'tuple', 'enum', 'nativeEnum', 'literal', 'valid', 'boolean', 'size', 'between', 'picklist']);
/** Behind these somebody else decides. */
const opaque = new Set(['any', 'unknown', 'custom', 'transform', 'refine', 'superRefine', 'pipe', 'preprocess', 'lazy', 'record', 'alternatives', 'when', 'external', 'test', 'check', 'catchall', 'passthrough']);
const decorators = new Set(['ArrayMaxSize', 'Max', 'IsEnum', 'IsIn', 'IsBoolean', 'MaxLength', 'Length']);
const jsonLimits = new Set(['maxItems', 'maximum', 'exclusiveMaximum', 'enum', 'maxLength', 'const']);

/** Looks for the maximum of a part of a request, where it is checked: by a schema that it went through, that its route has, or by its class. */
export function validatedMaximum(project: Project, part: RequestPart): Maximum {
  if (part.compared) return 'unknown';
  if (part.checked) return inSchema(project, part.checked.file, part.checked.value, part.path.slice(part.checked.from), 0);
  const byClass = ofClass(project, part);
  if (byClass) return byClass;
  const verdicts = [...inputsOf(project, part), ...inRegistration(project, part)];
  return verdicts.includes('set') ? 'set' : verdicts.includes('unknown') ? 'unknown' : 'open';
}

/** tRPC: `procedure.input(schema).mutation(…)`. */
function inputsOf(project: Project, part: RequestPart): readonly Maximum[] {
  const { evaluator } = project;
  const at = part.handler.registered?.call;
  const index = part.path.findIndex((name) => name === 'input' || name === 'rawInput');
  if (!at || index === -1) return [];
  const found: Maximum[] = [];
  let callee = evaluator.call(at)?.callee;
  for (let depth = 0; callee?.is === 'member' && callee.of.is === 'call' && depth < 12; depth++) {
    const call: CallRef = { file: at.file, call: callee.of.call };
    const fact = evaluator.call(call);
    const [schema] = fact?.args ?? [];
    if (fact?.callee.is === 'member' && fact.callee.name === 'input' && schema) found.push(inSchema(project, at.file, schema, part.path.slice(index + 1), 0));
    callee = fact?.callee;
  }
  return found.length > 0 ? found : ['unknown'];
}

/** What stands beside the handler: `app.post('/', validate(schema), handler)`, `{ schema: { body } }`. */
function inRegistration(project: Project, { handler, path }: RequestPart): readonly Maximum[] {
  const { registered } = handler;
  if (!registered) return [];
  const { file } = registered.call;
  const names = path.filter((name) => !['body', 'query', 'queries', 'request', 'req', 'json', 'valid', 'get', '*'].includes(name));
  const args = (project.evaluator.call(registered.call)?.args ?? []).filter((a) => a.is !== 'literal' && a.is !== 'function');
  return args.flatMap((argument): readonly Maximum[] => {
    const given = argument.is === 'call' ? (project.evaluator.call({ file, call: argument.call })?.args ?? []) : [argument];
    const direct = given.flatMap((value) => (isSchema(project, file, value) ? [inSchema(project, file, value, names, 0)] : [...ofParts(project, file, value, names), ...ofJsonSchema(project, file, value, names)]));
    if (direct.length > 0) return direct;
    // A middleware that is not read, and that says of itself that it checks.
    return argument.is === 'call' && given.length > 0 && namesChecking(project, file, argument.call) ? ['unknown'] : [];
  });
}

function namesChecking(project: Project, file: string, call: number): boolean {
  const callee = project.evaluator.call({ file, call })?.callee;
  const name = callee?.is === 'member' ? callee.name : callee?.is === 'ref' ? (project.evaluator.facts(file)?.bindings[callee.to]?.name ?? '') : '';
  return /valid|schema|check/i.test(name);
}

function isSchema(project: Project, file: string, value: Value): boolean {
  return flatten(project.evaluator.evaluate(file, value)).some((v) => v.is === 'library' && schemas.has(v.package));
}

/** `celebrate({ body: Joi.object(…) })`, `validate({ query: schema })` */
function ofParts(project: Project, file: string, value: Value, names: readonly string[]): readonly Maximum[] {
  const { evaluator } = project;
  const parts = objects(flatten(evaluator.evaluate(file, value))).flatMap((v) => ['body', 'query', 'querystring'].flatMap((name) => flatten(evaluator.member(v, name))));
  return parts.flatMap((v) => (v.is === 'library' && schemas.has(v.package) ? [inLibrary(project, v, names, 0)] : []));
}

/** `{ schema: { body: { properties: { ids: { maxItems: 100 } } } } }` */
function ofJsonSchema(project: Project, file: string, value: Value, names: readonly string[]): readonly Maximum[] {
  const { evaluator } = project;
  const schema = objects(flatten(evaluator.evaluate(file, value))).flatMap((v) => flatten(evaluator.member(v, 'schema')));
  if (schema.length === 0 || schema.every((v) => v.is === 'absent')) return [];
  const parts = schema.flatMap((v) => (v.is === 'object' ? ['body', 'querystring', 'query'].flatMap((name) => flatten(evaluator.member(v, name))) : [v])).filter((v) => v.is !== 'absent');
  if (parts.length === 0) return [];
  if (parts.some((v) => v.is === 'library')) return parts.map((v) => (v.is === 'library' && schemas.has(v.package) ? inLibrary(project, v, names, 0) : 'unknown'));
  const reached = names.reduce<readonly Abstract[]>((values, name) => objects(values).flatMap((v) => objects(flatten(evaluator.member(v, 'properties'))).flatMap((p) => flatten(evaluator.member(p, name)))), parts).filter((v) => v.is !== 'absent');
  if (reached.length === 0 || reached.some((v) => v.is !== 'object')) return ['unknown'];
  return reached.map((v) => (v.is === 'object' && v.props.some((p) => p.spread !== undefined || (p.key !== undefined && jsonLimits.has(p.key))) ? 'set' : 'open'));
}

function objects(values: readonly Abstract[]): readonly Extract<Abstract, { is: 'object' }>[] {
  return values.filter((v) => v.is === 'object');
}

function inSchema(project: Project, file: string, value: Value, names: readonly string[], depth: number): Maximum {
  const found = flatten(project.evaluator.evaluate(file, value)).map((v): Maximum => (v.is === 'library' && schemas.has(v.package) ? inLibrary(project, v, names, depth) : 'unknown'));
  return found.includes('set') ? 'set' : found.length > 0 && found.every((m) => m === 'open') ? 'open' : 'unknown';
}

/** A schema by the calls that made it: `z.object({ ids: z.array(z.string()).max(100) }).strict()`. */
function inLibrary(project: Project, { path }: Extract<Abstract, { is: 'library' }>, names: readonly string[], depth: number): Maximum {
  const called = path.flatMap((step) => ('member' in step ? [step.member] : []));
  const [name, ...others] = names;
  if (name === undefined) {
    if (called.some((n) => limiting.has(n)) || path.some((step) => 'call' in step && hasLimitOption(project, step.call))) return 'set';
    return called.some((n) => opaque.has(n)) ? 'unknown' : 'open';
  }
  if (depth > 4 || called.some((n) => opaque.has(n) && n !== 'passthrough' && n !== 'refine' && n !== 'superRefine')) return 'unknown';
  for (const step of path) {
    if (!('call' in step)) continue;
    const { args = [] } = project.evaluator.call(step.call) ?? {};
    for (const argument of args) {
      for (const given of flatten(project.evaluator.evaluate(step.call.file, argument, step.env))) {
        if (given.is === 'library' && schemas.has(given.package)) {
          const inner = inLibrary(project, given, name === '*' ? others : names, depth + 1);
          if (inner !== 'unknown') return inner;
        }
        if (given.is !== 'object') continue;
        const property = given.props.find((p) => p.key === name)?.value;
        if (property) return inSchema(project, given.file, property, others, depth + 1);
      }
    }
  }
  return 'unknown';
}

/** `Type.Array(Type.String(), { maxItems: 10 })`, `v.pipe(v.array(…), v.maxLength(10))`. */
function hasLimitOption(project: Project, call: CallRef): boolean {
  return (project.evaluator.call(call)?.args ?? []).some((a) => {
    if (a.is === 'object') return a.props.some((p) => p.key !== undefined && jsonLimits.has(p.key));
    const callee = a.is === 'call' ? project.evaluator.call({ file: call.file, call: a.call })?.callee : undefined;
    return callee?.is === 'member' && limiting.has(callee.name);
  });
}

/** Nest: `@Body() dto: CreateOrders`, whose members carry decorators. */
function ofClass(project: Project, { handler, at, path }: RequestPart): Maximum | undefined {
  const { evaluator } = project;
  const type = evaluator.facts(handler.file)?.functions[handler.fn]?.params[at]?.type;
  let classes = type ? flatten(evaluator.evaluate(handler.file, type)) : [];
  for (const [index, name] of path.entries()) {
    const members = classes.flatMap((v) => (v.is === 'class' || v.is === 'instance' ? [{ file: v.file, member: evaluator.facts(v.file)?.classes[v.cls]?.members.find((m) => m.name === name) }] : []));
    const found = members.find((m) => m.member !== undefined);
    if (!found?.member) return classes.some((v) => v.is === 'class' || v.is === 'instance') ? 'unknown' : undefined;
    if (found.member.decorators.some((d) => decorators.has(decoratorName(project, found.file, d)))) return 'set';
    if (index === path.length - 1) return found.member.decorators.length > 0 ? 'open' : 'unknown';
    classes = found.member.type ? flatten(evaluator.evaluate(found.file, found.member.type)) : [];
  }
  return undefined;
}

/** Whether the class of an object says how many, or how much, a member may be: `Command.create({ limit })`. */
export function limitsMember(project: Project, file: string, cls: Value, name: string): boolean {
  return flatten(project.evaluator.evaluate(file, cls)).some((v) => {
    const member = v.is === 'class' ? project.evaluator.facts(v.file)?.classes[v.cls]?.members.find((m) => m.name === name) : undefined;
    return v.is === 'class' && member?.decorators.some((d) => decorators.has(decoratorName(project, v.file, d))) === true;
  });
}

function decoratorName(project: Project, file: string, decorator: Value): string {
  const callee = decorator.is === 'call' ? project.evaluator.call({ file, call: decorator.call })?.callee : decorator;
  const [value] = callee ? flatten(project.evaluator.evaluate(file, callee)) : [];
  const last = value?.is === 'library' ? value.path.at(-1) : undefined;
  return last && 'member' in last ? last.member : '';
}
