import type { GuardModel } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import { flatten, pathText, type Abstract, type CallRef } from '../abstract.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import type { Application, JudgedRoute } from './applications.js';
import { costsOf } from './costs.js';
import { guardOfValue } from './guard-model.js';
import { classRefuses, refusesAs, type Verdict } from './limits.js';
import { refuses } from './refusals.js';
import { registrationsOf } from './registrations.js';

type Refuses = Exclude<GuardModel['refuses'], 'forged'>;

const routeDecorators = /^@(?:Get|Post|Put|Patch|Delete|All|Query|Mutation|Sse)\b/;

/** The services that are written with Nest, one for each package: its guards are bound to modules, classes and methods, not in an order of statements. */
export function nestApplications(project: Project, what: Refuses): readonly Application[] {
  const routes = project.handlers.filter((h) => h.entry.id === 'nest' && routeDecorators.test(h.name) && !project.isScript(h.file));
  const groups = new Map<string, Handler[]>();
  for (const route of routes) {
    const folder = project.evaluator.sources.resolver.folderOf(route.file);
    groups.set(folder, [...(groups.get(folder) ?? []), route]);
  }
  return [...groups].flatMap(([folder, handlers]) => {
    const made = makerIn(project, folder);
    return made ? [applicationOf(project, made, folder, handlers, what)] : [];
  });
}

/** `NestFactory.create()` of a package; what creates none is a library of modules. */
function makerIn(project: Project, folder: string): CallRef | undefined {
  const made = (project.calledNames.get('create') ?? []).filter((ref) => !project.isScript(ref.file) && project.evaluator.sources.resolver.folderOf(ref.file) === folder
    && isNest(project, ref.file, project.evaluator.call(ref)?.callee, 'NestFactory.create'));
  return made.find(({ file }) => /(?:^|\/)main\.[cm]?[jt]s$/.test(file)) ?? made[0];
}

function isNest({ evaluator }: Project, file: string, value: Value | undefined, path: string): boolean {
  return value !== undefined && flatten(evaluator.evaluate(file, value)).some((v) => v.is === 'library' && v.package.startsWith('@nestjs/') && pathText(v.path) === path);
}

function applicationOf(project: Project, made: CallRef, folder: string, handlers: readonly Handler[], what: Refuses): Application {
  const global = globalGuards(project, folder, what);
  const costs = costsOf(project);
  const routes = handlers.map((handler): JudgedRoute => {
    const base = { name: handler.name.replace(/^@(\w+)/, (_, verb: string) => verb.toUpperCase()), at: handler, cost: costs.of([handler]) };
    if (!base.cost) return { ...base, refused: 'no' };
    const own = decoratorsOf(project, handler).map((d) => decoratorVerdict(project, handler.file, d, what));
    if (own.includes('yes') || global.verdict === 'yes' || refuses(project, handler, what)) return { ...base, refused: 'yes', ...(global.at && { by: global.at }) };
    return own.includes('unknown') || global.verdict === 'unknown' ? { ...base, refused: 'unknown', why: 'what guards it is not all seen' } : { ...base, refused: 'no' };
  });
  const counting = what === 'too many' && global.verdict === 'no' ? throttlerModule(project, folder) : undefined;
  return { made, routes, ...(counting && { idle: { at: counting, why: 'the module only counts: no ThrottlerGuard is bound that refuses' } }) };
}

function throttlerModule(project: Project, folder: string): CallRef | undefined {
  return [...(project.calledNames.get('forRoot') ?? []), ...(project.calledNames.get('forRootAsync') ?? [])].find((ref) => project.evaluator.sources.resolver.folderOf(ref.file) === folder
    && /^ThrottlerModule\.forRoot/.test(libraryPath(project, ref)));
}

function libraryPath({ evaluator }: Project, ref: CallRef): string {
  const callee = evaluator.call(ref)?.callee;
  const [library] = callee ? flatten(evaluator.evaluate(ref.file, callee)).filter((v) => v.is === 'library') : [];
  return library?.is === 'library' ? pathText(library.path) : '';
}

/** Guards that hold for all routes: providers of APP_GUARD and APP_INTERCEPTOR, `useGlobalGuards`, middleware on the app; what a module's `configure` applies is not told apart by route. */
function globalGuards(project: Project, folder: string, what: Refuses): { readonly verdict: Verdict; readonly at?: CallRef } {
  const { evaluator } = project;
  const { resolver } = evaluator.sources;
  const found: { verdict: Verdict; at: CallRef }[] = [];
  for (const { ref, method, app, given } of registrationsOf(project)) {
    if (app.framework !== 'nest' || resolver.folderOf(ref.file) !== folder || (method !== 'use' && method !== 'useGlobalGuards' && method !== 'useGlobalInterceptors')) continue;
    for (const value of given.flat()) found.push({ verdict: refusesAs(project, ref.file, value, what), at: ref });
  }
  for (const ref of project.calledNames.get('Module') ?? []) {
    if (resolver.folderOf(ref.file) !== folder || !evaluator.call(ref)?.decorator) continue;
    for (const value of guardProviders(project, evaluator.argument(ref, 0, undefined))) found.push({ verdict: valueVerdict(project, ref.file, value, what), at: ref });
  }
  for (const ref of project.calledNames.get('apply') ?? []) {
    if (resolver.folderOf(ref.file) !== folder || !isConsumer(project, ref)) continue;
    const applied = (evaluator.call(ref)?.args ?? []).flatMap((_, at) => flatten(evaluator.argument(ref, at, undefined)));
    if (applied.some((v) => refusesAs(project, ref.file, v, what) === 'yes')) found.push({ verdict: 'unknown', at: ref });
  }
  return found.find((f) => f.verdict === 'yes') ?? found.find((f) => f.verdict === 'unknown') ?? { verdict: 'no' };
}

function isConsumer({ evaluator, catalog, versionOf }: Project, { file, call }: CallRef): boolean {
  const callee = evaluator.call({ file, call })?.callee;
  return callee !== undefined && flatten(evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && catalog.read(v, versionOf(file, v.package)).some((r) => r.entry.id === 'nest' && r.type === 'Consumer'));
}

/** `{ provide: APP_GUARD, useClass: ThrottlerGuard }` among the providers of a module. */
function guardProviders({ evaluator }: Project, modules: readonly Abstract[]): readonly Abstract[] {
  const lists = flatten(modules).filter((m) => m.is === 'object').flatMap((m) => flatten(evaluator.member(m, 'providers')));
  const providers = lists.flatMap((l) => (l.is === 'array' ? l.items.flatMap((item) => (item.is === 'spread' ? flatten(evaluator.evaluate(l.file, item.of, l.env)).flatMap((v) => (v.is === 'array' ? v.items.flatMap((i) => flatten(evaluator.evaluate(v.file, i, v.env))) : [])) : flatten(evaluator.evaluate(l.file, item, l.env)))) : []));
  return providers.filter((p) => p.is === 'object' && flatten(evaluator.member(p, 'provide')).some((v) => v.is === 'library' && /^APP_(?:GUARD|INTERCEPTOR)$/.test(pathText(v.path))))
    .flatMap((p) => [...flatten(evaluator.member(p, 'useClass')), ...flatten(evaluator.member(p, 'useExisting')), ...flatten(evaluator.member(p, 'useFactory')).flatMap((f) => (f.is === 'function' ? flatten(evaluator.given(f)) : [])), ...flatten(evaluator.member(p, 'useValue'))])
    .filter((v) => v.is !== 'absent');
}

function valueVerdict(project: Project, file: string, value: Abstract, what: Refuses): Verdict {
  if (value.is === 'class') return classRefuses(project, value, what);
  if (value.is === 'instance') return classRefuses(project, { is: 'class', file: value.file, cls: value.cls }, what);
  if (value.is !== 'library') return 'unknown';
  const step = value.path.at(-1);
  // `new ThrottlerGuard(…)` that a factory makes.
  const cls = step && 'call' in step ? { ...value, path: value.path.slice(0, -1) } : value;
  return guardOfValue(project, file, cls)?.refuses === what ? 'yes' : 'no';
}

function decoratorsOf(project: Project, { file, fn }: Handler): readonly Value[] {
  const facts = project.evaluator.facts(file);
  const cls = facts?.functions[fn]?.cls;
  const fact = cls === undefined ? undefined : facts?.classes[cls];
  return [...(fact?.decorators ?? []), ...(fact?.members.find((m) => m.fn === fn)?.decorators ?? [])];
}

/** `@UseGuards(ThrottlerGuard)`, or a decorator of the project that applies it. */
function decoratorVerdict(project: Project, file: string, decorator: Value, what: Refuses): Verdict {
  const { evaluator } = project;
  if (decorator.is !== 'call') return 'no';
  const ref = { file, call: decorator.call };
  const callee = evaluator.call(ref)?.callee;
  const targets = callee ? flatten(evaluator.evaluate(file, callee)) : [];
  if (targets.some((v) => v.is === 'library' && /^Use(?:Guards|Interceptors)$/.test(pathText(v.path)))) return guardsGiven(project, ref, what);
  const inside = targets.flatMap((v) => (v.is === 'function' ? (evaluator.facts(v.file)?.calls ?? []).flatMap((fact, call) => (fact.fn === v.fn && (isNest(project, v.file, fact.callee, 'UseGuards') || isNest(project, v.file, fact.callee, 'UseInterceptors')) ? [{ file: v.file, call }] : [])) : []));
  return inside.some((call) => guardsGiven(project, call, what) === 'yes') ? 'yes' : 'no';
}

function guardsGiven(project: Project, ref: CallRef, what: Refuses): Verdict {
  const { evaluator } = project;
  const verdicts = (evaluator.call(ref)?.args ?? []).flatMap((_, at) => flatten(evaluator.argument(ref, at, undefined))).map((v) => valueVerdict(project, ref.file, v, what));
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}
