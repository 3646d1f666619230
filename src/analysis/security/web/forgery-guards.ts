import { flatten, madeBy, type FunctionRef, type LibraryValue } from '../../abstract.js';
import type { Project } from '../../project.js';
import { guardOfValue } from '../../routes/guard-model.js';
import { settingAt } from '../../settings/setting-at.js';
import { functionsOfGuard, type ChangingRoute, type StandingGuard } from './changing-routes.js';
import { readsOf } from './request-reads.js';

/** Whether something refuses requests that another site forged; `unknown` where it cannot be seen. */
export type ForgeryVerdict = 'yes' | 'no' | 'unknown';

/** Headers that a browser sets and no page can, or that a form cannot send: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html */
const telling = new Set(['origin', 'referer', 'referrer', 'sec-fetch-site', 'sec-fetch-mode', 'x-requested-with', 'x-csrf-token', 'x-xsrf-token', 'csrf-token', 'xsrf-token', 'x-csrf', 'x-csrftoken', 'content-type']);
/** Headers that come with each request, or that say who asks by something else than a cookie. */
const ordinary = /^(?:authorization|cookie|host|user-agent|accept\b.*|content-length|x-forwarded-.*|x-real-ip|x-request-id|if-.*|range|cf-.*|forwarded|connection|upgrade|x-api-key|api-key)$/;
/** Packages whose name says that they may be such a guard, and that the catalog does not know. */
const suspicious = /(?:^|[-/@])\w*(?:csrf|xsrf|csurf)\w*(?:$|[-/])/i;

/** Whether a route refuses forged requests, in front of its handler or in it. */
export function forgeryVerdict(project: Project, { guards, functions }: ChangingRoute): ForgeryVerdict {
  const verdicts = [...guards.map((guard) => ofGuard(project, guard)), ...functions.map((fn) => ofFunction(project, fn))];
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}

function ofGuard(project: Project, guard: StandingGuard): ForgeryVerdict {
  const { value, by, plugin } = guard;
  if (value.is === 'unknown' || value.is === 'param') return 'unknown';
  if (value.is === 'library') {
    if (isForgeryGuard(project, by.file, value)) return 'yes';
    const ofFunctions = functionsOfGuard(project, guard).map((fn) => ofFunction(project, fn));
    if (ofFunctions.includes('yes')) return 'yes';
    const isHidden = project.evaluator.sources.resolver.isUnseenOwn(by.file, value.package) || (!plugin && suspicious.test(value.package));
    return isHidden || ofFunctions.includes('unknown') ? 'unknown' : 'no';
  }
  const verdicts = functionsOfGuard(project, guard).map((fn) => ofFunction(project, fn));
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}

/** Whether a value of a library is such a guard, and switched on. */
export function isForgeryGuard(project: Project, file: string, value: LibraryValue): boolean {
  const model = guardOfValue(project, file, value);
  if (model?.refuses !== 'forged') return false;
  const made = madeBy(value);
  if (model.only === undefined || !made || value.package !== 'lusca') return true;
  return settingAt(project, made, model.only).values.some((v) => v.is !== 'absent' && !(v.is === 'literal' && !v.value));
}

/** What a function does itself, and what it calls does: it refuses by what no form can send, or compares what was sent with what came along. */
function ofFunction(project: Project, fn: FunctionRef): ForgeryVerdict {
  if (callsGuard(project, fn)) return 'yes';
  const { headers, cookies, comparesToken, refuses, session } = readsOf(project, fn);
  if (comparesToken) return refuses ? 'yes' : 'unknown';
  if (!refuses) return 'no';
  if ([...headers].some((name) => telling.has(name))) return 'yes';
  const others = [...headers].filter((name) => !ordinary.test(name));
  return others.length > 0 && cookies.size === 0 && !session ? 'unknown' : 'no';
}

/** `csrf(req, res, next)`: a guard that is called by hand. */
function callsGuard(project: Project, { file, fn }: FunctionRef): boolean {
  const { evaluator, catalog } = project;
  const facts = evaluator.facts(file);
  return facts !== undefined && facts.calls.some((c) => c.fn === fn && flatten(evaluator.evaluate(file, c.callee)).some((v) => v.is === 'library' && catalog.has(v.package, 'guards') && isForgeryGuard(project, file, v)));
}
