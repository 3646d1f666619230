import { sessionOf } from '../../../catalog/web-readings.js';
import { flatten, type Abstract, type CallRef, type FunctionRef } from '../../abstract.js';
import type { Project } from '../../project.js';
import { settingAt } from '../../settings/setting-at.js';
import { nameOfCall } from '../../site.js';
import { ownReads, readsOf } from './request-reads.js';

/** What the cookie says of requests that other sites make a browser send. `unset`: nothing. `open`: it goes along. `checked`: the library asks by itself. */
export type SameSite = 'kept' | 'open' | 'unset' | 'checked' | 'unknown';

/** A cookie that carries who is logged in. */
export interface CookieSession {
  /** The call that makes the session, or sets the cookie. */
  readonly ref: CallRef;
  readonly name: string;
  readonly sameSite: SameSite;
  /** The name of the cookie that code of the project sets; absent for a library's session. */
  readonly cookie?: string;
}

const known = new WeakMap<Project, readonly CookieSession[]>();

/** The sessions of a project that browsers carry in a cookie: those of libraries, and cookies of its own that a check of who is logged in reads. */
export function cookieSessionsOf(project: Project): readonly CookieSession[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...librarySessions(project), ...ownSessions(project)]));
  return found;
}

function librarySessions(project: Project): readonly CookieSession[] {
  const { evaluator, catalog, versionOf } = project;
  return [...evaluator.sources.files].flatMap(([file, facts]) => {
    if (project.isScript(file) || !facts.imports.some((name) => catalog.has(name, 'sessions'))) return [];
    return facts.calls.flatMap(({ callee, args }, call): readonly CookieSession[] => {
      const ref = { file, call };
      const registered = callee.is === 'member' && callee.name === 'register' && args[0] ? flatten(evaluator.evaluate(file, args[0])) : [];
      for (const [as, value] of [...flatten(evaluator.evaluate(file, callee)).map((v) => ['call', v] as const), ...registered.map((v) => ['plugin', v] as const)]) {
        if (value.is !== 'library' || !catalog.has(value.package, 'sessions')) continue;
        const version = versionOf(file, value.package);
        const model = catalog.read(value, version).map((reading) => sessionOf(reading, version)).find((m) => m?.as === as);
        if (model) return [{ ref, name: nameOfCall(project, ref), sameSite: sameSiteAt(project, ref, model.sameSite, model.otherwise === 'unset' ? 'unset' : model.otherwise === 'checked' ? 'checked' : 'kept') }];
      }
      return [];
    });
  });
}

function sameSiteAt(project: Project, ref: CallRef, places: readonly string[], otherwise: SameSite): SameSite {
  // `session(app)`: what stands there are no options.
  const isOptions = (place: string): boolean => !flatten(project.evaluator.argument(ref, Number(/^arg(\d+)/.exec(place)?.[1]), undefined)).some((v) => v.is === 'library' && v.path.some((step) => 'call' in step));
  const settings = places.filter(isOptions).map((place) => settingAt(project, ref, place));
  const set = settings.filter(({ state }) => state === 'set').flatMap(({ values }) => values.filter((v) => v.is !== 'absent'));
  if (set.length > 0) return ofValues(set, otherwise);
  const [first] = settings;
  // The options themselves are not seen.
  return settings.some(({ state }) => state === 'unknown') && first?.state !== 'missing' ? 'unknown' : otherwise;
}

function ofValues(values: readonly Abstract[], otherwise: SameSite): SameSite {
  const found = new Set(values.map((v): SameSite => {
    if (v.is !== 'literal') return 'unknown';
    if (v.value === undefined || v.value === null || v.value === false) return otherwise === 'kept' && v.value === false ? 'unset' : otherwise;
    if (v.value === true || /^(?:lax|strict)$/i.test(String(v.value))) return 'kept';
    return /^(?:none|auto)$/i.test(String(v.value)) ? 'open' : 'unknown';
  }));
  const [only] = found;
  // `production ? 'none' : 'lax'`: which of them holds where it matters is not asked.
  return found.size === 1 && only !== undefined ? only : 'unknown';
}

/** `res.cookie(name, value, options)` and what does the same elsewhere: the argument that is the name, and that which holds the options. */
const setters: Readonly<Record<string, readonly [name: number, options: number]>> = { cookie: [0, 2], setCookie: [0, 2], set: [0, 2], setSignedCookie: [1, 4] };

/** Cookies of a handshake with a provider, and of tokens against forgery: what they are compared with tells nobody who is logged in. */
const handshake = /csrf|xsrf|nonce|state|verifier|callback|redirect|(?:^|[_-])(?:cb|return(?:[_-]?(?:to|url))?|next|method|provider|strategy)$/i;

/** Cookies that the project sets, and that something reads which answers 401 or 403. */
function ownSessions(project: Project): readonly CookieSession[] {
  const readers = authenticatingCookies(project);
  if (readers.size === 0) return [];
  const found = new Map<string, CookieSession>();
  for (const [method, places] of Object.entries(setters)) {
    for (const ref of project.calledNames.get(method) ?? []) {
      if (project.isScript(ref.file)) continue;
      const setter = setterOf(project, ref, method, places);
      if (!setter || !readers.has(setter.cookie) || found.has(setter.cookie) || handshake.test(setter.cookie)) continue;
      found.set(setter.cookie, { ref, name: nameOfCall(project, ref), cookie: setter.cookie, sameSite: sameSiteAt(project, ref, [`arg${String(setter.options)}.sameSite`], 'unset') });
    }
  }
  return [...found.values()];
}

function setterOf({ evaluator }: Project, ref: CallRef, method: string, [name, options]: readonly [name: number, options: number]): { readonly cookie: string; readonly options: number } | undefined {
  const fact = evaluator.call(ref);
  if (!fact || fact.args.length < 2) return undefined;
  // `setCookie(c, name, value, options)` of Hono, and `cookies.set`, which many other things have as well.
  const shift = method === 'setCookie' && fact.callee.is === 'ref' ? 1 : 0;
  if (method === 'set' && !(fact.callee.is === 'member' && isCookies(evaluator, ref.file, fact.callee.of))) return undefined;
  const [value] = flatten(evaluator.argument(ref, name + shift, undefined));
  return value?.is === 'literal' && typeof value.value === 'string' ? { cookie: value.value, options: options + shift } : undefined;
}

function isCookies(evaluator: Project['evaluator'], file: string, value: { readonly is: string; readonly name?: string; readonly to?: number; readonly call?: number }): boolean {
  if (value.is === 'member') return value.name === 'cookies';
  const facts = evaluator.facts(file);
  const callee = value.is === 'call' ? facts?.calls[value.call ?? -1]?.callee : undefined;
  if (callee?.is === 'ref') return facts?.bindings[callee.to]?.name === 'cookies';
  return value.is === 'ref' && /^cookie(?:s|Store)$/.test(facts?.bindings[value.to ?? -1]?.name ?? '');
}

/** Whether a caller gets to know what a function read: by its result, or by what that keeps, such as `req.user`. */
function learnsFrom({ evaluator }: Project, by: CallRef, { file, fn }: FunctionRef): boolean {
  return evaluator.call(by)?.dropped !== true || (evaluator.facts(file)?.assigns.some((assign) => assign.fn === fn) ?? false);
}

const authenticating = new WeakMap<Project, ReadonlySet<string>>();

/** The names of cookies that functions read which refuse requests, or which a check of a token is given. */
function authenticatingCookies(project: Project): ReadonlySet<string> {
  let found = authenticating.get(project);
  if (found) return found;
  const names = new Set<string>();
  for (const [file, { functions, calls }] of project.evaluator.sources.files) {
    if (project.isScript(file)) continue;
    const verifies = new Set(calls.flatMap(({ callee, fn }) => (callee.is === 'member' && /^(?:verify|verifyAsync|jwtVerify|fromExtractors)$/.test(callee.name) ? [fn] : [])));
    for (let fn = 0; fn < functions.length; fn++) {
      const { cookies } = ownReads(project, { file, fn });
      if (cookies.size === 0) continue;
      const checks = verifies.has(fn) || readsOf(project, { file, fn }).refuses || project.graph.callersOf({ file, fn }).some((by) => learnsFrom(project, by, { file, fn }) && ownReads(project, { file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }).refuses);
      if (checks) for (const name of cookies) names.add(name);
    }
  }
  found = names;
  authenticating.set(project, found);
  return found;
}
