import type { GuardModel } from '../../catalog/types.js';
import { callKey, type CallRef, type FunctionRef } from '../abstract.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { costsOf, type Cost } from './costs.js';
import { guardOfValue } from './guard-model.js';
import { refusesAs, type Verdict } from './limits.js';
import { nestApplications } from './nest-applications.js';
import { refuses } from './refusals.js';
import { guardValues, routesOf, type Guard, type Route, type Way } from './routing-tree.js';

type Refuses = Exclude<GuardModel['refuses'], 'forged'>;

/** A route as it is judged: what it costs, and whether something refuses requests before it is paid. */
export interface JudgedRoute {
  readonly name: string;
  readonly at: CallRef | FunctionRef;
  readonly cost: Cost | undefined;
  readonly refused: Verdict;
  /** The guard that refuses. */
  readonly by?: CallRef;
  readonly why?: string;
}

/** A server with its routes. */
export interface Application {
  /** The call that makes it. */
  readonly made: CallRef;
  readonly routes: readonly JudgedRoute[];
  /** A guard that would refuse requests, but is registered where it guards nothing, and why. */
  readonly idle?: { readonly at: CallRef; readonly why: string };
}

const known = new WeakMap<Project, Map<Refuses, readonly Application[]>>();

/** The servers of a project, with what each route costs and whether requests are refused in front of it. */
export function applicationsOf(project: Project, what: Refuses): readonly Application[] {
  let byKind = known.get(project);
  if (!byKind) known.set(project, (byKind = new Map<Refuses, readonly Application[]>()));
  let found = byKind.get(what);
  if (!found) byKind.set(what, (found = [...registeredApplications(project, what), ...nestApplications(project, what)]));
  return found;
}

function registeredApplications(project: Project, what: Refuses): readonly Application[] {
  const handlers = handlersByCall(project);
  const groups = new Map<string, { made: CallRef; routes: JudgedRoute[]; idle: Guard | undefined }>();
  for (const route of routesOf(project)) {
    const ways = new Map(route.ways.map((way) => [way.server.key, way.server]));
    for (const server of ways.values()) {
      const group = groups.get(server.key) ?? { made: server.made, routes: [], idle: undefined };
      groups.set(server.key, group);
      const mine = route.ways.filter((way) => way.server.key === server.key);
      const functions = handlers.get(callKey(route.registration.ref)) ?? [];
      group.routes.push(judged(project, route, mine, functions, what));
      group.idle ??= mine.flatMap(({ late }) => late).find((guard) => verdictOf(project, guard, route, what) === 'yes');
    }
  }
  return [...groups.values()].map(({ made, routes, idle }) => ({ made, routes: [...new Map(routes.map((r) => [JSON.stringify([r.at, r.name]), r])).values()], ...(idle && { idle: { at: idle.ref, why: 'it is registered after the routes, and guards nothing that stands before it' } }) }));
}

function handlersByCall(project: Project): ReadonlyMap<string, readonly Handler[]> {
  const found = new Map<string, Handler[]>();
  for (const handler of project.handlers) {
    if (!handler.registered) continue;
    const key = callKey(handler.registered.call);
    found.set(key, [...(found.get(key) ?? []), handler]);
  }
  return found;
}

function judged(project: Project, route: Route, ways: readonly Way[], functions: readonly Handler[], what: Refuses): JudgedRoute {
  const { registration } = route;
  const paid = registration.given.flat().some((v) => v.is === 'library' && v.path.some((step) => 'call' in step && costsOf(project).ofCall(step.call)?.kind === 'password'));
  const cost = paid ? { kind: 'password' as const, at: registration.ref } : costsOf(project).of(functions);
  const base = { name: route.name || (functions.at(-1)?.name ?? ''), at: registration.ref, cost };
  if (!cost) return { ...base, refused: 'no' };
  const inside = functions.some((fn) => refuses(project, fn, what));
  if (inside) return { ...base, refused: 'yes', by: registration.ref };
  const verdicts = ways.map((way) => ofWay(project, way, route, what));
  if (verdicts.length > 0 && verdicts.every((v) => v.refused === 'yes')) return { ...base, ...verdicts[0], refused: 'yes' };
  const open = verdicts.find((v) => v.refused === 'no');
  return open ? { ...base, refused: 'no' } : { ...base, refused: 'unknown', why: verdicts.find((v) => v.refused === 'unknown')?.why ?? 'its way is not seen' };
}

function ofWay(project: Project, way: Way, route: Route, what: Refuses): { readonly refused: Verdict; readonly by?: CallRef; readonly why?: string } {
  let why = way.doubt;
  for (const guard of way.guards) {
    const verdict = verdictOf(project, guard, route, what);
    if (verdict === 'yes' && guard.unsure === undefined) return { refused: 'yes', by: guard.ref };
    if (verdict !== 'no') why ??= guard.unsure ?? 'what stands in front of it is not all seen';
  }
  return why === undefined ? { refused: 'no' } : { refused: 'unknown', why };
}

function verdictOf(project: Project, guard: Guard, route: Route, what: Refuses): Verdict {
  const verdicts = guardValues(project, guard).map((value): Verdict => {
    if (guard.plugin && value.is === 'library') return pluginVerdict(project, guard, value, route, what);
    // What a plugin of the project registers is looked at where it does so.
    return guard.plugin ? (value.is === 'unknown' ? 'unknown' : 'no') : refusesAs(project, guard.ref.file, value, what);
  });
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}

/** `app.register(rateLimit, { global: false })` leaves it to the routes. */
function pluginVerdict(project: Project, { ref, plugin }: Guard, value: Parameters<typeof guardOfValue>[2], route: Route, what: Refuses): Verdict {
  const model = guardOfValue(project, ref.file, value);
  if (model?.refuses !== what) return /autoload/.test(value.package) ? 'unknown' : 'no';
  if (model.global === undefined) return 'yes';
  const [first] = plugin?.options ?? [];
  const global = first && first.is === 'object' ? project.evaluator.member(first, model.global) : [];
  const config = configOf(project, route, model.perRoute ?? '');
  if (config !== undefined) return config;
  return global.some((v) => v.is === 'literal' && v.value === false) ? 'no' : global.some((v) => v.is === 'unknown' || v.is === 'param') || first?.is === 'unknown' || first?.is === 'param' ? 'unknown' : 'yes';
}

/** What the route's own `config` says: `{ rateLimit: false }`. */
function configOf({ evaluator }: Project, { registration }: Route, name: string): Verdict | undefined {
  const options = registration.given.flat().filter((v) => v.is === 'object').flatMap((v) => evaluator.member(v, 'config')).filter((v) => v.is === 'object');
  const values = options.flatMap((v) => evaluator.member(v, name)).filter((v) => v.is !== 'absent');
  if (values.length === 0) return undefined;
  return values.some((v) => v.is === 'literal' && v.value === false) ? 'no' : 'yes';
}

