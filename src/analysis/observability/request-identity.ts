import { textsOf } from '../deployment/health.js';
import type { Project } from '../project.js';
import { logCallsIn } from './log-call.js';

/** Packages that give each request an id, or keep one beside what runs for it. */
const packages = /^(?:pino-http|express-pino-logger|koa-pino-logger|hapi-pino|nestjs-pino|express-winston|express-bunyan-logger|koa-bunyan-logger|cls-hooked|continuation-local-storage|nestjs-cls|cls-rtracer|cls-proxify|express-request-id|express-http-context|express-requestid|koa-requestid|hono\/request-id|@fastify\/request-context|fastify-request-context|correlation-id|express-correlation-id|@opentelemetry\/.+|dd-trace(?:\/.+)?|newrelic|elastic-apm-node(?:\/.+)?|@sentry\/.+|applicationinsights|als|asyncctx)$/;
const names = /^(?:x-)?(?:request|req|correlation|trace)[-_]?id$/i;

/** What ties the entries of one request together, as far as something does: a name, or undefined. */
export function requestIdentity(project: Project): string | undefined {
  for (const [file, { imports, bindings, functions, calls }] of project.evaluator.sources.files) {
    if (project.isScript(file)) continue;
    const found = imports.find((name) => packages.test(name));
    if (found !== undefined) return found;
    if (calls.some(({ callee, construct }) => construct && ((callee.is === 'ref' && bindings[callee.to]?.name === 'AsyncLocalStorage') || (callee.is === 'member' && callee.name === 'AsyncLocalStorage')))) return 'AsyncLocalStorage';
    const named = [...bindings, ...functions].find(({ name }) => names.test(name));
    if (named) return named.name;
    if (logCallsIn(project, file).some(({ model }) => model.perRequest)) return 'the logger of the request';
  }
  return [...textsOf(project)].find((text) => names.test(text));
}
