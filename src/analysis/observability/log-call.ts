import { loggerOf, loggersInHandlers } from '../../catalog/observability-lookup.js';
import type { LoggerModel } from '../../catalog/types.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import { leftOutIn } from '../production/left-out-calls.js';
import type { Project } from '../project.js';
import { givenWriting } from './given-logger.js';
import { isRecordText } from './record-text.js';
import { writingOf, type Writing } from './writing.js';

/** A call that writes an entry of a log. */
export interface LogCall {
  readonly ref: CallRef;
  readonly by: 'console' | 'library';
  /** The library, as messages name it. */
  readonly library: string;
  readonly package: string;
  readonly writes: Writing;
  /** The call that made the logger, where it is seen. */
  readonly made: CallRef | undefined;
  readonly model: LoggerModel;
}

/** Methods of loggers that anybody has: a call of another name is not looked at. */
const methods: ReadonlySet<string> = new Set('log info warn error debug trace dir table fatal verbose http silly notice warning emerg alert crit critical success write emit'.split(' '));

const known = new WeakMap<Project, Map<string, readonly LogCall[]>>();

/** The calls of a file that write to a log in production, in the order of their places. */
export function logCallsIn(project: Project, file: string): readonly LogCall[] {
  let byFile = known.get(project);
  if (!byFile) known.set(project, (byFile = new Map<string, readonly LogCall[]>()));
  let calls = byFile.get(file);
  if (!calls) {
    const leftOut = leftOutIn(project.evaluator, file);
    const facts = project.evaluator.facts(file);
    calls = (facts?.calls ?? []).flatMap((_, call) => (leftOut.has(call) ? [] : (logCall(project, { file, call }) ?? [])));
    byFile.set(file, calls);
  }
  return calls;
}

function logCall(project: Project, ref: CallRef): LogCall | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.construct || fact.decorator || fact.callee.is !== 'member' || !methods.has(fact.callee.name)) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is === 'param') {
      const given = loggerOfHandler(project, ref, value);
      if (given) return given;
    }
    if (value.is !== 'library' || !catalog.has(value.package, 'loggers')) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = loggerOf(reading, version);
      if (!model) continue;
      if (value.package === 'globalThis') return { ref, by: 'console', library: 'console', package: 'globalThis', writes: isRecord(project, ref) ? 'records' : 'text', made: undefined, model };
      const step = reading.made[0]?.step;
      const made = step && 'call' in step ? step.call : undefined;
      return { ref, by: 'library', library: reading.entry.name, package: value.package, writes: model.writes === 'open' ? givenWriting(project, value.package, ref.file) : writingOf(project, value.package, model, made), made: model.writes === 'open' ? undefined : made, model };
    }
  }
  return undefined;
}

/** `request.log.error(…)` in a handler of Fastify, `req.log` behind pino-http. */
function loggerOfHandler(project: Project, ref: CallRef, { file, fn, at, path }: Extract<Abstract, { is: 'param' }>): LogCall | undefined {
  const handler = path.length === 2 ? project.handlers.find((h) => h.file === file && h.fn === fn) : undefined;
  if (!handler) return undefined;
  const [member = '', method = ''] = path;
  const models = loggersInHandlers(project.catalog, handler.package, project.versionOf(file, handler.package));
  const model = models.find(({ path: wanted, inHandlers }) => {
    const [head, names = ''] = wanted.split('.');
    return head === member && names.split('|').includes(method) && inHandlers?.parameters.includes(at) && (inHandlers.needs === undefined || inHandlers.needs.some((name) => isImported(project, name)));
  });
  return model && { ref, by: 'library', library: `${member} of the request`, package: handler.package, writes: model.writes === 'open' ? 'unknown' : model.writes, made: undefined, model };
}

/** Whether some file of the project imports a package. */
export function isImported({ evaluator }: Project, name: string): boolean {
  let names = importedNames.get(evaluator);
  if (!names) importedNames.set(evaluator, (names = new Set([...evaluator.sources.files.values()].flatMap(({ imports }) => imports))));
  return names.has(name);
}

const importedNames = new WeakMap<Project['evaluator'], ReadonlySet<string>>();

/** `console.log(JSON.stringify(entry))` */
function isRecord(project: Project, ref: CallRef): boolean {
  const args = project.evaluator.call(ref)?.args ?? [];
  return args.length === 1 && args.every((arg) => isRecordText(project, ref.file, arg));
}
