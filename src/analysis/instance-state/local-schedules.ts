import { flatten, functionKey, type FunctionRef } from '../abstract.js';
import type { Handler } from '../handlers.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { costsOf, type Cost } from '../routes/costs.js';
import { spanOf } from '../site.js';
import type { LocalState } from './local-state.js';

const schedulers = new Set(['cron', 'croner', 'node-cron', 'node-schedule']);
/** Names of calls that take a lock, or ask who leads. */
const locking = /^(?:try_?)?(?:acquire|lock|withlock|runexclusive|acquirelock|getlock|using|setnx|setnxex|runwithlock|advisorylock|isleader|leader|withadvisorylock)\w*$/i;
const lockingText = /\b(?:pg_(?:try_)?advisory\w*|get_lock|for update|skip locked)\b|^NX$/i;
/** Functions behind a job that are looked at. */
const most = 120;

/** Jobs that a clock in the process starts: every instance runs each of them. */
export function localSchedules(project: Project): readonly LocalState[] {
  return project.handlers.flatMap((handler) => {
    const isJob = schedulers.has(handler.entry.id) || (handler.entry.id === 'nest' && /^@(?:Cron|Interval)\b/.test(handler.name));
    return isJob && !project.isScript(handler.file) ? (judge(project, handler) ?? []) : [];
  });
}

function judge(project: Project, handler: Handler): LocalState | undefined {
  const cost = costsOf(project).of([handler]);
  const facts = project.evaluator.facts(handler.file);
  const range = facts?.functions[handler.fn]?.nameRange ?? [0, 0];
  const by = handler.registered?.call;
  const base = { kind: 'schedule', span: by ? spanOf(project, by) : { file: handler.file, start: range[0], end: range[1] }, name: handler.name, advice: 'Take a lock that all instances share before the work (a Redis lock, an advisory lock of the database), or let a queue with a repeated job, or the platform\'s scheduler, start it once.' } as const;
  if (!cost) return { ...base, outcome: 'unknown', level: 'info', why: 'what it does outside of the process is not seen' };
  if (by && project.evaluator.call(by)?.conditional) return { ...base, outcome: 'unknown', level: 'info', why: 'whether all instances run it is decided by a condition' };
  const lock = locks(project, handler);
  if (lock) return { ...base, outcome: 'unknown', level: 'info', why: `${lock} may be a lock that instances share` };
  return { ...base, outcome: 'fail', level: 'info', why: `every instance runs it at the same time, and nothing is seen to let only one of them: it ${harm(cost)}` };
}

function harm({ kind }: Cost): string {
  return kind === 'mail' ? 'sends its mail as many times' : kind === 'request' ? 'calls other services as many times' : 'does its work as many times';
}

/** A call behind a job that may take a lock, as it is written. */
function locks(project: Project, job: FunctionRef): string | undefined {
  const queue = [job];
  const seen = new Set<string>();
  for (let head = 0; head < queue.length && seen.size < most; head++) {
    const fn = queue[head];
    const key = fn && functionKey(fn);
    const facts = fn && project.evaluator.facts(fn.file);
    if (!fn || key === undefined || !facts || seen.has(key)) continue;
    seen.add(key);
    for (const call of facts.calls) {
      if (call.fn !== fn.fn) continue;
      const name = call.callee.is === 'member' ? call.callee.name : writtenName(facts, call.callee);
      if (locking.test(name)) return writtenName(facts, call.callee);
      if (call.args.some((a) => a.is === 'literal' && typeof a.value === 'string' && lockingText.test(a.value))) return writtenName(facts, call.callee);
      if (call.args.some((a) => flatten(project.evaluator.evaluate(fn.file, a)).some((v) => v.is === 'text' && v.parts.some((p) => lockingText.test(p))))) return writtenName(facts, call.callee);
    }
    for (const { to } of project.graph.calleesOf(fn)) queue.push(to);
  }
  return undefined;
}
