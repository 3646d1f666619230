import { positionAt } from '../../model/span.js';
import type { Trait } from '../../model/traits.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { pagesOf } from '../security/web/pages.js';
import { nameOfCall, placeText, wayTo } from '../site.js';

/** Methods that may give a page: of templates, of files. What is rendered for a mail is none. */
const mayBePages = ['render', 'renderFile', 'view', 'sendFile', 'html'];
/** Methods that give whatever they are given, as HTML where that is a text and nobody says otherwise. */
const texts = ['send', 'end', 'write'];

type Kind = 'html' | 'open' | 'data';

/**
 * Whether what requests get may be shown as a page by a browser.
 * @param holdsPages whether a folder that is served can hold one
 */
export function answersHtml(project: Project, holdsPages: boolean): Trait {
  const pages = pagesOf(project);
  const page = pages.find((one) => one.is === 'filled' && isForRequest(project, one.ref));
  if (page) return { is: 'yes', why: `${nameOfCall(project, page.ref)} at ${placeText(project, page.ref)} gives a page` };
  const markup = project.handlers.find(({ file, exported }) => exported === true && project.evaluator.facts(file)?.jsx === true);
  if (markup) return { is: 'yes', why: `${markup.file} holds markup` };
  const files = pages.find((one) => one.is === 'fixed' || (one.is === 'served' && holdsPages));
  if (files) return { is: 'yes', why: `${nameOfCall(project, files.ref)} at ${placeText(project, files.ref)} serves files` };
  const answers = texts.flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => isForRequest(project, ref));
  const kinds = [...answers.map((ref) => ({ by: `${nameOfCall(project, ref)} at ${placeText(project, ref)}`, kind: kindOf(flatten(project.evaluator.argument(ref, 0, undefined))) })), ...assignedBodies(project)];
  const html = kinds.find(({ kind }) => kind === 'html');
  if (html) return { is: 'yes', why: `${html.by} gives HTML` };
  const open = kinds.find(({ kind }) => kind === 'open');
  if (open) return { is: 'unknown', why: `whether what ${open.by} gives may be HTML is not seen` };
  const unclear = mayBePages.flatMap((name) => project.calledNames.get(name) ?? []).find((ref) => isForRequest(project, ref));
  if (unclear) return { is: 'unknown', why: `whether ${nameOfCall(project, unclear)} at ${placeText(project, unclear)} gives a page is not seen` };
  return { is: 'no', why: 'no answer was seen that a browser would show as a page' };
}

function isForRequest(project: Project, ref: CallRef): boolean {
  return wayTo(project, ref).reach === 'request';
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
