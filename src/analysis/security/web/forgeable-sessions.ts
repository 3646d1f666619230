import { flatten } from '../../abstract.js';
import type { Project } from '../../project.js';
import { changingRoutesOf, functionsOfGuard, isMadeBy, isPassportSession, isSessionless, type ChangingRoute } from './changing-routes.js';
import { cookieSessionsOf, type CookieSession } from './cookie-sessions.js';
import { forgeryVerdict, isForgeryGuard } from './forgery-guards.js';
import { letsAllSites, parsesForms } from './form-bodies.js';
import { readsOf } from './request-reads.js';

/** What is seen of the protection of a session. */
export interface JudgedSession {
  readonly session: CookieSession;
  readonly is: 'same-site' | 'guarded' | 'open' | 'unknown';
  /** Of an open one: the routes that another site can have asked. */
  readonly routes: readonly ChangingRoute[];
  /** Other routes of it refuse forged requests. */
  readonly hasOthers?: boolean;
  readonly why?: string;
}

/** The sessions in cookies of a project, each with what keeps other sites from using it. */
export function judgedSessions(project: Project): readonly JudgedSession[] {
  return cookieSessionsOf(project).map((session) => ({ session, routes: [], ...judged(project, session) }));
}

function judged(project: Project, session: CookieSession): Omit<JudgedSession, 'session' | 'routes'> & { readonly routes?: readonly ChangingRoute[] } {
  if (session.sameSite === 'kept' || session.sameSite === 'checked') return { is: 'same-site' };
  const routes = changingRoutesOf(project).filter((route) => isAuthenticated(project, route, session)).map((route) => ({ route, verdict: forgeryVerdict(project, route) }));
  if (routes.length === 0) return { is: 'unknown', why: 'no route was seen that it guards and that changes something' };
  if (routes.every(({ verdict, route }) => verdict === 'yes' && route.doubt === undefined)) return { is: 'guarded' };
  const open = routes.filter(({ verdict, route }) => verdict === 'no' && route.doubt === undefined && isForgeable(project, route)).map(({ route }) => route);
  const hasOthers = routes.some(({ verdict }) => verdict === 'yes');
  if (session.sameSite === 'unknown') return { is: 'unknown', why: 'the SameSite of its cookie is not seen' };
  if (open.length === 0) return { is: 'unknown', why: routes.find(({ route }) => route.doubt !== undefined)?.route.doubt ?? (routes.some(({ verdict }) => verdict === 'unknown') ? 'what stands in front of its routes is not all seen' : 'its routes read JSON only, or take methods that no form sends') };
  if (!hasOthers && hasGuardElsewhere(project)) return { is: 'unknown', why: 'a guard against forged requests is made, and where it stands is not seen' };
  return { is: 'open', routes: [...new Map(open.map((route) => [route.name, route])).values()], hasOthers };
}

/** Whether a route asks the session who is there, in front of its handler or in it, and turns others away. */
function isAuthenticated(project: Project, route: ChangingRoute, { ref, cookie }: CookieSession): boolean {
  if (route.guards.some((guard) => isSessionless(project, guard))) return false;
  const reads = [...route.guards.flatMap((guard) => functionsOfGuard(project, guard)), ...route.functions].map((fn) => readsOf(project, fn));
  if (cookie !== undefined) return reads.some(({ cookies, refuses }) => cookies.has(cookie) && refuses);
  if (!route.guards.some((guard) => isMadeBy(guard, ref))) return false;
  const isPassport = route.guards.some(isPassportSession);
  return reads.some(({ session, user, refuses }) => refuses && (session || (isPassport && user)));
}

/** Whether a page of another site can have a browser send it: as a form, or since all sites are let in. */
function isForgeable(project: Project, { byForm, framework, functions }: ChangingRoute): boolean {
  if (letsAllSites(project)) return true;
  if (!byForm) return false;
  // Hono reads JSON whatever type it has (hono@4 dist/request.js); Nest on Express parses forms by default.
  if (framework === 'hono' || framework === 'nest' || parsesForms(project)) return true;
  return functions.length > 0 && functions.every((fn) => !readsOf(project, fn).body);
}

function hasGuardElsewhere(project: Project): boolean {
  const { evaluator, catalog } = project;
  return [...evaluator.sources.files].some(([file, { imports, calls }]) => !project.isScript(file) && imports.some((name) => catalog.has(name, 'guards'))
    && calls.some(({ callee, args }) => [callee, ...args].some((value) => (value.is === 'ref' || value.is === 'member') && flatten(evaluator.evaluate(file, value)).some((v) => v.is === 'library' && catalog.has(v.package, 'guards') && isGuardOrMaker(project, file, v)))));
}

function isGuardOrMaker(project: Project, file: string, value: Parameters<typeof isForgeryGuard>[2]): boolean {
  return isForgeryGuard(project, file, value) || project.catalog.read(value, project.versionOf(file, value.package)).some((reading) => project.catalog.guard(reading, undefined)?.refuses === 'forged');
}
