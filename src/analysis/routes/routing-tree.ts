import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { Apps, scopeKey, type App } from './app.js';
import { framesTo, isBefore, type Frame } from './frames.js';
import { pathCovers } from './paths.js';
import { registrationsOf, registrationsOn, type Registration } from './registrations.js';

/** Something that requests pass before they come to a handler. */
export interface Guard {
  readonly ref: CallRef;
  readonly value: Abstract;
  /** A plugin of Fastify: what it does is said by its options, and by those of the route. */
  readonly plugin?: { readonly options: readonly Abstract[] };
  /** Why it is not sure that it stands in front of the route. */
  readonly unsure?: string;
}

/** One way by which requests come to a handler. */
export interface Way {
  readonly server: App;
  /** In the order in which requests pass them. */
  readonly guards: readonly Guard[];
  /** What is registered on the same app, but only after the route, so that it guards nothing there. */
  readonly late: readonly Guard[];
  /** Why not all that guards it is seen. */
  readonly doubt?: string;
}

/** A route, with the ways to it. */
export interface Route {
  readonly registration: Registration;
  /** `POST /login` */
  readonly name: string;
  readonly ways: readonly Way[];
}

interface Mount {
  readonly by: Registration | undefined;
  readonly parent: App;
  readonly frames: readonly Frame[];
  readonly own: readonly Guard[];
  readonly prefix: string | undefined;
}

const verbs = /^(?:get|post|put|patch|delete|del|options|opts|all|route|openapi|query|search)$/;
const hooks = /^(?:onRequest|preParsing|preValidation|preHandler)$/;
/** More ways than this say nothing new; routers in routers are not followed further. */
const mostWays = 6;
const deepest = 6;

const known = new WeakMap<Project, readonly Route[]>();

/** All routes of a project that are registered on apps which are seen, with what stands in front of them. */
export function routesOf(project: Project): readonly Route[] {
  let routes = known.get(project);
  if (!routes) known.set(project, (routes = new Tree(project).routes()));
  return routes;
}

class Tree {
  private readonly mounts = new Map<string, Mount[]>();
  private readonly apps: Apps;

  constructor(private readonly project: Project) {
    this.apps = new Apps(project);
    for (const registration of registrationsOf(project)) this.addMounts(registration);
  }

  routes(): readonly Route[] {
    return registrationsOf(this.project).flatMap((registration): readonly Route[] => {
      const { method, app, given } = registration;
      if (app.framework === 'nest' || !verbs.test(method) || isMountOnly(registration)) return [];
      const isRoute = given.some((values, at) => (at > 0 || method === 'route' || given.length === 1) && values.some((v) => v.is !== 'literal' && v.is !== 'text'));
      return isRoute && !(method === 'route' && app.framework !== 'fastify') ? [{ registration, name: nameOf(this.project, registration), ways: this.waysOf(registration) }] : [];
    });
  }

  private addMounts(registration: Registration): void {
    const { app, frames, given, ref, method } = registration;
    if (app.framework === 'nest' || (method !== 'use' && method !== 'route' && method !== 'mount' && method !== 'register' && method !== 'all')) return;
    for (const [at, values] of given.entries()) {
      const found = this.apps.of(ref.file, values.map(asApp), framesTo(this.project, ref));
      for (const { app: child } of found) if (child.key !== app.key) this.add(child.key, { by: registration, parent: app, frames, own: guardsIn(registration, at), prefix: mountPrefix(this.project, this.apps, registration, at, child) });
    }
    if (method === 'register') this.add(scopeKey(ref, registration.plugin?.file), { by: registration, parent: app, frames, own: [], prefix: pluginPrefix(this.project, registration) });
  }

  private add(child: string, mount: Mount): void {
    this.mounts.set(child, [...(this.mounts.get(child) ?? []), mount]);
  }

  private waysOf(registration: Registration): readonly Way[] {
    const last = registration.given.length - 1;
    return this.waysTo(registration.app, registration.frames, guardsIn(registration, last), pathOf(this.project, registration), 0, registration);
  }

  private waysTo(app: App, at: readonly Frame[], inner: readonly Guard[], path: string | undefined, depth: number, skip: Registration | undefined): readonly Way[] {
    const here = this.guardsOn(app, at, path, skip);
    const guards = [...here.guards, ...inner];
    const mounts = this.mounts.get(app.key) ?? [];
    const own = (doubt: string | undefined): Way => ({ server: app, guards, late: here.late, ...(doubt !== undefined && { doubt }) });
    if (mounts.length === 0) return [own(app.isServer || (app.framework === 'hono' && !this.project.partial) ? undefined : 'where it is mounted is not seen')];
    if (depth > deepest) return [own('it is mounted too deep')];
    return mounts.slice(0, mostWays).flatMap((mount) => {
      const whole = path === undefined || mount.prefix === undefined ? undefined : `${mount.prefix.replace(/\/$/, '')}${path}`;
      return this.waysTo(mount.parent, mount.frames, [...mount.own, ...guards], whole, depth + 1, mount.by).map((way): Way => ({ ...way, late: [...way.late, ...here.late] }));
    }).slice(0, mostWays);
  }

  /** What is registered on an app before a place, for a path. */
  private guardsOn(app: App, at: readonly Frame[], path: string | undefined, skip: Registration | undefined): { readonly guards: readonly Guard[]; readonly late: readonly Guard[] } {
    const guards: Guard[] = [];
    const late: Guard[] = [];
    for (const one of registrationsOn(this.project, app.key)) {
      if (one === skip || !isGuarding(one)) continue;
      const found = guardsIn(one, one.given.length);
      if (found.length === 0) continue;
      // The first argument of a hook is its name, and no path.
      const covers = one.method === 'addHook' ? true : pathCovers(prefixOf(one), path, one.given[0] ?? []);
      if (covers === false) continue;
      const before = one.method === 'addHook' ? true : isBefore(one.frames, at);
      if (before === false) late.push(...found);
      else if (before === undefined || covers === undefined) guards.push(...found.map((g) => ({ ...g, unsure: before === undefined ? 'whether it is registered before the routes is not seen' : 'for which paths it is registered is not seen' })));
      else guards.push(...found);
    }
    return { guards, late };
  }
}

function isGuarding({ method, given, app }: Registration): boolean {
  if (method === 'addHook') return given[0]?.some((v) => v.is === 'literal' && typeof v.value === 'string' && hooks.test(v.value)) === true;
  if (method === 'register') return app.framework === 'fastify';
  return method === 'use' || method === 'pre' || method === 'first' || (method === 'all' && given[0]?.some((v) => v.is === 'literal' && typeof v.value === 'string' && /^\/?\(?\.?\*/.test(v.value)) === true);
}

/** What stands before an argument of a registration, itself left out. */
function guardsIn({ ref, given, method, app }: Registration, before: number): readonly Guard[] {
  const isPlugin = method === 'register' && app.framework === 'fastify';
  const listed = (isPlugin ? given.slice(0, 1) : given.slice(0, before)).flatMap((values) => values.map((value): Guard => ({ ref, value, ...(isPlugin && { plugin: { options: given[1] ?? [] } }) })));
  return [...listed.filter(({ value }) => value.is !== 'literal' && value.is !== 'text' && value.is !== 'absent'), ...routeHooks(ref, given.flat())];
}

/** `{ preHandler: [limit], handler }` of Fastify. */
function routeHooks(ref: CallRef, given: readonly Abstract[]): readonly Guard[] {
  return given.flatMap((v) => (v.is === 'object' ? v.props.flatMap((p): readonly Guard[] => (p.key !== undefined && hooks.test(p.key) && p.value ? [{ ref, value: { is: 'array', file: v.file, items: p.value.is === 'array' ? p.value.items : [p.value], env: v.env } }] : [])) : []));
}

/** `router.routes()` of Koa stands for the router. */
function asApp(value: Abstract): Abstract {
  if (value.is !== 'library') return value;
  const [member, call] = value.path.slice(-2);
  return member && call && 'member' in member && /^(?:routes|middleware)$/.test(member.member) && 'call' in call ? { ...value, path: value.path.slice(0, -2) } : value;
}

function isMountOnly({ given, method, app }: Registration): boolean {
  return method === 'route' && app.framework === 'hono' && given.length === 2;
}

function textOf(values: readonly Abstract[] | undefined): string | undefined {
  const [only, ...others] = values ?? [];
  return only?.is === 'literal' && typeof only.value === 'string' && others.length === 0 ? only.value : undefined;
}

function prefixOf({ given }: Registration): string | undefined {
  return textOf(given[0]);
}

/** The path at which an app is mounted; `''` without one. Of a list of paths and routers, that which stands beside the router. */
function mountPrefix(project: Project, apps: Apps, registration: Registration, at: number, child: App): string | undefined {
  const [first = []] = registration.given;
  if (at === 0) return '';
  if (first.length < 2) return prefixOf(registration);
  const values = registration.given[at] ?? [];
  const index = values.findIndex((v) => apps.of(registration.ref.file, [asApp(v)], []).some(({ app }) => app.key === child.key));
  return values.length === first.length ? textOf(first.slice(index, index + 1)) : undefined;
}

function pluginPrefix({ evaluator }: Project, { given, plugin }: Registration): string | undefined {
  if (plugin) return plugin.prefix;
  const options = given[1]?.find((v) => v.is === 'object');
  const values = options ? flatten(evaluator.member(options, 'prefix')) : [];
  return values.every((v) => v.is === 'absent') ? (given[1] === undefined || options ? '' : undefined) : textOf(values);
}

/** Where a route is registered: behind `router.route('/x')`, that path. */
function pathOf(project: Project, registration: Registration): string | undefined {
  const { ref, given, method } = registration;
  const chained = chainedRoute(project, ref);
  if (chained) return textOf(chained);
  const options = given.flat().find((v) => v.is === 'object');
  if (method === 'route') return options ? textOf(flatten([...project.evaluator.member(options, 'url'), ...project.evaluator.member(options, 'path')]).filter((v) => v.is !== 'absent')) : undefined;
  const written = given[0]?.find((v) => v.is === 'object');
  if (written) return textOf(flatten(project.evaluator.member(written, 'path')));
  return prefixOf(registration) ?? (given[0]?.some((v) => v.is !== 'function' && v.is !== 'library') ? undefined : '');
}

/** What `router.route(path)` was given, on which this is called. */
function chainedRoute({ evaluator }: Project, ref: CallRef): readonly Abstract[] | undefined {
  let callee = evaluator.call(ref)?.callee;
  while (callee?.is === 'member' && callee.of.is === 'call') {
    const by = { file: ref.file, call: callee.of.call };
    callee = evaluator.call(by)?.callee;
    if (callee?.is === 'member' && callee.name === 'route') return flatten(evaluator.argument(by, 0, undefined));
  }
  return undefined;
}

function nameOf(project: Project, registration: Registration): string {
  return `${registration.method === 'route' ? '' : registration.method.toUpperCase()} ${pathOf(project, registration) ?? ''}`.trim();
}

/** The functions that a guard's value stands for, one by one. */
export function guardValues(project: Project, { value }: Guard): readonly Abstract[] {
  return value.is === 'array' ? value.items.flatMap((item) => flatten(project.evaluator.evaluate(value.file, item, value.env))) : [value];
}
