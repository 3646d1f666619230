import type { Trait } from '../../model/traits.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText, wayTo } from '../site.js';

/** Methods that give a page: of templates, of files, of HTML as such. */
const pages = ['render', 'renderFile', 'view', 'sendFile', 'html', 'renderToString', 'renderToPipeableStream', 'renderToReadableStream'];
/** Methods that give whatever they are given, as HTML where that is a text and nobody says otherwise. */
const texts = ['send', 'end', 'write'];

/** Whether what requests get may be shown as a page by a browser. */
export function answersHtml(project: Project): Trait {
  const page = pages.flatMap((name) => project.calledNames.get(name) ?? []).find((ref) => isForRequest(project, ref));
  if (page) return { is: 'yes', why: `${nameOfCall(project, page)} at ${placeText(project, page)} gives a page` };
  const markup = project.handlers.find(({ file, exported }) => exported === true && project.evaluator.facts(file)?.jsx === true);
  if (markup) return { is: 'yes', why: `${markup.file} holds markup` };
  const answers = texts.flatMap((name) => project.calledNames.get(name) ?? []).filter((ref) => isForRequest(project, ref));
  const kinds = answers.map((ref) => ({ ref, kind: kindOf(flatten(project.evaluator.argument(ref, 0, undefined))) }));
  const html = kinds.find(({ kind }) => kind === 'html');
  if (html) return { is: 'yes', why: `${nameOfCall(project, html.ref)} at ${placeText(project, html.ref)} gives HTML` };
  const open = kinds.find(({ kind }) => kind === 'open');
  if (open) return { is: 'unknown', why: `whether what ${nameOfCall(project, open.ref)} at ${placeText(project, open.ref)} gives may be HTML is not seen` };
  return { is: 'no', why: 'no answer was seen that a browser would show as a page' };
}

function isForRequest(project: Project, ref: CallRef): boolean {
  return wayTo(project, ref).reach === 'request';
}

/** Objects and lists are sent as JSON, numbers are no markup; a text is, as browsers guess, when it begins with a tag. */
function kindOf(values: readonly Abstract[]): 'html' | 'open' | 'data' {
  const kinds = values.map((v) => {
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
