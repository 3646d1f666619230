import type { ts as Ts } from '../ts.js';
import type { CallRef, FunctionRef } from '../analysis/abstract.js';
import type { JudgedRoute } from '../analysis/routes/applications.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode } from './add-property.js';
import type { Draft } from './draft.js';
import { Drafts } from './drafts.js';
import { functionAt } from './function-at.js';
import { addToModule, nestModule } from './nest-module.js';
import { brought } from './packages.js';
import { rateOf } from './rate.js';

/**
 * Guards methods of controllers by the ThrottlerGuard of @nestjs/throttler, and imports its module into that of the application; where that is imported already, each method says its own limit.
 * Empty for resolvers of GraphQL, whose requests the guard does not find.
 */
export function limitNest(project: Project, made: CallRef, routes: readonly JudgedRoute[], areAttempts: boolean): readonly Fix[] {
  if (routes.some(({ name }) => /^(?:QUERY|MUTATION|SSE)\b/.test(name))) return [];
  const drafts = new Drafts(project);
  const { limit: most, ms, title } = rateOf(areAttempts);
  const limit = `{ ttl: ${ms}, limit: ${String(most)} }`;
  const isThere = hasModule(project, made);
  const installs = isThere ? [] : importModule(project, made, drafts, limit);
  const areGuarded = installs && routes.every(({ at }) => {
    const draft = 'fn' in at ? drafts.of(at.file) : undefined;
    return draft !== undefined && 'fn' in at && guard(project, draft, at, isThere ? `\n@${draft.import({ from: '@nestjs/throttler', name: 'Throttle' })}({ default: ${limit} })` : '');
  });
  return areGuarded ? drafts.fix(title, installs) : [];
}

/** `ThrottlerModule.forRoot()` is called for the package already. */
function hasModule({ calledNames, evaluator }: Project, made: CallRef): boolean {
  const { resolver } = evaluator.sources;
  const folder = resolver.folderOf(made.file);
  return ['forRoot', 'forRootAsync'].flatMap((name) => calledNames.get(name) ?? []).some((ref) => resolver.folderOf(ref.file) === folder
    && [evaluator.call(ref)?.callee].some((callee) => callee && evaluator.evaluate(ref.file, callee).some((v) => v.is === 'library' && v.package === '@nestjs/throttler')));
}

/** @returns what is to be installed; `undefined` where the module of the application is not seen */
function importModule(project: Project, made: CallRef, drafts: Drafts, limit: string): readonly string[] | undefined {
  const main = drafts.of(made.file);
  const call = main && callNode(project, main, made);
  const [root] = call?.arguments ?? [];
  const found = main && root && main.source.ts.isIdentifier(root) ? nestModule(project, main, root.text) : undefined;
  const draft = found && drafts.of(found.draft.file);
  const limiter = draft && brought(project, draft, 'rate limit of Nest');
  return limiter && addToModule(draft, found.options, 'imports', `${limiter.local}.forRoot([${limit}])`) ? limiter.installs : undefined;
}

/** The decorator next to the method is applied first: the limit counts before what asks for more. */
function guard(project: Project, draft: Draft, at: FunctionRef, more: string): boolean {
  const { ts } = draft.source;
  const method: Ts.Node | undefined = functionAt(project, draft, at.fn);
  const last = method && ts.isMethodDeclaration(method) ? ts.getDecorators(method)?.at(-1) : undefined;
  if (!last) return false;
  const useGuards = draft.import({ from: '@nestjs/common', name: 'UseGuards' });
  draft.insert(last.end, `\n@${useGuards}(${draft.import({ from: '@nestjs/throttler', name: 'ThrottlerGuard' })})${more}`);
  return true;
}
