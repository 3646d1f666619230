import { callKey, flatten, pathText, type Abstract, type CallRef, type FunctionRef } from '../../abstract.js';
import { decoratorName } from '../../answers/answer-bearers.js';
import { functionsIn, type Handler } from '../../handlers.js';
import type { Project } from '../../project.js';
import { registrationsOf } from '../../routes/registrations.js';
import { guardValues, routesOf, type Guard } from '../../routes/routing-tree.js';

/** Something in front of a route, as a value. */
export interface StandingGuard {
  /** The call that puts it there. */
  readonly by: CallRef;
  readonly value: Abstract;
  readonly plugin: boolean;
}

/** A route that may change something: what is POST, PUT, PATCH or DELETE. */
export interface ChangingRoute {
  /** `POST /orders` */
  readonly name: string;
  readonly at: CallRef | FunctionRef;
  readonly framework: string;
  /** A form of another site can send it; browsers ask before they send others. */
  readonly byForm: boolean;
  readonly functions: readonly FunctionRef[];
  readonly guards: readonly StandingGuard[];
  /** Why not all that stands in front of it is seen. */
  readonly doubt?: string;
}

const changing = /^(?:post|put|patch|delete|del)$/;
const nestRoute = /^@(Post|Put|Patch|Delete)\b/;

const known = new WeakMap<Project, readonly ChangingRoute[]>();

/** The routes of a project that may change something, with what stands in front of them. */
export function changingRoutesOf(project: Project): readonly ChangingRoute[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...registered(project), ...ofNest(project)]));
  return found;
}

function registered(project: Project): readonly ChangingRoute[] {
  const handlers = new Map<string, Handler[]>();
  for (const handler of project.handlers) {
    if (!handler.registered) continue;
    const key = callKey(handler.registered.call);
    handlers.set(key, [...(handlers.get(key) ?? []), handler]);
  }
  return routesOf(project).flatMap(({ registration, name, ways }) => {
    const methods = registration.method === 'route' ? methodsOf(project, registration.given) : [registration.method];
    if (!methods.some((m) => changing.test(m)) || project.isScript(registration.ref.file)) return [];
    const functions = handlers.get(callKey(registration.ref)) ?? [];
    return ways.map((way): ChangingRoute => {
      const unsure = way.guards.find((g) => g.unsure !== undefined)?.unsure;
      const doubt = way.doubt ?? unsure;
      return { name: registration.method === 'route' ? `${methods.join('|').toUpperCase()} ${name}` : name, at: registration.ref, framework: registration.app.framework, byForm: methods.includes('post'), functions, guards: way.guards.flatMap((g) => standing(project, g)), ...(doubt !== undefined && { doubt }) };
    });
  });
}

function standing(project: Project, guard: Guard): readonly StandingGuard[] {
  return guardValues(project, guard).map((value) => ({ by: guard.ref, value, plugin: guard.plugin !== undefined }));
}

/** `app.route({ method: ['POST'] })` of Fastify. */
function methodsOf({ evaluator }: Project, given: readonly (readonly Abstract[])[]): readonly string[] {
  return given.flat().flatMap((v) => (v.is === 'object' ? flatten(evaluator.member(v, 'method')) : [])).flatMap((v) => (v.is === 'array' ? v.items.flatMap((item) => flatten(evaluator.evaluate(v.file, item, v.env))) : [v])).flatMap((v) => (v.is === 'literal' ? [String(v.value).toLowerCase()] : []));
}

/** Routes of Nest: middleware on the app and guards of the class and the method stand in front of them. */
function ofNest(project: Project): readonly ChangingRoute[] {
  const { resolver } = project.evaluator.sources;
  const middleware = registrationsOf(project).filter(({ app, method }) => app.framework === 'nest' && (method === 'use' || method === 'useGlobalGuards'));
  return project.handlers.filter((h) => h.entry.id === 'nest' && nestRoute.test(h.name) && !project.isScript(h.file)).map((handler): ChangingRoute => {
    const folder = resolver.folderOf(handler.file);
    const global = middleware.filter(({ ref }) => resolver.folderOf(ref.file) === folder).flatMap(({ ref, given }) => given.flat().map((value) => ({ by: ref, value, plugin: false })));
    const method = nestRoute.exec(handler.name)?.[1] ?? '';
    return { name: handler.name.replace(/^@\w+/, method.toUpperCase()), at: handler, framework: 'nest', byForm: method === 'Post', functions: [handler], guards: [...global, ...boundGuards(project, handler)] };
  });
}

/** `@UseGuards(LoggedIn)` on a class or a method; decorators of the project that bind some are not looked into. */
function boundGuards({ evaluator }: Project, { file, fn }: Handler): readonly StandingGuard[] {
  const facts = evaluator.facts(file);
  const cls = facts?.classes.find((c) => c.members.some((m) => m.fn === fn));
  if (!facts || !cls) return [];
  const decorators = [...cls.decorators, ...(cls.members.find((m) => m.fn === fn)?.decorators ?? [])];
  return decorators.flatMap((d) => {
    if (d.is !== 'call' || decoratorName(facts, d) !== 'UseGuards') return [];
    const by = { file, call: d.call };
    return (evaluator.call(by)?.args ?? []).flatMap((_, at) => flatten(evaluator.argument(by, at, undefined))).map((value) => ({ by, value, plugin: false }));
  });
}

const entered = /^(?:canActivate|handleRequest|use)$/;

/** The functions that run when a request passes a guard. */
export function functionsOfGuard({ evaluator }: Project, { value }: StandingGuard): readonly FunctionRef[] {
  if (value.is === 'class' || value.is === 'instance') return (evaluator.facts(value.file)?.classes[value.cls]?.members ?? []).flatMap((m) => (m.fn !== undefined && entered.test(m.name) ? [{ file: value.file, fn: m.fn }] : []));
  return functionsIn(evaluator, [value]);
}

/** Whether a guard is what a call made, `app.use(session(options))`, or what it registers. */
export function isMadeBy({ value, by, plugin }: StandingGuard, ref: CallRef): boolean {
  if (plugin && callKey(by) === callKey(ref)) return true;
  return value.is === 'library' && value.path.some((step) => 'call' in step && callKey(step.call) === callKey(ref));
}

/** `passport.authenticate('jwt', { session: false })`: what it lets through was authenticated by something else than the session. */
export function isSessionless(project: Project, { value }: StandingGuard): boolean {
  if (value.is !== 'library' || !/^authenticate\(\)|\.authenticate\(\)/.test(pathText(value.path))) return false;
  const made = value.path.findLast((step) => 'call' in step);
  if (!made || !('call' in made)) return false;
  return flatten(project.evaluator.argument(made.call, 1, undefined)).some((o) => o.is === 'object' && project.evaluator.member(o, 'session').some((v) => v.is === 'literal' && v.value === false));
}

/** `passport.session()` */
export function isPassportSession({ value }: StandingGuard): boolean {
  return value.is === 'library' && (value.package === 'passport' || value.package === 'koa-passport') && /session\(\)$/.test(pathText(value.path));
}
