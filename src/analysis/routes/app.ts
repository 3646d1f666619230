import type { Reading } from '../../catalog/reading.js';
import { callKey, flatten, functionKey, type Abstract, type CallRef, type FunctionRef, type LibraryValue } from '../abstract.js';
import type { Project } from '../project.js';
import { autoloadedBy } from './autoloaded.js';
import { framesTo, type Frame } from './frames.js';

export type Framework = 'express' | 'koa' | 'fastify' | 'hono' | 'restify' | 'nest';

/** What routes and guards are registered on: a server, a router, the scope of a plugin. */
export interface App {
  readonly key: string;
  readonly framework: Framework;
  /** The call that makes it; for the scope of a plugin the call that registers the plugin. */
  readonly made: CallRef;
  /** It is a server of its own, not made to be mounted. */
  readonly isServer: boolean;
}

/** An app, and the calls through which the code at hand got it, from the outermost on. */
export interface FoundApp {
  readonly app: App;
  readonly frames: readonly Frame[];
}

/** The types of the catalog's entries on which routes and guards are registered. */
const types: Readonly<Record<string, readonly [framework: Framework, type: string]>> = {
  express: ['express', 'Router'],
  'express-likes': ['express', 'Router'],
  koa: ['koa', 'App'],
  fastify: ['fastify', 'App'],
  'fastify-without-signal': ['fastify', 'App'],
  'fastify-plugin': ['fastify', 'App'],
  hono: ['hono', 'App'],
  restify: ['restify', 'Server'],
  nest: ['nest', 'App'],
};

/** Owners of owners are not followed further. */
const deepest = 6;

/** Finds the apps that expressions stand for, through parameters, plugins and chains of calls. */
export class Apps {
  /** The calls that register a plugin, by the function or the call of fastify-plugin that it is. */
  private plugins: ReadonlyMap<string, readonly PluginUse[]> | undefined;

  constructor(private readonly project: Project) {}

  /** The apps that a value may be. Empty for what is none; `unknown` alternatives are left out. */
  of(file: string, values: readonly Abstract[], at: readonly Frame[], depth = 0): readonly FoundApp[] {
    if (depth > deepest) return [];
    return flatten(values).flatMap((v): readonly FoundApp[] => {
      if (v.is === 'param') return this.throughParameter(v, v.path, at, depth);
      if (v.is !== 'library') return [];
      for (const reading of this.project.catalog.read(v, this.project.versionOf(file, v.package))) {
        const found = this.ofReading(v, reading, at, depth);
        if (found) return found;
      }
      return [];
    });
  }

  private ofReading(value: LibraryValue, { entry, type, rest, made }: Reading, at: readonly Frame[], depth: number): readonly FoundApp[] | undefined {
    const known = types[entry.id];
    if (!known || known[1] !== type || rest.length > 0) return undefined;
    const [first] = made;
    if (!first) return undefined;
    const scope = value.path.findLastIndex((step) => 'member' in step && step.member === '$0');
    const by = scope > 0 ? value.path[scope - 1] : undefined;
    if (by && 'call' in by) return this.ofPluginCall(value.package, by.call, at, depth);
    if ('typed' in first.step) return first.step.param ? this.throughParameter(first.step.param, first.step.param.path, at, depth) : [];
    if (!('call' in first.step)) return [];
    const ref = first.step.call;
    return [{ app: { key: callKey(ref), framework: known[0], made: ref, isServer: isServer(known[0], value, ref) }, frames: at }];
  }

  /** `app.register((child) => …)`, `fp(async (app) => …)`. */
  private ofPluginCall(packageName: string, by: CallRef, at: readonly Frame[], depth: number): readonly FoundApp[] {
    const within = insideOfCall(this.project, by, at);
    if (packageName === 'fastify-plugin') return (this.registering.get(callKey(by)) ?? []).flatMap((use) => this.scopesOf({ ...use, transparent: true }, within, depth));
    return this.scopesOf({ ref: by, transparent: false }, within, depth);
  }

  /** What a plugin gets that this call registers. A transparent one gets the app itself. */
  private scopesOf({ ref, transparent, part }: PluginUse, at: readonly Frame[], depth: number): readonly FoundApp[] {
    const frames = [...framesTo(this.project, ref), ...at];
    if (transparent) return this.receivers(ref, depth + 1).map(({ app, frames: outer }) => ({ app, frames: [...outer, ...at] }));
    return [{ app: { key: scopeKey(ref, part), framework: 'fastify', made: ref, isServer: false }, frames }];
  }

  private throughParameter({ file, fn, at: index }: FunctionRef & { readonly at: number }, path: readonly string[], at: readonly Frame[], depth: number): readonly FoundApp[] {
    const { evaluator, graph } = this.project;
    const start = at.findIndex((f) => f.file === file && f.fn === fn);
    const within = at.slice(start === -1 ? -1 : start);
    const plugins = index === 0 && path.length === 0 ? (this.registering.get(functionKey({ file, fn })) ?? []).flatMap((use) => this.scopesOf(use, within, depth)) : [];
    const callers = graph.callersOf({ file, fn }).filter((by) => !this.project.isScript(by.file)).flatMap((by) => {
      const given = path.reduce<readonly Abstract[]>((of, name) => flatten(of).flatMap((v) => evaluator.member(v, name)), evaluator.argument(by, index, undefined));
      return this.of(by.file, given, [...framesTo(this.project, by), ...within], depth + 1);
    });
    return [...plugins, ...callers];
  }

  /** The apps on which a method is called. */
  receivers(ref: CallRef, depth = 0): readonly FoundApp[] {
    const fact = this.project.evaluator.call(ref);
    if (fact?.callee.is !== 'member') return [];
    return this.of(ref.file, this.project.evaluator.evaluate(ref.file, fact.callee.of), framesTo(this.project, ref), depth);
  }

  private get registering(): ReadonlyMap<string, readonly PluginUse[]> {
    return (this.plugins ??= this.findPlugins());
  }

  private findPlugins(): ReadonlyMap<string, readonly PluginUse[]> {
    const found = new Map<string, PluginUse[]>();
    for (const ref of this.project.calledNames.get('register') ?? []) {
      for (const { key, ...use } of pluginsAt(this.project, ref)) found.set(key, [...(found.get(key) ?? []), { ref, ...use }]);
    }
    return found;
  }
}

/** A call that registers a plugin. */
interface PluginUse {
  readonly ref: CallRef;
  /** It works on the app itself, not on a scope of its own. */
  readonly transparent: boolean;
  /** The module that it is, where one call registers all of a folder. */
  readonly part?: string;
}

/** The key of what a plugin gets that is not transparent. */
export function scopeKey(ref: CallRef, part: string | undefined): string {
  return `scope ${callKey(ref)}${part === undefined ? '' : ` ${part}`}`;
}

/** The plugins that a call registers: what it is given, or what stands in the folder that it loads. */
function pluginsAt(project: Project, ref: CallRef): readonly (Omit<PluginUse, 'ref'> & { readonly key: string })[] {
  const { evaluator } = project;
  const autoloaded = autoloadedBy(project, ref);
  if (!autoloaded) return pluginsIn(project, flatten(evaluator.argument(ref, 0, undefined)));
  return autoloaded.flatMap(({ file, values, transparent, hooks }) => {
    const own = pluginsIn(project, values).map((plugin) => ({ ...plugin, transparent: (plugin.transparent && hooks.length === 0) || transparent, part: file }));
    // Hooks run in front of the plugins of their folder: each time in the scope of one of them.
    const before = hooks.flatMap((hook) => pluginsIn(project, flatten(evaluator.exports.named(hook, 'default')))).map(({ key }) => ({ key, transparent: false, part: file }));
    return [...own, ...before];
  });
}

/** The functions that values are as plugins, and whether fastify-plugin lets them work on the app itself. */
function pluginsIn({ evaluator }: Project, values: readonly Abstract[]): readonly { readonly key: string; readonly transparent: boolean }[] {
  const given = values.flatMap((v) => (v.is === 'namespace' ? flatten(evaluator.exports.named(v.file, 'default')) : [v]));
  return given.flatMap((v): readonly { key: string; transparent: boolean }[] => {
    if (v.is === 'function') return [{ key: functionKey(v), transparent: false }];
    const last = v.is === 'library' && v.package === 'fastify-plugin' ? v.path.at(-1) : undefined;
    if (!last || !('call' in last)) return [];
    const inner = flatten(evaluator.argument(last.call, 0, undefined)).flatMap((f) => (f.is === 'function' ? [{ key: functionKey(f), transparent: true }] : []));
    return [{ key: callKey(last.call), transparent: true }, ...inner];
  });
}

/** The places inside of the function that a call is given. */
function insideOfCall({ evaluator }: Project, by: CallRef, at: readonly Frame[]): readonly Frame[] {
  const end = evaluator.call(by)?.calleeRange[1];
  const index = at.findIndex((f) => f.file === by.file && f.at === end);
  return at.slice(index === -1 ? -1 : index + 1);
}

/** `express()` serves by itself, `express.Router()` has to be mounted. */
function isServer(framework: Framework, { package: name, path }: LibraryValue, made: CallRef): boolean {
  const before = path.slice(0, path.findIndex((step) => 'call' in step && callKey(step.call) === callKey(made)));
  const named = before.findLast((step) => 'member' in step);
  const isRouter = named !== undefined && 'member' in named && /^(?:create\w*)?Router$/.test(named.member);
  return !isRouter && !/router$/i.test(name) && framework !== 'hono';
}
