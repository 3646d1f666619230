import type { CallFact, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { outboundCalls } from '../deadline/outbound.js';
import { isClassExported } from '../emitters/field-usages.js';
import { isExported } from '../exported.js';
import { isUncalled } from '../holding/frequency.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';
import { unseenPart } from '../unseen-part.js';
import { bounded, unknownSize, type Size } from './size.js';

/** Options that say how many a function gives. */
const limiting: ReadonlySet<string> = new Set(['limit', 'take', 'first', 'last', 'size', 'pageSize', 'page_size', 'perPage', 'per_page', 'max', 'maxResults', 'count', 'top', 'batchSize', 'where', 'id', 'ids']);
/** Words for parts that a program has a few of, because somebody wrote or set them up one by one. */
const few: ReadonlySet<string> = new Set([
  'plugin', 'hook', 'listener', 'handler', 'middleware', 'server', 'worker', 'queue', 'shard', 'node', 'client', 'connection', 'pool', 'table', 'model', 'migration', 'column', 'field', 'locale', 'language', 'route', 'module', 'provider',
  'service', 'region', 'env', 'environment', 'config', 'configuration', 'option', 'setting', 'arg', 'argument', 'step', 'stage', 'check', 'promise', 'database', 'schema', 'index', 'indexe', 'adapter', 'driver', 'consumer', 'producer', 'cleanup', 'callback', 'fn', 'func',
  'function', 'rule', 'type', 'role', 'permission', 'scope', 'theme', 'template', 'extension', 'integration', 'dependency', 'stream', 'chunk', 'batch', 'page', 'task', 'job', 'transport', 'store', 'cache', 'socket', 'interceptor', 'validator', 'resolver', 'tool', 'target', 'part',
]);

/** Whether a collection is named for parts of the program, of which there are a few by nature: `plugins`, `this.shards`. */
export function isFewByNature(name: string): boolean {
  const words = (name.replace(/\(\)$/, '').split('.').at(-1) ?? '').match(/[A-Z]?[a-z]+/g) ?? [];
  return words.some((word) => few.has(word.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '')));
}

/** Whether nobody in sight calls a function that is there for others to call: whoever does says what its parameters are. */
export function isForOthers(project: Project, fn: FunctionRef): boolean {
  const facts = project.evaluator.facts(fn.file);
  const fact = facts?.functions[fn.fn];
  if (!fact || project.partial || fact.kind === 'constructor' || fact.passedTo !== undefined || !isUncalled(project, fn)) return false;
  return isAssigned(project, fn) || isExported(project.evaluator, fn) || (fact.kind === 'method' && fact.cls !== undefined && isClassExported(facts, fact.cls));
}

/** `Topics.push = function (ids) {…}`, `Repo.prototype.load = …`, where nothing of that name is called. */
function isAssigned(project: Project, { file, fn }: FunctionRef): boolean {
  const target = project.evaluator.facts(file)?.assigns.find(({ value }) => value.is === 'function' && value.fn === fn)?.target;
  return target?.is === 'member' && !target.name.startsWith('on') && !project.calledNames.has(target.name);
}

/** How many a call gives that another part of the project, or somebody's API, answers; nothing for all others. */
export function sizeOfAnswer(project: Project, file: string, call: number): Size | undefined {
  const fact = project.evaluator.call({ file, call });
  const facts = project.evaluator.facts(file);
  if (!fact || !facts) return undefined;
  if (outboundCalls(project, { file, call }).some(({ model }) => model.does === 'HTTP request' || model.does === 'request' || model.does === 'GraphQL request')) return unknownSize('how many the answer lists', 'answer');
  if (fact.construct || unseenPart(project, file, fact.callee) === undefined) return undefined;
  if (fact.args.some(isLimiting)) return bounded('a limit that it is given');
  return isFewByNature(calleeName(facts, call)) || isCutting(fact) ? unknownSize('a part of the project that is not scanned') : unknownSize('a part of the project that is not scanned', 'part');
}

/** `{ limit: 50 }`, a number: it may say how many. */
function isLimiting(value: Value): boolean {
  if (value.is === 'object') return value.props.some((p) => p.spread !== undefined || (p.key !== undefined && limiting.has(p.key)));
  return value.is === 'literal' && typeof value.value === 'number' && value.value > 1;
}

function isCutting({ callee }: CallFact): boolean {
  return callee.is === 'member' && /^(?:chunk|batch|slice|splice|take|page|limit|sample|find|get|first|pick)/i.test(callee.name) && !/all|list|many|s$/i.test(callee.name);
}
