import { callKey, flatten, type CallRef } from './abstract.js';
import type { Project } from './project.js';
import type { Server } from './servers.js';

/** A place where the code says that a proxy or load balancer stands in front of an app. */
interface Trust {
  readonly at: CallRef;
  /** The calls from which the app comes; empty where that is not seen. */
  readonly apps: ReadonlySet<string>;
}

const known = new WeakMap<Project, readonly Trust[]>();

/**
 * Where the code says that the server stands behind a load balancer or another proxy: Express's and Nest's `trust proxy`,
 * Fastify's `trustProxy`, Koa's `proxy`. An app that is configured where it cannot be told from others speaks for its package.
 */
export function loadBalancerOf(project: Project, server: Server): CallRef | undefined {
  let trusts = known.get(project);
  if (!trusts) known.set(project, (trusts = trustsOf(project)));
  return trusts.find(({ at, apps }) => (apps.size > 0 ? [...apps].some((app) => server.parts.has(app)) : packageOf(at.file) === packageOf(server.ref.file)))?.at;
}

function trustsOf(project: Project): readonly Trust[] {
  return [...trustedBySetting(project), ...trustedByOption(project), ...trustedByAssignment(project)];
}

/** `app.set('trust proxy', 1)`, `app.enable('trust proxy')`. */
function trustedBySetting({ evaluator, calledNames }: Project): readonly Trust[] {
  return ['set', 'enable'].flatMap((name) => calledNames.get(name) ?? []).flatMap((ref): readonly Trust[] => {
    const fact = evaluator.call(ref);
    const [key] = fact?.args ?? [];
    if (fact?.callee.is !== 'member' || key?.is !== 'literal' || key.value !== 'trust proxy') return [];
    const value = flatten(evaluator.argument(ref, 1, undefined));
    if (value.some((v) => v.is === 'literal' && v.value === false)) return [];
    return [{ at: ref, apps: madeFrom(evaluator.evaluate(ref.file, fact.callee.of)) }];
  });
}

/** `fastify({ trustProxy: true })`, `new FastifyAdapter({ trustProxy: true })`, `new Koa({ proxy: true })`. */
function trustedByOption({ evaluator }: Project): readonly Trust[] {
  const found: Trust[] = [];
  for (const [file, facts] of evaluator.sources.files) {
    for (const [call, fact] of facts.calls.entries()) {
      const option = fact.args.some((a) => a.is === 'object' && a.props.some((p) => p.key === 'trustProxy' || p.key === 'proxy')) || fact.args.some((a) => a.is === 'ref');
      if (!option || !flatten(evaluator.evaluate(file, fact.callee)).some((v) => v.is === 'library' && frameworks.has(v.package))) continue;
      const trusted = fact.args.flatMap((_, index) => flatten(evaluator.argument({ file, call }, index, undefined))).flatMap((v) => (v.is === 'object' ? [...evaluator.member(v, 'trustProxy'), ...evaluator.member(v, 'proxy')] : []));
      if (trusted.some((v) => v.is !== 'absent' && v.is !== 'unknown' && !(v.is === 'literal' && !v.value))) found.push({ at: { file, call }, apps: new Set([callKey({ file, call })]) });
    }
  }
  return found;
}

const frameworks = new Set(['fastify', '@nestjs/platform-fastify', 'koa']);

/** `app.proxy = true` of Koa. */
function trustedByAssignment({ evaluator }: Project): readonly Trust[] {
  const found: Trust[] = [];
  for (const [file, facts] of evaluator.sources.files) {
    for (const { target, value, range } of facts.assigns) {
      if (target.is !== 'member' || target.name !== 'proxy' || value.is !== 'literal' || value.value !== true) continue;
      const receiver = flatten(evaluator.evaluate(file, target.of));
      if (!receiver.some((v) => v.is === 'library' && v.package === 'koa')) continue;
      found.push({ at: { file, call: facts.calls.findIndex((c) => c.range[0] >= range[0]) }, apps: madeFrom(receiver) });
    }
  }
  return found;
}

function madeFrom(values: ReturnType<typeof flatten>): ReadonlySet<string> {
  return new Set(flatten(values).flatMap((v) => (v.is === 'library' ? v.path.flatMap((step) => ('call' in step ? [callKey(step.call)] : [])) : [])));
}

/** The folder of a package in a repository of several. */
function packageOf(file: string): string {
  return /^(?:apps|packages|services|libs|modules)\/[^/]+\//.exec(file)?.[0] ?? '';
}
