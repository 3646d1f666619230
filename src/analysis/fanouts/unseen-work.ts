import type { FileFacts } from '../../model/facts.js';
import { functionKey, type CallRef, type FunctionRef } from '../abstract.js';
import { calleeName } from '../names.js';
import type { Project } from '../project.js';
import { isForOthers } from '../sizes/open-lists.js';
import { unseenPart } from '../unseen-part.js';
import { callsOfFunction } from './calls-of-function.js';

/** Work that a part of the project does which is not among the scanned files, or that whoever makes the object hands in. */
export interface UnseenWork {
  readonly ref: CallRef;
  readonly through: readonly CallRef[];
}

const deepest = 3;
const mostFunctions = 40;
/** Words of names that speak of work in the process, which takes no other's time. */
const local: ReadonlySet<string> = new Set([
  'sleep', 'delay', 'wait', 'tick', 'parse', 'format', 'render', 'compile', 'transform', 'hash', 'sign', 'encode', 'decode', 'serialize', 'deserialize', 'sanitize', 'validate', 'assert', 'is', 'has', 'to', 'from', 'normalize', 'convert', 'merge', 'clone', 'pick', 'omit',
  'log', 'warn', 'info', 'debug', 'trace', 'error', 'json', 'text', 'build', 'make', 'print', 'translate', 't', 'escape', 'compress', 'zip', 'unzip', 'encrypt', 'decrypt', 'import', 'require', 'map', 'filter', 'compute', 'calculate', 'stringify', 'minify', 'highlight', 'resize', 'measure', 'with', 'mask', 'redact', 'emit', 'add', 'push', 'cached', 'memo', 'stat', 'glob', 'file', 'path', 'dir', 'folder', 'exists', 'fs',
]);
/** What is chained to a promise is no call of the part that gave it. */
const settling: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);
/** Words of names that speak of a limit. */
const limited = /limit|throttl|queue|sema|mutex|lock|acquire|slot|batch|pool|schedul|bulk|debounc|dedup|concurren/i;

/**
 * The call of a turn that is waited for and leads out of what is scanned. Nothing where what is called may bound how many run: it is given the work as a function, or its
 * name speaks of a limit.
 * @param callsBack the turn tells by a callback when it is done, and so does what it calls: `users.each(ids, (id, next) => db.get(id, next))`
 */
export function unseenWork(project: Project, start: FunctionRef, callsBack = false): UnseenWork | undefined {
  const seen = new Set([functionKey(start)]);
  let level: readonly { readonly fn: FunctionRef; readonly through: readonly CallRef[] }[] = [{ fn: start, through: [] }];
  let found: UnseenWork | undefined;
  for (let depth = 0; depth < deepest && level.length > 0 && seen.size < mostFunctions; depth++) {
    const next: { fn: FunctionRef; through: readonly CallRef[] }[] = [];
    for (const { fn, through } of level) {
      const facts = project.evaluator.facts(fn.file);
      for (const call of facts ? callsOfFunction(facts, fn.fn) : []) {
        const kind = facts && kindOf(project, facts, { file: fn.file, call }, callsBack ? 'called-back' : undefined);
        if (kind === 'may-limit') return undefined;
        if (kind === 'work') found ??= { ref: { file: fn.file, call }, through };
      }
      for (const { to, by } of project.graph.calleesOf(fn)) {
        if (seen.has(functionKey(to))) continue;
        seen.add(functionKey(to));
        next.push({ fn: to, through: by ? [...through, by] : through });
      }
    }
    if (found) return found;
    level = next;
  }
  return undefined;
}

/** The same of a call that begins a promise: `save(order)`. */
export function unseenWorkOfCall(project: Project, ref: CallRef): UnseenWork | undefined {
  const facts = project.evaluator.facts(ref.file);
  const kind = facts && kindOf(project, facts, ref, 'begun');
  if (kind !== undefined) return kind === 'work' ? { ref, through: [] } : undefined;
  const own = project.evaluator.evaluate(ref.file, facts?.calls[ref.call]?.callee ?? { is: 'unknown' }).find((v) => v.is === 'function');
  return own && unseenWork(project, own);
}

function kindOf(project: Project, facts: FileFacts, ref: CallRef, style?: 'begun' | 'called-back'): 'work' | 'may-limit' | undefined {
  const fact = facts.calls[ref.call];
  if (!fact || fact.construct || fact.decorator || (fact.callee.is === 'member' && settling.has(fact.callee.name))) return undefined;
  const isUnseen = unseenPart(project, ref.file, fact.callee) !== undefined;
  if (!isUnseen && !isHandedIn(facts, ref.call) && !isOfCaller(project, facts, ref)) return undefined;
  const name = calleeName(facts, ref.call);
  const callsBack = style === 'called-back' && fact.args.at(-1)?.is === 'function';
  if (limited.test(name) || (!callsBack && fact.args.some((a) => a.is === 'function'))) return style === 'called-back' ? undefined : 'may-limit';
  const [word = ''] = (name.split('.').at(-1) ?? '').match(/[A-Z]?[a-z]+/g) ?? [];
  return (style === 'begun' || callsBack || fact.awaited === true || fact.returned === true || isWaitedBehind(facts, ref.call)) && !local.has(word.toLowerCase()) ? 'work' : undefined;
}

/** `this.save(event)` of a function that the class is given, and that gives a promise. */
function isHandedIn(facts: FileFacts, call: number): boolean {
  const callee = facts.calls[call]?.callee;
  const of = callee?.is === 'member' && callee.of.is === 'this' ? callee.of : undefined;
  return of !== undefined && callee?.is === 'member' && facts.classes[of.cls]?.members.some((m) => m.name === callee.name && m.fn === undefined && m.gives === 'promise') === true;
}

/** `runner(item)` of a function that whoever calls hands in. */
function isOfCaller(project: Project, facts: FileFacts, { file, call }: CallRef): boolean {
  const callee = facts.calls[call]?.callee;
  return callee?.is === 'ref' && facts.bindings[callee.to]?.kind === 'param' && project.evaluator.evaluate(file, callee).some((v) => v.is === 'param' && v.path.length < 2 && isForOthers(project, v));
}

/** `await load(url).then(…)` */
function isWaitedBehind(facts: FileFacts, call: number): boolean {
  return facts.calls.some(({ callee, awaited, returned }) => (awaited === true || returned === true) && callee.is === 'member' && (callee.name === 'then' || callee.name === 'catch') && callee.of.is === 'call' && callee.of.call === call);
}
