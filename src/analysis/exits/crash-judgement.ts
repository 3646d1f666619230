import { flatten, pathText, type Abstract } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { writtenName } from '../names.js';
import { usesOfParameter } from '../parameter-uses.js';
import type { Project } from '../project.js';
import { nameOfCall } from '../site.js';
import { excuseOf } from './excuses.js';
import { Exits } from './exits.js';
import { openWait } from './open-waits.js';
import { isExit, isProcess } from './process-api.js';
import type { ProcessListener } from './process-listeners.js';
import { endsSometimes, type Outcome, type Thrown } from './run.js';

/** What becomes of the process when a crash handler has run. */
export type CrashJudgement =
  | { readonly is: 'ends' }
  /** It lives. `where` says when: for errors of other kinds, in production. `reports`: the error is handed to something. */
  | { readonly is: 'lives'; readonly where: 'always' | 'others' | 'production'; readonly reports: boolean }
  /** It ends unless this fails, which nobody hears: then the handler runs again, or nothing happens any more. */
  | { readonly is: 'fails'; readonly by: Thrown }
  /** An async handler throws: that is a rejection, which comes back to it. */
  | { readonly is: 'returns' }
  /** It ends when this is over, which may never be. */
  | { readonly is: 'waits'; readonly for: string }
  | { readonly is: 'unknown'; readonly why: string };

const worst: readonly CrashJudgement['is'][] = ['lives', 'returns', 'fails', 'waits', 'unknown', 'ends'];

/** Judges a listener of `uncaughtException` or `unhandledRejection`. */
export function judgeCrashListener(project: Project, listener: ProcessListener): CrashJudgement {
  const found = listener.handlers.map((value) => judgeHandler(project, listener, value));
  return worst.flatMap((is) => found.filter((f) => f.is === is))[0] ?? { is: 'unknown', why: 'the handler is not seen' };
}

function judgeHandler(project: Project, listener: ProcessListener, value: Abstract): CrashJudgement {
  if (isExit(value)) return { is: 'ends' };
  if (value.is !== 'function') return isReporter(project, listener, value) ? { is: 'lives', where: 'always', reports: true } : { is: 'unknown', why: 'the handler is not seen' };
  const fact = project.evaluator.facts(value.file)?.functions[value.fn];
  const outcome = new Exits(project, listener.event === 'unhandledRejection').of(value);
  // What the handler throws at once ends the process: with code 7, or as an uncaught exception.
  return judgeOutcome(project, outcome, value, fact?.async === true);
}

function judgeOutcome(project: Project, outcome: Outcome, handler: Extract<Abstract, { is: 'function' }>, async: boolean): CrashJudgement {
  const open = outcome.left.filter((run) => run.later === undefined);
  const blind = open.flatMap((run) => run.blind)[0];
  const failed = [...open, ...(async ? outcome.thrown : [])].find((run) => run.failure !== undefined)?.failure;
  const alive = open.filter((run) => run.failure === undefined);
  const facts = project.evaluator.facts(handler.file);
  const reports = facts !== undefined && usesOfParameter(facts, handler.fn, 0).length > 0;
  if (alive.some((run) => run.passed.length === 0)) {
    if (blind) return { is: 'unknown', why: `whether ${nameOfCall(project, blind) || 'a call'} ends the process is not seen` };
    return setsExitCode(project, handler) ? { is: 'unknown', why: 'it sets process.exitCode, and what keeps the process is not seen' } : { is: 'lives', where: 'always', reports };
  }
  if (failed) return !endsSometimes(outcome) || (failed.name === '' && async) ? { is: 'returns' } : { is: 'fails', by: failed };
  const excuses = alive.map((run) => excuseOf(project, run.passed));
  for (const where of ['production', 'others'] as const) if (excuses.includes(where) && !blind) return { is: 'lives', where, reports };
  if (excuses.includes('unknown')) return { is: 'unknown', why: 'on one of its ways the process goes on, and when that is so is not seen' };
  if (!endsSometimes(outcome) && outcome.thrown.length === 0) return { is: 'unknown', why: 'where the handler leads is not seen' };
  const waits = [...outcome.left.flatMap((run) => run.later ?? []), ...outcome.ended.flatMap((run) => run.waits)];
  const held = waits.flatMap((wait) => openWait(project, wait) ?? [])[0];
  return held === undefined ? { is: 'ends' } : { is: 'waits', for: held };
}

/** Methods of loggers and of services that gather errors. */
const reporting = new Set(['log', 'info', 'warn', 'error', 'debug', 'fatal', 'trace', 'critical', 'captureException', 'noticeError', 'recordException', 'notify', 'report']);

function isReporter(project: Project, { at }: ProcessListener, value: Abstract): boolean {
  if (value.is === 'library') return reporting.has(pathText(value.path).replace(/\.bind\(\)$/, '').split('.').at(-1) ?? '');
  const written = project.evaluator.call(at)?.args.at(-1);
  return value.is === 'unknown' && written?.is === 'member' && reporting.has(written.name);
}

/** `process.exitCode = 1`: the process ends by itself when nothing keeps it. */
function setsExitCode(project: Project, { file, fn }: { readonly file: string; readonly fn: number }): boolean {
  const facts = project.evaluator.facts(file);
  return facts?.assigns.some(({ target, fn: at }) => at !== -1 && (isInside(facts, at, fn) || writtenName(facts, target) === 'process.exitCode') && target.is === 'member' && target.name === 'exitCode' && flatten(project.evaluator.evaluate(file, target.of)).some(isProcess)) ?? false;
}
