import { callKey, flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { Apps, type App } from './app.js';
import { autoloadedBy, type AutoloadedPlugin } from './autoloaded.js';
import type { Frame } from './frames.js';
import { listedValues } from './listed-values.js';

/** A call that registers a guard, a route or another app on an app. */
export interface Registration {
  readonly ref: CallRef;
  readonly method: string;
  readonly app: App;
  readonly frames: readonly Frame[];
  /** What it is given, argument by argument, with what lists of handlers hold. */
  readonly given: readonly (readonly Abstract[])[];
  /** The module that is registered, where one call registers all of a folder. */
  readonly plugin?: AutoloadedPlugin;
}

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'opts', 'all', 'route', 'openapi', 'on'];
const guarding = ['use', 'pre', 'first', 'register', 'addHook', 'mount', 'useGlobalGuards', 'useGlobalInterceptors'];

const known = new WeakMap<Project, readonly Registration[]>();

/** All registrations of a project that can be told, each once for each app that it may be made on. */
export function registrationsOf(project: Project): readonly Registration[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = find(project)));
  return found;
}

function find(project: Project): readonly Registration[] {
  const apps = new Apps(project);
  return [...verbs, ...guarding].flatMap((method) => project.calledNames.get(method) ?? []).flatMap((ref): readonly Registration[] => {
    const fact = project.evaluator.call(ref);
    if (fact?.callee.is !== 'member' || fact.args.length === 0 || project.isScript(ref.file)) return [];
    // `map.get(key)`; only `router.route(path).get(handler)` has a single argument.
    if (fact.args.length === 1 && verbs.includes(fact.callee.name) && fact.callee.of.is !== 'call' && fact.callee.name !== 'route') return [];
    const method = fact.callee.name;
    const found = new Map(apps.receivers(ref).map(({ app, frames }) => [`${app.key}|${frames.map((f) => `${f.file}:${String(f.at)}`).join('>')}`, { app, frames }]));
    if (found.size === 0) return [];
    const given = fact.args.map((_, at) => argumentValues(project, ref, at));
    const plugins = method === 'register' ? autoloadedBy(project, ref) : undefined;
    return [...found.values()].slice(0, most).flatMap(({ app, frames }): readonly Registration[] => {
      const base = { ref, method, app, frames };
      if (plugins) return plugins.map((plugin) => ({ ...base, given: [unwrapped(project, plugin.values), plugin.options], plugin }));
      return [{ ...base, given: method === 'register' ? given.map((values, at) => (at === 0 ? unwrapped(project, values) : values)) : given }];
    });
  });
}

/** `fp(rateLimit)`: the plugin of a library that fastify-plugin is given. */
function unwrapped({ evaluator }: Project, values: readonly Abstract[]): readonly Abstract[] {
  return values.flatMap((v) => {
    const last = v.is === 'library' && v.package === 'fastify-plugin' ? v.path.at(-1) : undefined;
    const inner = last && 'call' in last ? flatten(evaluator.argument(last.call, 0, undefined)).filter((i) => i.is === 'library') : [];
    return inner.length > 0 ? inner : [v];
  });
}

/** One call may register on several apps; more of them say nothing new. */
const most = 8;

function argumentValues(project: Project, ref: CallRef, at: number): readonly Abstract[] {
  const written = project.evaluator.call(ref)?.args[at];
  if (!written) return [];
  const value = written.is === 'spread' ? written.of : written;
  return flatten(listedValues(project, ref.file, value)).flatMap((v) => (v.is === 'array' ? v.items.flatMap((item) => flatten(project.evaluator.evaluate(v.file, item.is === 'spread' ? item.of : item, v.env))) : [v]));
}

/** The registrations on an app. */
export function registrationsOn(project: Project, app: string): readonly Registration[] {
  let index = byApp.get(project);
  if (!index) {
    index = new Map<string, Registration[]>();
    for (const one of registrationsOf(project)) index.set(one.app.key, [...(index.get(one.app.key) ?? []), one]);
    byApp.set(project, index);
  }
  return index.get(app) ?? [];
}

const byApp = new WeakMap<Project, Map<string, Registration[]>>();

/** A key for what is registered at a place, on one app. */
export function registrationKey({ ref, app, plugin }: Registration): string {
  return `${callKey(ref)} ${app.key}${plugin ? ` ${plugin.file}` : ''}`;
}
