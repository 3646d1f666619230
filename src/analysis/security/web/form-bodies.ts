import { flatten } from '../../abstract.js';
import type { Project } from '../../project.js';
import { settingAt } from '../../settings/setting-at.js';

const parsers = ['urlencoded', 'multer', 'formbody', 'koaBody', 'bodyParser', 'multipart', 'parseBody', 'formData', 'formidable'];
const packages = new Set(['koa-body', 'koa-bodyparser', '@koa/bodyparser', '@fastify/formbody', '@fastify/multipart', 'multer', 'formidable', 'busboy']);

const parsing = new WeakMap<Project, boolean>();
const open = new WeakMap<Project, boolean>();

/** Whether the project reads bodies that a form of another page can send; JSON is none. */
export function parsesForms(project: Project): boolean {
  let found = parsing.get(project);
  if (found === undefined) parsing.set(project, (found = parsers.some((name) => project.calledNames.has(name)) || [...project.evaluator.sources.files.values()].some(({ imports }) => imports.some((name) => packages.has(name)))));
  return found;
}

/** Whether every site may send requests with cookies and any body: `cors({ origin: true, credentials: true })`. */
export function letsAllSites(project: Project): boolean {
  let found = open.get(project);
  if (found === undefined) open.set(project, (found = ['default', 'cors', 'enableCors', ''].some((name) => (project.calledNames.get(name) ?? []).some((ref) => isOpen(project, ref)))));
  return found;
}

function isOpen(project: Project, ref: { readonly file: string; readonly call: number }): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  const isCors = callee !== undefined && ((callee.is === 'member' && callee.name === 'enableCors') || (project.evaluator.facts(ref.file)?.imports.includes('cors') === true && flatten(project.evaluator.evaluate(ref.file, callee)).some((v) => v.is === 'library' && v.package === 'cors')));
  const isTrue = (at: string): boolean => settingAt(project, ref, at).values.some((v) => v.is === 'literal' && v.value === true);
  return isCors && !project.isScript(ref.file) && isTrue('arg0.origin') && isTrue('arg0.credentials');
}
