import type { Value } from '../../model/facts.js';
import { flatten, pathText, type CallRef } from '../abstract.js';
import { settingOf } from '../clients/setting.js';
import { leftOutIn } from '../production/left-out-calls.js';
import type { Project } from '../project.js';
import { isRecordText } from './record-text.js';
import type { Writing } from './writing.js';

/** A middleware that writes an entry for each request. */
export interface RequestLog {
  readonly made: CallRef;
  readonly library: string;
  readonly writes: Writing;
}

/** Functions that make one: pino's write records (https://github.com/pinojs/pino-http#readme), morgan what its format says (https://github.com/expressjs/morgan#morganformat-options). */
const makers: readonly { readonly library: string; readonly paths: RegExp; readonly is: 'pino' | 'morgan' }[] = [
  { library: 'pino-http', paths: /^(?:pinoHttp|default)?\(\)$/, is: 'pino' },
  { library: 'express-pino-logger', paths: /^\(\)$/, is: 'pino' },
  { library: 'koa-pino-logger', paths: /^\(\)$/, is: 'pino' },
  { library: 'nestjs-pino', paths: /^LoggerModule\.forRoot(?:Async)?\(\)$/, is: 'pino' },
  { library: 'morgan', paths: /^(?:default)?\(\)$/, is: 'morgan' },
];

/** The request logs that a file makes, but for those that stand where they do not run in production. */
export function requestLogsIn(project: Project, file: string): readonly RequestLog[] {
  const { evaluator } = project;
  const imported = makers.filter(({ library }) => evaluator.facts(file)?.imports.includes(library));
  if (imported.length === 0) return [];
  const leftOut = leftOutIn(evaluator, file);
  return (evaluator.facts(file)?.calls ?? []).flatMap((fact, call): readonly RequestLog[] => {
    if (leftOut.has(call)) return [];
    const values = flatten(evaluator.evaluate(file, { is: 'call', call })).flatMap((v) => (v.is === 'library' ? [v] : []));
    const maker = imported.find(({ library, paths }) => values.some((v) => v.package === library && paths.test(pathText(v.path))));
    const [format] = fact.args;
    return maker ? [{ made: { file, call }, library: maker.library, writes: maker.is === 'pino' ? ofPino(project, { file, call }) : format ? ofFormat(project, file, format) : 'text' }] : [];
  });
}

/** Records, unless what makes lines of them stands in all that it is given. */
function ofPino(project: Project, made: CallRef): Writing {
  const targets = ['arg0.transport.target', 'arg0.pinoHttp.transport.target'].flatMap((at) => settingOf(project, made, at)).filter((v) => v.is !== 'absent');
  return targets.length > 0 && targets.every((v) => v.is === 'literal' && v.value === 'pino-pretty') ? 'text' : 'records';
}

/** A name or a text with tokens gives lines, but where the text itself is JSON; a function gives what it returns. */
function ofFormat(project: Project, file: string, format: Value): Writing {
  const values = flatten(project.evaluator.evaluate(file, format));
  const writings = values.map((v): Writing => {
    if (v.is === 'literal' && typeof v.value === 'string') return v.value.trimStart().startsWith('{') ? 'records' : 'text';
    if (v.is === 'text') return v.parts.some((part) => part.trimStart().startsWith('{')) ? 'records' : 'text';
    if (v.is !== 'function') return 'unknown';
    const returns = project.evaluator.facts(v.file)?.functions[v.fn]?.returns ?? [];
    return returns.length > 0 && returns.some((r) => isRecordText(project, v.file, r)) ? 'records' : 'unknown';
  });
  if (writings.includes('records')) return 'records';
  return writings.length > 0 && writings.every((w) => w === 'text') ? 'text' : 'unknown';
}
