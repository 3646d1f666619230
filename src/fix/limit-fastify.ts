import semver from 'semver';
import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { JudgedRoute } from '../analysis/routes/applications.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setProperty } from './add-property.js';
import { applicationAt } from './application-name.js';
import type { Draft } from './draft.js';
import { Drafts } from './drafts.js';
import { brought } from './packages.js';
import { rateOf } from './rate.js';

/**
 * Gives routes of Fastify a limit of their own, and registers @fastify/rate-limit for those that have one, behind the statement that makes the application. Empty where that
 * may not be waited for, since a plugin that is not loaded yet does not see the routes, and where a route has options that are not written in place.
 */
export function limitFastify(project: Project, made: CallRef, routes: readonly JudgedRoute[], areAttempts: boolean): readonly Fix[] {
  const drafts = new Drafts(project);
  const draft = drafts.of(made.file);
  const installs = draft && (isRegistered(project) ? [] : register(project, draft, made));
  const { limit, window, title } = rateOf(areAttempts);
  const areSet = installs && routes.every(({ at }) => {
    const own = 'call' in at ? drafts.of(at.file) : undefined;
    return own !== undefined && 'call' in at && configure(own, callNode(project, own, at), `{ max: ${String(limit)}, timeWindow: '${window}' }`);
  });
  return areSet ? drafts.fix(title, installs) : [];
}

/** @returns what is to be installed; `undefined` where it cannot be registered */
function register(project: Project, draft: Draft, made: CallRef): readonly string[] | undefined {
  const app = applicationAt(project, draft, made);
  const version = project.versionOf(made.file, 'fastify');
  if (!app?.mayWait || app.framework !== 'fastify') return undefined;
  const limiter = brought(project, draft, 'rate limit of Fastify');
  // The plugin of today is for Fastify 5.
  if (!limiter || (limiter.installs.length > 0 && (version === undefined || !semver.gte(version, '5.0.0')))) return undefined;
  return draft.behind(app.at, `await ${app.name}.register(${limiter.local}, { global: false });`) ? limiter.installs : undefined;
}

function isRegistered({ calledNames, evaluator }: Project): boolean {
  return (calledNames.get('register') ?? []).some((ref) => evaluator.argument(ref, 0, undefined).some((v) => v.is === 'library' && /^(?:@fastify\/|fastify-)rate-limit$/.test(v.package)));
}

/** `app.post('/login', handler)`, `app.post('/login', { schema }, handler)`, `app.route({ url: '/login', handler })`. */
function configure(draft: Draft, call: Ts.CallExpression | Ts.NewExpression | undefined, limit: string): boolean {
  const { ts } = draft.source;
  const [first, second, third] = call?.arguments ?? [];
  if (!call || !first || !ts.isPropertyAccessExpression(call.expression)) return false;
  const method = call.expression.name.text;
  if (method === 'route') return ts.isObjectLiteralExpression(first) && addConfig(draft, first, limit);
  if (!/^(?:get|post|put|patch|delete|all)$/.test(method) || !second) return false;
  if (third || ts.isObjectLiteralExpression(second)) return ts.isObjectLiteralExpression(second) && addConfig(draft, second, limit);
  draft.insert(first.end, `, { config: { rateLimit: ${limit} } }`);
  return true;
}

/** A `config` that is there gets the limit beside what it holds; one that is written elsewhere is left alone. */
function addConfig(draft: Draft, options: Ts.ObjectLiteralExpression, limit: string): boolean {
  const { ts, tree } = draft.source;
  const known = options.properties.find((p) => p.name?.getText(tree) === 'config');
  if (!known) return !options.properties.some((p) => ts.isSpreadAssignment(p)) && setProperty(draft, options, 'config', `{ rateLimit: ${limit} }`);
  return ts.isPropertyAssignment(known) && ts.isObjectLiteralExpression(known.initializer) && setProperty(draft, known.initializer, 'rateLimit', limit);
}
