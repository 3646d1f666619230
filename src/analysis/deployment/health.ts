import type { Artifacts } from '../../artifacts/artifacts.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { costsOf, type Cost } from '../routes/costs.js';
import { packageOf } from './packages.js';

/** A route that says how the service is. */
export interface HealthRoute {
  /** As it is written, without the method. */
  readonly path: string;
  readonly at: FunctionRef;
  readonly registered: CallRef | undefined;
  /** What it asks of others; undefined where it asks nothing, as far as is seen. */
  readonly cost: Cost | undefined;
}

/** Words that mean nothing else, and those that do where nothing but a prefix stands in front. */
const healthPath = /(?:^|[/_.-])(?:health\w*|health[-_]?checks?|readyz|readiness\w*|livez|liveness\w*|is[-_]?alive|lbheartbeat)$|^\/?(?:api\/|internal\/|_+|v\d\/)*(?:ready|live|alive|ping|heartbeat|status|up)$/i;
const hint = /health|readiness|liveness|readyz|livez|heartbeat/i;

/** The routes of a package that are named after what a platform asks. */
export function healthRoutes(project: Project, artifacts: Artifacts, dir: string): readonly HealthRoute[] {
  const named = routesIn(project, artifacts, dir).filter(({ path }) => healthPath.test(path.replace(/\/$/, '')));
  // What a route leads to takes time to find.
  return named.map((route): HealthRoute => ({ ...route, cost: costsOf(project).of([route.at]) })).toSorted((a, b) => Number(hint.test(b.path)) - Number(hint.test(a.path)));
}

function routesIn(project: Project, artifacts: Artifacts, dir: string): readonly Omit<HealthRoute, 'cost'>[] {
  return project.handlers.filter(({ file, reach }) => reach === 'request' && packageOf(artifacts, file) === dir).map((handler) => {
    const byFile = handler.exported ? handler.file.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/(?:route|index|\+server)$/, '') : undefined;
    return { path: byFile ?? pathIn(handler.name, project, handler), at: handler, registered: handler.registered?.call };
  });
}

/** `GET /health`, `@Get ready HealthController.ready`: the path; what a class is called counts where its routes have none. */
function pathIn(name: string, project: Project, { file, fn }: FunctionRef): string {
  const nest = /^@\w+(?: (\S+))? (\w+?)(?:Controller)?\.\w+$/.exec(name);
  if (nest) return nest[1] ?? nest[2] ?? '';
  const registered = /^[A-Za-z]+ (\/?\S*)$/.exec(name);
  return registered?.[1] ?? project.evaluator.facts(file)?.functions[fn]?.name ?? '';
}

/** A path named after health in the texts of a package: a router is mounted there, or a plugin answers it. */
export function healthText(project: Project, artifacts: Artifacts, dir: string): string | undefined {
  for (const [file, facts] of project.evaluator.sources.files) {
    if (project.isScript(file) || packageOf(artifacts, file) !== dir) continue;
    const texts = new Set<string>();
    collect(facts.calls, texts);
    const found = [...texts].find((text) => text === 'exposeStatusRoute' || (/^\/[\w/-]*$/.test(text) && hint.test(text) && healthPath.test(text)));
    if (found !== undefined) return found === 'exposeStatusRoute' ? '/status' : found;
  }
  return undefined;
}

/** Whether a package has routes at all that are seen. */
export function hasRoutes(project: Project, artifacts: Artifacts, dir: string): boolean {
  return project.handlers.some(({ file, reach }) => reach === 'request' && packageOf(artifacts, file) === dir);
}

/** Something in the project is called after health: a file, a function, a class, a text, a package that it imports. */
export function healthHint(project: Project): string | undefined {
  for (const [file, facts] of project.evaluator.sources.files) {
    if (hint.test(file) || facts.functions.some(({ name }) => hint.test(name)) || facts.imports.some((name) => hint.test(name) || /terminus|lightship|under-pressure|express-actuator|mirrorcache/.test(name))) return file;
  }
  const text = [...textsOf(project)].find((one) => hint.test(one));
  return text === undefined ? undefined : `"${text}"`;
}

const known = new WeakMap<Project, ReadonlySet<string>>();

/** All constant texts of the project's code, as far as facts keep them. */
export function textsOf(project: Project): ReadonlySet<string> {
  let texts = known.get(project);
  if (!texts) {
    const found = new Set<string>();
    for (const [, facts] of project.evaluator.sources.files) collect([facts.calls, facts.bindings, facts.functions, facts.assigns], found);
    known.set(project, (texts = found));
  }
  return texts;
}

function collect(root: unknown, found: Set<string>): void {
  const queue: unknown[] = [root];
  for (let node = queue.pop(); node !== undefined || queue.length > 0; node = queue.pop()) {
    if (typeof node === 'string') {
      if (node.length <= 100) found.add(node);
    } else if (typeof node === 'object' && node !== null) queue.push(...(Object.values(node) as readonly unknown[]));
  }
}

/** Whether something in the code could answer a path: the path itself, or the end of it behind a prefix. */
export function mentionsPath(project: Project, path: string): boolean {
  const plain = path.split('?')[0]?.replace(/\/$/, '') ?? '';
  if (plain === '') return true;
  const segments = plain.split('/').filter((s) => s !== '');
  const texts = textsOf(project);
  return segments.some((_, at) => {
    const tail = segments.slice(at).join('/');
    return texts.has(`/${tail}`) || texts.has(tail) || texts.has(`/${tail}/`);
  }) || [...project.evaluator.sources.files.keys()].some((file) => file.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/(?:route|index|\+server)$/, '').endsWith(plain));
}
