import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { JudgedRoute } from '../analysis/routes/applications.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import { declareBehindImports } from './behind-imports.js';
import type { Draft } from './draft.js';
import { Drafts } from './drafts.js';
import { unusedName } from './names.js';
import { limitFastify } from './limit-fastify.js';
import { limitNest } from './limit-nest.js';
import { brought } from './packages.js';
import { rateOf } from './rate.js';

/** As many routes as a reader of a change looks at. */
const mostRoutes = 20;

/** Puts a limiter of the framework in front of routes: express-rate-limit, @fastify/rate-limit or @nestjs/throttler. Empty where a route is not registered in place. */
export function limitRoutes(project: Project, made: CallRef, routes: readonly JudgedRoute[], areAttempts: boolean): readonly Fix[] {
  const callee = project.evaluator.call(made)?.callee;
  const packages = callee ? project.evaluator.evaluate(made.file, callee).flatMap((v) => (v.is === 'library' ? [v.package] : [])) : [];
  if (routes.length > mostRoutes) return [];
  if (packages.includes('express')) return limitExpress(project, routes, areAttempts);
  if (packages.includes('fastify')) return limitFastify(project, made, routes, areAttempts);
  return packages.includes('@nestjs/core') ? limitNest(project, made, routes, areAttempts) : [];
}

/** In each file that registers some. */
function limitExpress(project: Project, routes: readonly JudgedRoute[], areAttempts: boolean): readonly Fix[] {
  const refs = routes.flatMap(({ at }) => ('call' in at ? [at] : []));
  if (refs.length < routes.length) return [];
  const drafts = new Drafts(project);
  const { limit, ms, title } = rateOf(areAttempts);
  const name = areAttempts ? 'limitAttempts' : 'limitRequests';
  const declared = new Set<string>();
  const installs = new Set<string>();
  for (const ref of refs) {
    const draft = drafts.of(ref.file);
    const path = draft && pathOf(project, draft, ref);
    if (!draft || !path || unusedName(draft, [name]) === undefined) return [];
    if (!declared.has(ref.file)) {
      const limiter = brought(project, draft, 'rate limit of Express');
      if (!limiter || !declareBehindImports(draft, `const ${name} = ${limiter.local}({ windowMs: ${ms}, limit: ${String(limit)} });`)) return [];
      for (const one of limiter.installs) installs.add(one);
      declared.add(ref.file);
    }
    draft.insert(path.end, `, ${name}`);
  }
  return drafts.fix(title, installs);
}

/** The path of a registration `app.post('/login', handler)`. */
function pathOf(project: Project, draft: Draft, ref: CallRef): Ts.Expression | undefined {
  const { ts } = draft.source;
  const call = callNode(project, draft, ref);
  const [path, ...handlers] = call?.arguments ?? [];
  const isRoute = call && ts.isPropertyAccessExpression(call.expression) && /^(?:get|post|put|patch|delete|all)$/.test(call.expression.name.text);
  return isRoute && path && ts.isStringLiteralLike(path) && handlers.length > 0 ? path : undefined;
}
