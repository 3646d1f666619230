import { cookieUseOf } from '../../catalog/session-packages.js';
import { positionAt } from '../../model/span.js';
import type { Trait } from '../../model/traits.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { cookieSessionsOf } from '../security/web/cookie-sessions.js';
import { nameOfCall, placeText } from '../site.js';

/**
 * Whether browsers send along who is logged in by themselves. A session library that is called says yes; cookies that are set or read by other means leave it
 * open, since what they carry is not seen.
 */
export function usesCookies(project: Project): Trait {
  const session = sessionCall(project);
  if (session) return { is: 'yes', why: `${session} keeps a session in a cookie` };
  const [importer] = importersOf(project, 'cookie');
  const own = cookieSessionsOf(project).find(({ cookie }) => cookie !== undefined);
  if (own) return { is: 'yes', why: `the cookie ${own.cookie ?? ''} that ${own.name} at ${placeText(project, own.ref)} sets says who is logged in` };
  const seen = cookieSetters(project)[0] ?? importer ?? cookieReader(project);
  if (seen !== undefined) return { is: 'unknown', why: `${seen}; whether one carries a session is not seen` };
  const [unused] = importersOf(project, 'session');
  return unused ? { is: 'unknown', why: `${unused}, and no call of it was recognised` } : { is: 'no', why: 'no session library is called, and no cookie is set or read' };
}

/** A package counts when it is called: what is imported and never used keeps nobody logged in. */
function sessionCall(project: Project): string | undefined {
  for (const [file, facts] of project.evaluator.sources.files) {
    if (project.isScript(file) || !facts.imports.some((name) => cookieUseOf(name) === 'session')) continue;
    for (const [call, { callee }] of facts.calls.entries()) {
      const values = flatten(project.evaluator.evaluate(file, callee));
      if (values.some((v) => v.is === 'library' && cookieUseOf(v.package) === 'session')) return `${nameOfCall(project, { file, call })} at ${placeText(project, { file, call })}`;
    }
  }
  return undefined;
}

function importersOf(project: Project, use: 'session' | 'cookie'): readonly string[] {
  return [...project.evaluator.sources.files].flatMap(([file, { imports }]) => (project.isScript(file) ? [] : imports.filter((name) => cookieUseOf(name) === use).map((name) => `${file} imports ${name}`)));
}

/** `res.cookie(name, value)`, `reply.setCookie(…)`, `res.setHeader('Set-Cookie', …)`. */
function cookieSetters(project: Project): readonly string[] {
  const named = ['cookie', 'setCookie', 'set_cookie'].flatMap((name) => project.calledNames.get(name) ?? []);
  const headers = ['setHeader', 'appendHeader', 'append', 'set', 'header'].flatMap((name) => project.calledNames.get(name) ?? []).filter(({ file, call }) => {
    const [first] = project.evaluator.facts(file)?.calls[call]?.args ?? [];
    return first?.is === 'literal' && typeof first.value === 'string' && first.value.toLowerCase() === 'set-cookie';
  });
  const calls = named.filter(({ file, call }) => (project.evaluator.facts(file)?.calls[call]?.args.length ?? 0) >= 2);
  return [...calls, ...headers].filter(({ file }) => !project.isScript(file)).map((ref) => `${nameOfCall(project, ref)} at ${placeText(project, ref)} sets a cookie`);
}

/** `req.cookies.token`, `ctx.cookies.get(name)`, `const { cookies } = req`: who reads cookies is sent some, whoever sets them. */
function cookieReader(project: Project): string | undefined {
  for (const [file, { bindings, lines }] of project.evaluator.sources.files) {
    if (project.isScript(file)) continue;
    const reader = bindings.find(({ uses = [], values }) => uses.some((use) => isCookies(use.name)) || values.some((value) => value.is === 'member' && isCookies(value.name)));
    if (reader) return `${file}:${String(positionAt(lines, reader.uses?.find((use) => isCookies(use.name))?.at ?? reader.range[0]).line)} reads cookies`;
  }
  return undefined;
}

function isCookies(name: string | undefined): boolean {
  return name === 'cookies' || name === 'signedCookies';
}
