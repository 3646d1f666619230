import { positionAt } from '../../model/span.js';
import type { Trait } from '../../model/traits.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText, wayTo } from '../site.js';

/** Methods that give a page: of templates, of files, of HTML as such. */
const pages = ['render', 'renderFile', 'view', 'sendFile', 'html', 'renderToString', 'renderToPipeableStream', 'renderToReadableStream'];
/** Methods that give whatever they are given, as HTML where that is a text and nobody says otherwise. */
const texts = ['send', 'end', 'write'];

/** Packages that serve the files of a folder. */
const staticPackages: ReadonlySet<string> = new Set(['serve-static', 'koa-static', 'koa-send', '@fastify/static', 'fastify-static', '@nestjs/serve-static', 'sirv', 'serve-handler', '@hapi/inert']);

type Kind = 'html' | 'open' | 'data';

/** Whether what requests get may be shown as a page by a browser. */
export function answersHtml(project: Project): Trait {
  const page = pages.flatMap((name) => project.calledNames.get(name) ?? []).find((ref) => isForRequest(project, ref));
  if (page) return { is: 'yes', why: `${nameOfCall(project, page)} at ${placeText(project, page)} gives a page` };
  const markup = project.handlers.find(({ file, exported }) => exported === true && project.evaluator.facts(file)?.jsx === true);
  if (markup) return { is: 'yes', why: `${markup.file} holds markup` };
  const files = staticFiles(project);
  if (files !== undefined) return { is: 'yes', why: `${files} serves files` };
  const answers = texts.flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => isForRequest(project, ref));
  const kinds = [...answers.map((ref) => ({ by: `${nameOfCall(project, ref)} at ${placeText(project, ref)}`, kind: kindOf(flatten(project.evaluator.argument(ref, 0, undefined))) })), ...assignedBodies(project)];
  const html = kinds.find(({ kind }) => kind === 'html');
  if (html) return { is: 'yes', why: `${html.by} gives HTML` };
  const open = kinds.find(({ kind }) => kind === 'open');
  if (open) return { is: 'unknown', why: `whether what ${open.by} gives may be HTML is not seen` };
  return { is: 'no', why: 'no answer was seen that a browser would show as a page' };
}

function isForRequest(project: Project, ref: CallRef): boolean {
  return wayTo(project, ref).reach === 'request';
}

/** `express.static(folder)`, or a package that does the same and is called. */
function staticFiles(project: Project): string | undefined {
  const named = ['static', 'serveStatic'].flatMap((name) => project.calledNames.get(name) ?? []).find(({ file }) => !project.isScript(file));
  if (named) return `${nameOfCall(project, named)} at ${placeText(project, named)}`;
  return [...project.evaluator.sources.files].find(([file, { imports }]) => !project.isScript(file) && imports.some((name) => staticPackages.has(name)))?.[0];
}

/** `ctx.body = value`, which Koa sends as HTML where it is a text that begins with a tag. */
function assignedBodies(project: Project): readonly { readonly by: string; readonly kind: Kind }[] {
  return [...project.evaluator.sources.files].flatMap(([file, { assigns, lines }]) => assigns.flatMap(({ target, value, fn, range }) => {
    if (target.is !== 'member' || target.name !== 'body' || project.reach({ file, fn }).reach !== 'request') return [];
    return [{ by: `the body that ${file}:${String(positionAt(lines, range[0]).line)} sets`, kind: kindOf(flatten(project.evaluator.evaluate(file, value))) }];
  }));
}

/** Objects and lists are sent as JSON, numbers are no markup; a text is, as browsers guess, when it begins with a tag. */
function kindOf(values: readonly Abstract[]): Kind {
  const kinds = values.map((v): Kind => {
    if (v.is === 'literal') return typeof v.value === 'string' && /^\s*</.test(v.value) ? 'html' : 'data';
    if (v.is === 'text') return /^\s*</.test(v.parts[0] ?? '') ? 'html' : 'open';
    return v.is === 'object' || v.is === 'array' || v.is === 'absent' || v.is === 'number' || isJson(v) ? 'data' : 'open';
  });
  return kinds.includes('html') ? 'html' : kinds.includes('open') ? 'open' : 'data';
}

/** What `JSON.stringify` gives. */
function isJson(value: Abstract): boolean {
  return value.is === 'library' && value.package === 'globalThis' && value.path.some((step) => 'member' in step && step.member === 'stringify');
}
