import { flatten, type CallRef } from '../../abstract.js';
import type { Project } from '../../project.js';
import { wayTo } from '../../site.js';
import { isResponse, responderOf } from './responders.js';

/** What gives a page to a browser. `filled`: it is put together for the request; `fixed`: a file. `served`: the files of a folder, whatever they are. `open`: whether it is a page is not seen. */
export interface Page {
  readonly ref: CallRef;
  readonly is: 'filled' | 'fixed' | 'served' | 'open';
}

/** Packages that serve the files of a folder. */
const staticPackages: ReadonlySet<string> = new Set(['serve-static', 'koa-static', 'koa-send', '@fastify/static', 'fastify-static', '@nestjs/serve-static', 'sirv', 'serve-handler', '@hapi/inert', '@koa/send', 'koa-views', '@ladjs/koa-views']);
const markup = ['renderToString', 'renderToStaticMarkup', 'renderToPipeableStream', 'renderToReadableStream'];

const known = new WeakMap<Project, readonly Page[]>();

/** The calls of a project that give pages: views that are rendered, files that are sent, HTML as such. */
export function pagesOf(project: Project): readonly Page[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = find(project)));
  return found;
}

function find(project: Project): readonly Page[] {
  const named = (...names: readonly string[]): readonly CallRef[] => names.flatMap((name) => project.calledNames.get(name) ?? []).filter(({ file }) => !project.isScript(file));
  const filled = [...named('render', 'view', 'viewAsync', 'html').filter((ref) => isOfResponder(project, ref)), ...named('Render').filter((ref) => project.evaluator.call(ref)?.decorator === true), ...named(...markup).filter((ref) => wayTo(project, ref).reach === 'request')];
  const written = named('send', 'end').filter((ref) => beginsPage(project, ref) && isOfResponder(project, ref));
  const sent = named('sendFile', 'sendfile', 'file').filter((ref) => isOfResponder(project, ref)).map((ref): Page => ({ ref, is: isHtmlFile(project, ref) ? 'fixed' : 'open' }));
  return [...[...filled, ...written].map((ref): Page => ({ ref, is: 'filled' })), ...sent, ...named('static', 'serveStatic', '').filter((ref) => isStatic(project, ref)).map((ref): Page => ({ ref, is: 'served' }))];
}

/** `res.send('<!doctype html>…')` */
function beginsPage({ evaluator }: Project, ref: CallRef): boolean {
  return flatten(evaluator.argument(ref, 0, undefined)).some((v) => /^\s*<(?:!doctype|html)\b/i.test(v.is === 'literal' ? String(v.value) : v.is === 'text' ? (v.parts[0] ?? '') : ''));
}

/** `res.render(…)`, `ctx.render(…)`, `c.html(…)`: of a template that is rendered for something else nobody sees a page. */
function isOfResponder(project: Project, ref: CallRef): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  const by = callee?.is === 'member' ? responderOf(project, ref.file, callee.of) : undefined;
  return by !== undefined && (isResponse(project, by) || (by.at === 0 && /^(?:koa|hono)$/.test(by.handler.entry.id)));
}

function isHtmlFile({ evaluator }: Project, ref: CallRef): boolean {
  const { args = [] } = evaluator.call(ref) ?? {};
  return args.some((_, at) => flatten(evaluator.argument(ref, at, undefined)).some((v) => (v.is === 'literal' ? String(v.value) : v.is === 'text' ? (v.parts.at(-1) ?? '') : '').endsWith('.html'))) || args.some((a) => a.is === 'call' && (evaluator.call({ file: ref.file, call: a.call })?.args.some((p) => p.is === 'literal' && /\.html$/.test(String(p.value))) ?? false));
}

/** `express.static(folder)`, or a package that does the same. */
function isStatic({ evaluator }: Project, ref: CallRef): boolean {
  const callee = evaluator.call(ref)?.callee;
  return callee !== undefined && flatten(evaluator.evaluate(ref.file, callee)).some((v) => {
    const last = v.is === 'library' ? v.path.at(-1) : undefined;
    const name = last && 'member' in last ? last.member : '';
    return v.is === 'library' && (v.package === 'express' ? name === 'static' : staticPackages.has(v.package) || (name === 'serveStatic' && /^hono|^@hono/.test(v.package)));
  });
}
