import type { Artifacts } from '../../../artifacts/artifacts.js';
import { headersOf } from '../../../catalog/web-readings.js';
import type { Value } from '../../../model/facts.js';
import { flatten, type CallRef } from '../../abstract.js';
import type { Project } from '../../project.js';
import { registrationsOf } from '../../routes/registrations.js';
import { routesOf } from '../../routes/routing-tree.js';
import { serversOf } from '../../servers.js';
import { nameOfCall, wayTo } from '../../site.js';
import { pagesOf, type Page } from './pages.js';

/** An app that gives pages, and what is seen of the headers that restrict what they may do. */
export interface PageHeaders {
  /** The call that makes the app. */
  readonly app: CallRef;
  /** What shows that it gives pages. */
  readonly page: Page;
  readonly is: 'set' | 'missing' | 'unknown';
  readonly by?: CallRef;
  readonly why?: string;
}

/** Headers each of which shows that somebody looked after them. */
const protective = new Set(['content-security-policy', 'content-security-policy-report-only', 'x-frame-options', 'x-content-type-options']);
const setters = ['setHeader', 'header', 'set', 'headers', 'setHeaders', 'writeHead', 'append'];
const proxies = /(?:^|\/)(?:nginx[\w.-]*\.conf|default\.conf|caddyfile|haproxy[^/]*\.cfg|(?:apache2?|httpd|traefik|envoy)\.(?:conf|toml))[^/]*$/i;
const proxyImages = /(?:^|\/)(?:nginx|caddy|traefik|haproxy|httpd|envoy|kong)(?:[-:@]|$)|nginx-proxy/i;

/** For each package whose app gives pages: whether answers carry the headers that protect them. */
export function pageHeadersOf(project: Project, artifacts: Artifacts): readonly PageHeaders[] {
  const { resolver } = project.evaluator.sources;
  const folderOf = (ref: CallRef): string => resolver.folderOf(ref.file);
  const pages = new Map<string, Page>();
  for (const page of pagesOf(project)) {
    const folder = folderOf(page.ref);
    const known = pages.get(folder);
    if (page.is !== 'open' && (page.is !== 'served' || artifacts.holdsPages) && (known === undefined || (known.is !== 'filled' && page.is === 'filled'))) pages.set(folder, page);
  }
  const apps = appsByFolder(project, folderOf);
  return [...pages].flatMap(([folder, page]): readonly PageHeaders[] => {
    const app = apps.get(folder);
    return app ? [{ app, page, ...judged(project, artifacts, page, (ref) => folderOf(ref) === folder) }] : [];
  });
}

/** The server of each package to which most routes belong, or that it opens. */
function appsByFolder(project: Project, folderOf: (ref: CallRef) => string): ReadonlyMap<string, CallRef> {
  const found = new Map<string, CallRef>();
  const isServed = (ref: CallRef): boolean => !project.isScript(ref.file) && wayTo(project, ref).reach !== 'script';
  for (const { ways } of routesOf(project)) for (const { server } of ways) if (server.isServer && isServed(server.made) && !found.has(folderOf(server.made))) found.set(folderOf(server.made), server.made);
  for (const { ref } of serversOf(project)) if (isServed(ref) && !found.has(folderOf(ref))) found.set(folderOf(ref), ref);
  return found;
}

function judged(project: Project, artifacts: Artifacts, page: Page, isIn: (ref: CallRef) => boolean): Pick<PageHeaders, 'is' | 'by' | 'why'> {
  const own = byHand(project, isIn);
  const libraries = byLibrary(project, isIn);
  const by = libraries.find((ref) => project.evaluator.call(ref)?.conditional !== true) ?? own.find((ref) => isForAll(project, ref, page));
  if (by) return { is: 'set', by };
  const [sometimes] = libraries;
  if (sometimes) return { is: 'unknown', why: `${nameOfCall(project, sometimes)} sets them under a condition` };
  if (own.length > 0) return { is: 'unknown', why: 'some answers set them' };
  if (artifacts.hasFile(proxies) || artifacts.compose.files.some(({ value }) => value.some(({ image }) => image !== undefined && proxyImages.test(image)))) return { is: 'unknown', why: 'a proxy is configured beside it, which may set them' };
  if (artifacts.manifests.files.some(({ value }) => value.resources.some(({ kind }) => /^(?:Ingress|IngressRoute|HTTPRoute|Gateway|VirtualService)$/.test(kind)))) return { is: 'unknown', why: 'a gateway stands in front of it, which may set them' };
  const hidden = registrationsOf(project).some(({ ref, method, given }) => isIn(ref) && method === 'use' && given.flat().some((v) => v.is === 'unknown' || (v.is === 'library' && project.evaluator.sources.resolver.isUnseenOwn(ref.file, v.package))));
  return hidden ? { is: 'unknown', why: 'not all middleware is seen' } : { is: 'missing' };
}

function byLibrary(project: Project, isIn: (ref: CallRef) => boolean): readonly CallRef[] {
  const { evaluator, catalog, versionOf } = project;
  const found: CallRef[] = [];
  const sets = (file: string, value: Value | undefined, as: 'middleware' | 'plugin'): boolean => value !== undefined && flatten(evaluator.evaluate(file, value)).some((v) => v.is === 'library' && catalog.has(v.package, 'headers') && catalog.read(v, versionOf(file, v.package)).some((reading) => headersOf(reading) !== undefined && (as === 'middleware' || v.path.length <= 1)));
  for (const [file, { imports, calls }] of evaluator.sources.files) {
    if (project.isScript(file) || !imports.some((name) => catalog.has(name, 'headers'))) continue;
    for (const [call, { callee, args }] of calls.entries()) {
      if (isIn({ file, call }) && (sets(file, callee, 'middleware') || args.some((a) => a.is === 'ref' && sets(file, a, 'plugin')))) found.push({ file, call });
    }
  }
  return found;
}

/** `res.setHeader('Content-Security-Policy', …)`, `res.set({ 'X-Frame-Options': … })`. */
function byHand(project: Project, isIn: (ref: CallRef) => boolean): readonly CallRef[] {
  return setters.flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => {
    if (project.isScript(ref.file) || !isIn(ref)) return false;
    return (project.evaluator.call(ref)?.args ?? []).some((_, at) => flatten(project.evaluator.argument(ref, at, undefined)).some((v) => (v.is === 'literal' && protective.has(String(v.value).toLowerCase())) || (v.is === 'object' && v.props.some((p) => p.key !== undefined && protective.has(p.key.toLowerCase())))));
  });
}

const forAll = new Set(['use', 'addHook', 'all', 'pre', 'static', 'serveStatic']);

/** Whether it is set in front of all routes, or where the page is given: what one download sets protects no page. */
function isForAll(project: Project, ref: CallRef, page: Page): boolean {
  const fn = project.evaluator.call(ref)?.fn ?? -1;
  const at = project.evaluator.call(page.ref);
  const registered = project.reach({ file: ref.file, fn }).handler?.registered;
  const by = registered && project.evaluator.call(registered.call)?.callee;
  return by?.is !== 'member' || forAll.has(by.name) || (at?.fn === fn && page.ref.file === ref.file);
}
