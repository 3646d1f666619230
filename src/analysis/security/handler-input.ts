import type { FileFacts, Step, Value } from '../../model/facts.js';
import { callKey, flatten, functionKey, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { everyStep, stepsIn } from '../every-step.js';
import type { Handler } from '../handlers.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';
import { guardValues, routesOf, type Guard } from '../routes/routing-tree.js';
import { decoratorsOf } from './sent-by-client.js';
import { asksValidator, checkingOf, checksRequests } from './validating.js';

/** How what a handler reads of a body or a query is checked. */
export interface HandlerInput {
  readonly handler: Handler;
  /** What it reads: `body`, `query`. */
  readonly reads: 'body' | 'query';
  readonly checked:
    | { readonly is: 'schema'; readonly by: string }
    /** A check that is not read. */
    | { readonly is: 'unread'; readonly why: string }
    | { readonly is: 'no' };
}

/** Frameworks whose handlers get a request, or a context that has one, as their first parameters. */
const withRequest = /^(?:express|express-likes|koa|fastify|fastify-without-signal|fastify-plugin|hono|restify|next|http-server|nest|routing-controllers|hapi|egg|bun|h3|h3-1|sveltekit|remix|astro|lambda|cloudflare-workers)$/;
const withContext = /^(?:koa|egg)$/;
const bodyNames = new Set(['body', 'rawBody', 'payload']);
const queryNames = new Set(['query', 'querystring']);

const known = new WeakMap<Project, ReadonlyMap<string, HandlerInput>>();

/** The handlers of requests that read a body or a query, by function. */
export function handlerInputs(project: Project): ReadonlyMap<string, HandlerInput> {
  let found = known.get(project);
  if (!found) known.set(project, (found = new Map(project.handlers.flatMap((handler) => inputOf(project, handler)).map((input) => [functionKey(input.handler), input]))));
  return found;
}

function inputOf(project: Project, handler: Handler): readonly HandlerInput[] {
  const facts = project.evaluator.facts(handler.file);
  if (!facts || handler.reach !== 'request' || project.isScript(handler.file) || !withRequest.test(handler.entry.id) || isPassedThrough(project, handler)) return [];
  const reads = readsOf(project, facts, handler);
  return reads ? [{ handler, reads, checked: checkedBy(project, facts, handler, reads) }] : [];
}

/** A middleware, or a hook, which others come after. */
function isPassedThrough(project: Project, { registered, name }: Handler): boolean {
  const callee = registered && project.evaluator.call(registered.call)?.callee;
  return name.startsWith('#') || (callee?.is === 'member' && /^(?:use|addHook|pre|on|once|apply|first)$/.test(callee.name));
}

function readsOf(project: Project, facts: FileFacts, handler: Handler): 'body' | 'query' | undefined {
  const fact = facts.functions[handler.fn];
  const decorators = (fact?.params ?? []).flatMap((_, at) => decoratorsOf(project, handler.file, handler.fn, at).map(({ name }) => name));
  if (decorators.includes('Body')) return 'body';
  if (decorators.some((name) => name === 'Query' || name === 'QueryParams')) return 'query';
  const values = valuesIn(facts, handler.fn);
  if (values.some((v) => isPart(facts, v, handler, bodyNames)) || awaitsBody(facts, handler)) return 'body';
  return values.some((v) => isPart(facts, v, handler, queryNames)) ? 'query' : undefined;
}

/** `await c.req.json()`, `await request.json()` */
function awaitsBody(facts: FileFacts, handler: Handler): boolean {
  return facts.calls.some((c) => isInside(facts, c.fn, handler.fn) && c.callee.is === 'member' && (c.callee.name === 'json' || c.callee.name === 'formData' || c.callee.name === 'parseBody') && c.args.length === 0 && isRequest(facts, c.callee.of, handler, 0));
}

function isPart(facts: FileFacts, value: Value, handler: Handler, names: ReadonlySet<string>): boolean {
  // What stands at `ctx.body` is the answer.
  if (value.is !== 'member' || !names.has(value.name) || !isRequest(facts, value.of, handler, 0)) return false;
  return value.name !== 'body' || !withContext.test(handler.entry.id) || value.of.is === 'member' || (value.of.is === 'ref' && (facts.bindings[value.of.to]?.values ?? []).some((v) => v.is === 'member'));
}

/** The request itself: a first parameter of the handler, or `ctx.request`. */
function isRequest(facts: FileFacts, value: Value, handler: Handler, depth: number): boolean {
  if (depth > 3) return false;
  if (value.is === 'param') return value.fn === handler.fn && value.at === 0;
  if (value.is === 'member') return (value.name === 'request' || value.name === 'req' || value.name === 'ctx') && isRequest(facts, value.of, handler, depth + 1);
  return value.is === 'ref' && (facts.bindings[value.to]?.values ?? []).some((v) => isRequest(facts, v, handler, depth + 1));
}

/** Every value of a function and those inside of it, parts before what they are parts of. */
function valuesIn(facts: FileFacts, fn: number): readonly Value[] {
  const written = [
    ...facts.calls.filter((c) => isInside(facts, c.fn, fn)).flatMap((c) => [c.callee, ...c.args]),
    ...facts.bindings.filter((b) => isInside(facts, b.fn, fn)).flatMap((b) => b.values),
    ...facts.functions.filter((_, at) => isInside(facts, at, fn)).flatMap((f) => [...f.returns, ...stepsIn(f.steps ?? []).flatMap(valuesOfStep)]),
  ];
  return written.flatMap(parts);
}

function valuesOfStep(step: Step): readonly Value[] {
  if (typeof step === 'number') return [];
  switch (step.is) {
    case 'branch': return [step.test];
    case 'switch': return [step.of];
    case 'put': return step.value ? [step.value] : [];
    case 'loop': return step.over ? [step.over] : [];
    default: return [];
  }
}

function parts(value: Value): readonly Value[] {
  switch (value.is) {
    case 'member': case 'element': case 'await': case 'spread': case 'rest': case 'unary': return [...parts(value.of), value];
    case 'text': return value.parts.flatMap(parts);
    case 'object': return value.props.flatMap((p) => [...(p.value ? parts(p.value) : []), ...(p.spread ? parts(p.spread) : [])]);
    case 'array': return value.items.flatMap(parts);
    case 'either': return [...value.of, ...(value.and ? [value.and] : [])].flatMap(parts);
    case 'fallback': return [value.first, value.then].flatMap(parts);
    case 'binary': return [value.left, value.right].flatMap(parts);
    default: return [value];
  }
}

function checkedBy(project: Project, facts: FileFacts, handler: Handler, reads: 'body' | 'query'): HandlerInput['checked'] {
  const byClass = handler.entry.id === 'nest' || handler.entry.id === 'routing-controllers' ? checkedByClass(project, facts, handler) : undefined;
  if (byClass?.is === 'schema') return byClass;
  const own = checkedInside(project, facts, handler) ?? byClass;
  const outside = besideRoute(project, handler, reads) ?? inFront(project, handler);
  const checked = [own, outside].find((one) => one?.is === 'schema') ?? own ?? outside;
  if (checked) return checked;
  if (project.partial && handler.registered === undefined) return { is: 'unread', why: 'where it is registered is not seen' };
  if (project.partial && callsUnseen(project, facts, handler)) return { is: 'unread', why: 'what it calls in other files is not seen' };
  if (refusesByHand(facts, handler)) return { is: 'unread', why: 'it is checked by hand' };
  return { is: 'no' };
}

/** Of one file nobody sees what a function of another does about what it is given. */
function callsUnseen({ evaluator }: Project, facts: FileFacts, handler: Handler): boolean {
  return facts.calls.some((fact) => isInside(facts, fact.fn, handler.fn) && fact.args.length > 0 && flatten(evaluator.evaluate(handler.file, fact.callee)).some((v) => v.is === 'unknown'));
}

/** The handler asks a schema itself, or hands the request to something that does. */
function checkedInside(project: Project, facts: FileFacts, handler: Handler): HandlerInput['checked'] | undefined {
  for (const [call, fact] of facts.calls.entries()) {
    if (!isInside(facts, fact.fn, handler.fn)) continue;
    if (asksValidator(project, { file: handler.file, call })) return { is: 'schema', by: calleeName(facts, call) };
    const takesPart = fact.args.some((a) => parts(a).some((v) => isPart(facts, v, handler, bodyNames) || isPart(facts, v, handler, queryNames) || isRequest(facts, v, handler, 0)));
    if (!takesPart) continue;
    const called = flatten(project.evaluator.evaluate(handler.file, fact.callee));
    if (called.some((v) => v.is === 'function' && checkingOf(project, v) === 'schema')) return { is: 'schema', by: calleeName(facts, call) };
    if (called.some((v) => v.is === 'function' && (fact.tested === true || refusesSomething(project, v)))) return { is: 'unread', why: `${calleeName(facts, call)} checks it by hand` };
    if (called.length === 0 || called.every((v) => v.is === 'unknown')) return { is: 'unread', why: `what ${calleeName(facts, call) || 'a call'} does with it is not seen` };
    if (/valid|parse|schema|sanit|assert|check|verify|constructEvent/i.test(calleeName(facts, call))) return { is: 'unread', why: `${calleeName(facts, call)} is not read` };
  }
  return undefined;
}

/** Nest checks by the class of a parameter, where a pipe is bound. */
function checkedByClass(project: Project, facts: FileFacts, handler: Handler): HandlerInput['checked'] {
  const { evaluator } = project;
  for (const [at, { type }] of (facts.functions[handler.fn]?.params ?? []).entries()) {
    const decorators = decoratorsOf(project, handler.file, handler.fn, at).filter(({ name }) => name === 'Body' || name === 'Query');
    if (decorators.length === 0) continue;
    if (decorators.some(({ args }) => args.some((a) => a.is !== 'literal'))) return { is: 'schema', by: 'a pipe' };
    const classes = (type ? flatten(evaluator.evaluate(handler.file, type)) : []).filter((v) => v.is === 'class' || v.is === 'instance');
    const hasRules = classes.some((v) => evaluator.facts(v.file)?.classes[v.cls]?.members.some((m) => m.decorators.length > 0) === true || evaluator.facts(v.file)?.classes[v.cls]?.extends !== undefined);
    if (hasRules) return bindsPipe(project) ? { is: 'schema', by: 'the class of its parameter' } : { is: 'unread', why: 'no pipe is seen that asks the class of its parameter' };
    return { is: 'unread', why: 'its type is no class with rules, and pipes of the application are not read' };
  }
  return { is: 'unread', why: 'its parameters are not read' };
}

function bindsPipe(project: Project): boolean {
  return ['useGlobalPipes', 'UsePipes', 'ValidationPipe', 'ZodValidationPipe'].some((name) => project.calledNames.has(name)) || [...project.evaluator.sources.files.values()].some((f) => f.bindings.some((b) => b.name === 'APP_PIPE' || b.name === 'ValidationPipe'));
}

/** `app.post(path, validate(schema), handler)`, `{ schema: { body } }` */
function besideRoute(project: Project, handler: Handler, reads: 'body' | 'query'): HandlerInput['checked'] | undefined {
  const at = handler.registered;
  const facts = at && project.evaluator.facts(at.call.file);
  const fact = at && facts?.calls[at.call.call];
  if (!at || !fact) return undefined;
  for (const [index, argument] of fact.args.entries()) {
    const values = flatten(project.evaluator.evaluate(at.call.file, argument));
    const options = values.find((v) => v.is === 'object');
    if (options?.is === 'object') {
      const schemas = ['schema', 'validate', 'validation', 'request'].flatMap((name) => flatten(project.evaluator.member(options, name))).filter((v) => v.is !== 'absent');
      if (schemas.length === 0) continue;
      const names = reads === 'body' ? ['body', 'payload'] : ['querystring', 'query'];
      const hasPart = schemas.some((v) => v.is !== 'object' || v.props.some((p) => p.key === undefined || names.includes(p.key)));
      if (hasPart) return { is: 'schema', by: 'the schema of the route' };
      continue;
    }
    if (index === at.argument && argument.is === 'function') continue;
    if (values.some((v) => checksRequests(project, v))) return { is: 'schema', by: 'what stands before it on the route' };
    const name = argument.is === 'call' ? calleeName(facts, argument.call) : argument.is === 'ref' ? (facts.bindings[argument.to]?.name ?? '') : argument.is === 'member' ? argument.name : '';
    if (/valid|schema|sanit|celebrate/i.test(name)) return { is: 'unread', why: `${name} is not read` };
  }
  return undefined;
}

/** What is registered before it on its routers and apps. */
function inFront(project: Project, handler: Handler): HandlerInput['checked'] | undefined {
  const at = handler.registered;
  const guards = at ? (guardsOf(project).get(callKey(at.call)) ?? []) : [];
  const found = guards.some((guard) => guardValues(project, guard).some((v) => checksRequests(project, v)));
  return found ? { is: 'schema', by: 'what stands before it on its router' } : undefined;
}

const guardsByCall = new WeakMap<Project, ReadonlyMap<string, readonly Guard[]>>();

function guardsOf(project: Project): ReadonlyMap<string, readonly Guard[]> {
  let found = guardsByCall.get(project);
  if (!found) guardsByCall.set(project, (found = new Map(routesOf(project).map(({ registration, ways }) => [callKey(registration.ref), ways.flatMap((w) => w.guards)]))));
  return found;
}

/** By some condition on what it is given a function throws, or gives up. */
function refusesSomething({ evaluator }: Project, { file, fn }: FunctionRef): boolean {
  const facts = evaluator.facts(file);
  return facts !== undefined && [...everyStep(facts)].some(({ step, fn: inside }) => typeof step !== 'number' && step.is === 'branch' && isInside(facts, inside, fn) && step.ways.some((way) => stepsIn(way).some((s) => typeof s !== 'number' && s.is === 'throw')));
}

/** By some condition on what was sent it throws, answers or goes no further. */
function refusesByHand(facts: FileFacts, handler: Handler): boolean {
  const fromRequest = (v: Value, depth = 0): boolean => parts(v).some((p) => isPart(facts, p, handler, bodyNames) || isPart(facts, p, handler, queryNames) || (p.is === 'ref' && depth < 4 && (facts.bindings[p.to]?.values ?? []).some((inner) => fromRequest(inner, depth + 1))) || (p.is === 'call' && depth < 4 && givenTo(facts, p.call).some((a) => fromRequest(a, depth + 1))));
  return [...everyStep(facts)].some(({ step, fn }) => {
    if (typeof step === 'number' || !isInside(facts, fn, handler.fn)) return false;
    if (step.is === 'switch') return fromRequest(step.of);
    return step.is === 'branch' && fromRequest(step.test) && (asksMore(step.test) || step.ways.some((way) => stepsIn(way).some((s) => typeof s !== 'number' && (s.is === 'throw' || s.is === 'return'))));
  });
}

/** What a call is given, and what it is called on: `req.body.ids.filter(isText)`. */
function givenTo(facts: FileFacts, call: number): readonly Value[] {
  const fact = facts.calls[call];
  return fact ? [...fact.args, ...(fact.callee.is === 'member' ? [fact.callee.of] : [])] : [];
}

/** More than whether it is there: `typeof req.body.email === 'string'`. */
function asksMore(test: Value): boolean {
  return parts(test).some((v) => v.is === 'binary' || v.is === 'call' || (v.is === 'unary' && v.op === 'typeof')) || test.is === 'binary';
}
