import { flatten, pathText, type Abstract, type CallRef } from '../abstract.js';
import { settingOf } from '../clients/setting.js';
import type { Project } from '../project.js';
import type { GivenLogger } from './given-logger.js';
import type { Writing } from './writing.js';

/** Layouts of log4js itself write lines: https://log4js-node.github.io/log4js-node/layouts.html */
const lines = new Set(['basic', 'coloured', 'colored', 'messagePassThrough', 'dummy', 'pattern']);
/** Appenders that write lines where no layout is set: https://log4js-node.github.io/log4js-node/appenders.html */
const writers = new Set(['console', 'stdout', 'stderr', 'file', 'fileSync', 'dateFile', 'multiFile']);
/** Appenders that hand on to others. */
const filters = new Set(['categoryFilter', 'logLevelFilter', 'noLogFilter']);

/** What log4js writes, by the appenders that `configure` is given. */
export function log4jsLoggers(project: Project): readonly GivenLogger[] {
  return (project.calledNames.get('configure') ?? []).filter((ref) => !project.isScript(ref.file) && isLog4js(project, ref)).map((at) => ({ at, package: 'log4js', writes: writingOf(project, at) }));
}

function isLog4js({ evaluator }: Project, { file, call }: CallRef): boolean {
  const callee = evaluator.call({ file, call })?.callee;
  return callee !== undefined && flatten(evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && v.package === 'log4js' && pathText(v.path).replace(/^default\./, '') === 'configure');
}

function writingOf(project: Project, at: CallRef): Writing {
  const appenders = settingOf(project, at, 'arg0.appenders');
  const found = appenders.flatMap((v): readonly (Writing | 'passes')[] => (v.is === 'object' ? v.props.map(({ key }) => (key === undefined ? 'unknown' : ofAppender(project, project.evaluator.member(v, key)))) : ['unknown']));
  const own = found.filter((w) => w !== 'passes');
  if (own.includes('records')) return 'records';
  return own.length === 0 || own.includes('unknown') ? 'unknown' : 'text';
}

function ofAppender({ evaluator }: Project, values: readonly Abstract[]): Writing | 'passes' {
  const [value, ...others] = flatten(values);
  if (value?.is !== 'object' || others.length > 0) return 'unknown';
  const type = oneText(evaluator.member(value, 'type'));
  if (type === undefined) return 'unknown';
  if (filters.has(type)) return 'passes';
  const layout = flatten(evaluator.member(value, 'layout')).filter((v) => v.is !== 'absent');
  if (layout.length === 0) return writers.has(type) ? 'text' : 'unknown';
  const name = oneText(layout.flatMap((v) => (v.is === 'object' ? evaluator.member(v, 'type') : [])));
  if (name === undefined) return 'unknown';
  return lines.has(name) ? 'text' : /json/i.test(name) ? 'records' : 'unknown';
}

function oneText(values: readonly Abstract[]): string | undefined {
  const [value, ...others] = flatten(values);
  return value?.is === 'literal' && typeof value.value === 'string' && others.length === 0 ? value.value : undefined;
}
