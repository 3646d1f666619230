import type { GuardModel } from '../../catalog/types.js';
import { flatten, madeBy, type Abstract, type LibraryValue } from '../abstract.js';
import { functionsIn } from '../handlers.js';
import type { Project } from '../project.js';
import { settingAt } from '../settings/setting-at.js';
import { guardOfValue } from './guard-model.js';
import { refuses } from './refusals.js';

type Refuses = Exclude<GuardModel['refuses'], 'forged'>;

/** Whether something in front of a handler refuses requests; `unknown` where it cannot be seen. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** Packages whose name says that they may be such a guard, and that the catalog does not know. */
const suspicious = /(?:^|[-/@])(?:rate|ratelimit\w*|limit(?:er|s)?|throttl\w*|brute|slow-?down|arcjet|bouncer|shield|ddos)(?:$|[-/])/i;

/** Whether a value that stands in front of a handler refuses requests. */
export function refusesAs(project: Project, file: string, value: Abstract, what: Refuses): Verdict {
  if (value.is === 'unknown' || value.is === 'param') return 'unknown';
  if (value.is === 'library') {
    const model = guardOfValue(project, file, value);
    if (model) return model.refuses === what && !letsAllThrough(project, value, model) ? 'yes' : 'no';
    if (functionsIn(project.evaluator, [value]).some((fn) => refuses(project, fn, what))) return 'yes';
    const isOurs = project.evaluator.sources.resolver.isUnseenOwn(file, value.package);
    return isOurs || (what === 'too many' && suspicious.test(value.package)) ? 'unknown' : 'no';
  }
  if (value.is === 'function') return functionsIn(project.evaluator, [value]).some((fn) => refuses(project, fn, what)) ? 'yes' : guardedByCall(project, value, what);
  if (value.is === 'instance') return classRefuses(project, { is: 'class', file: value.file, cls: value.cls }, what);
  if (value.is === 'class') return classRefuses(project, value, what);
  return 'no';
}

/** `rateLimit({ skip: () => true })` */
function letsAllThrough(project: Project, value: LibraryValue, { skips }: GuardModel): boolean {
  const made = madeBy(value);
  const skip = skips !== undefined && made ? settingAt(project, made, skips).values : [];
  return skip.length > 0 && skip.every((v) => {
    const returns = v.is === 'function' ? project.evaluator.facts(v.file)?.functions[v.fn]?.returns : undefined;
    return returns !== undefined && returns.length > 0 && returns.every((r) => r.is === 'literal' && r.value === true);
  });
}

/** `wrap(limiter)`: a function of the project that was given a middleware which calls it. */
function guardedByCall(project: Project, value: Extract<Abstract, { is: 'function' }>, what: Refuses): Verdict {
  const by = value.env?.call;
  const args = by ? (project.evaluator.call(by)?.args ?? []) : [];
  const given = args.flatMap((_, at) => (by ? flatten(project.evaluator.argument(by, at, undefined)) : []));
  return by !== undefined && given.some((v) => v.is === 'library' && guardOfValue(project, by.file, v)?.refuses === what) ? 'yes' : 'no';
}

/** A guard or a middleware that is a class: what its method does, or what it comes from. */
export function classRefuses(project: Project, { file, cls }: Extract<Abstract, { is: 'class' }>, what: Refuses, depth = 0): Verdict {
  const fact = project.evaluator.facts(file)?.classes[cls];
  if (!fact || depth > 4) return 'unknown';
  const entered = fact.members.filter((m) => m.fn !== undefined && /^(?:canActivate|handleRequest|use|intercept)$/.test(m.name));
  if (entered.some((m) => m.fn !== undefined && refuses(project, { file, fn: m.fn }, what))) return 'yes';
  if (!fact.extends) return 'no';
  const verdicts = flatten(project.evaluator.evaluate(file, fact.extends)).map((base): Verdict => (base.is === 'class' ? classRefuses(project, base, what, depth + 1) : base.is === 'library' ? libraryClass(project, file, base, what) : 'unknown'));
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}

function libraryClass(project: Project, file: string, base: Extract<Abstract, { is: 'library' }>, what: Refuses): Verdict {
  return guardOfValue(project, file, base)?.refuses === what ? 'yes' : 'no';
}
