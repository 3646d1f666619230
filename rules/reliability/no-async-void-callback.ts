import { callbackSites, type CallbackSite } from '../../src/analysis/callbacks/callback-sites.js';
import { leavesPromiseUnsettled } from '../../src/analysis/callbacks/lost-executors.js';
import { triedEmits, type TriedEmit } from '../../src/analysis/callbacks/tried-emits.js';
import { lossOf, truthOf } from '../../src/analysis/callbacks/words.js';
import type { Role } from '../../src/analysis/callbacks/fate.js';
import { givesPromiseAlways } from '../../src/analysis/failures/always-promise.js';
import type { Failure } from '../../src/analysis/failures/failure.js';
import { lastResortOf } from '../../src/analysis/failures/last-resort.js';
import type { Project } from '../../src/analysis/project.js';
import { isMinified } from '../../src/analysis/minified.js';
import { nameOfCall, placeOf, placeText, spanOf, wayTo, wayToFailure } from '../../src/analysis/site.js';
import type { Evidence, Reach, TraceStep } from '../../src/model/evidence.js';
import { catchCallback } from '../../src/fix/catch-callback.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-async-void-callback';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'An async function is not handed to code that does not look at its promise, unless it cannot reject.',
    why: 'Emitters, timers, `forEach` and callbacks in the style of Node call a function and drop what it gives. When it is async and something in it fails, the rejection has no handler, and since Node 15 that ends the process: every request that is on its way dies with it, because one message was wrong or one query failed in the background. A predicate that is async does not crash; it says yes to everything.',
    how: 'Looks at each function that gives a promise and is handed to a listener (`on`, `once`, `addEventListener`, `onmessage =`), a timer, `forEach`, a predicate (`filter`, `some`, `find`, `sort` and their like), a callback of Node or of a library, a method of a stream, or a function of the project, which is followed: through fields and lists that keep the function, wrappers that give it back, and other files. It fails when the promise is dropped there and something in the function can reject outside of a try/catch; a try/catch around the call that drops it helps nobody. It passes when nothing in the function can reject, when what it is handed to awaits, returns or catches the promise, and when the emitter has `captureRejections`. What is not seen is unknown; types, where the host has them, tell whether a parameter is for a function that gives nothing. Functions that a library runs as handlers (routes, consumers, schedules, sockets of a server), as the catalog describes them, are judged by no-unhandled-handler-rejection.',
    coverage: { practice: 'callbacks that cannot reject unheard', sites: 'callbacks that give a promise' },
    level: 'error',
    weakness: 248,
    // Any call may concern it.
    gate: ['('],
    examples: [
      { title: 'One message that fails ends the process', reports: [5], code: "import { EventEmitter } from 'node:events';\nimport { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 5_000, connectionTimeoutMillis: 5_000 });\nexport const orders = new EventEmitter();\norders.on('paid', async (id: string) => {\n  await pool.query('UPDATE orders SET paid = true WHERE id = $1', [id]);\n});\n" },
      { title: 'A promise is always true: nobody is left out', reports: [2], code: 'export function allowed(users: readonly string[], mayRead: (user: string) => Promise<boolean>) {\n  return users.filter(async (user) => mayRead(user));\n}\n' },
      { title: 'The whole body is caught', reports: [], code: "import { EventEmitter } from 'node:events';\nimport { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 5_000, connectionTimeoutMillis: 5_000 });\nexport const orders = new EventEmitter();\norders.on('paid', async (id: string) => {\n  try {\n    await pool.query('UPDATE orders SET paid = true WHERE id = $1', [id]);\n  } catch (error) {\n    console.error(error);\n  }\n});\n" },
      { title: 'The chain is caught', reports: [], code: 'export class Metrics {\n  start() {\n    return setInterval(() => this.save().catch((error) => console.error(error)), 60_000);\n  }\n  async save() {\n    await fetch(\'https://metrics.internal/\', { method: \'POST\', signal: AbortSignal.timeout(5_000) });\n  }\n}\n' },
    ],
    blindSpots: [
      'A process-wide listener for `unhandledRejection` that lets the process live makes it a warning and no pass: the work is lost all the same.',
      'A list that is filled by `lists[name] = listener` is not followed.',
      'Of a function that is handed in and declared by a name of another package, it is not known whether it gives a promise, without types.',
    ],
    fix: { offers: 'Catches what the callback fails with, in its body or in a function around it, and hands it to who waits: the promise or the callback around it, else the log. What starts or ends the process logs and ends it; `forEach` becomes `await Promise.all(list.map(…))` where its function may wait. Not for what starts itself again, and for listeners that are taken away by name.' },
  },
  *file({ file, facts, project }) {
    if (isMinified(facts)) return;
    for (const site of callbackSites(project, file)) {
      const evidence = judge(project, site);
      if (evidence) yield evidence;
    }
    for (const tried of triedEmits(project, file)) yield ofEmit(project, tried);
  },
});

function judge(project: Project, site: CallbackSite): Evidence | undefined {
  const { file, range, call, fate, outlook } = site;
  const { reach, trace } = reachOf(project, site);
  const base = { rule: id, span: { file, start: range[0], end: range[1] }, reach, trace, confidence: 'high', fixes: [], data: {} } as const;
  if (fate.is === 'taken-for-true' && site.fn && !givesPromiseAlways(project, site.fn)) return undefined;
  if (fate.is === 'taken-for-true') return { ...base, outcome: 'fail', level: levelFor(reach), ...truthOf(fate.method) };
  if (fate.is === 'looked-at') return { ...base, outcome: 'pass', message: `Its promise is looked at: ${fate.why}` };
  if (outlook.is === 'settles') return { ...base, outcome: 'pass', message: 'Nothing in it can reject' };
  if (fate.is === 'unknown') return { ...base, outcome: 'unknown', message: fate.why };
  if (fate.is !== 'dropped') return undefined;
  if (!outlook.by.sure) return { ...base, outcome: 'unknown', message: `whether ${outlook.by.name || 'something in it'} can fail is not known` };
  const level = levelFor(reach) === 'error' && (isMild(fate.role, outlook.by) || lastResortOf(project, file).is === 'survives') ? 'warning' : levelFor(reach);
  const reportedBy = site.fn && leavesPromiseUnsettled(project, site.fn) ? 'no-unsettled-promise' : fate.told;
  return {
    ...base, outcome: 'fail', level, confidence: fate.sure ? 'high' : 'medium', trace: [...trace, ...wayToFailure(project, outlook.by, 0)], ...lossOf(project, { file, fate, failure: outlook.by }),
    data: { role: fate.role, fails: outlook.by.name, ...(call && { callee: spanText(project, site) }) }, ...(reportedBy !== undefined && { reportedBy }), fixes: catchCallback(project, site),
  };
}

function ofEmit(project: Project, { call, added }: TriedEmit): Evidence {
  const { reach, trace } = wayTo(project, call);
  const base = { rule: id, span: spanOf(project, call), reach, trace, confidence: 'medium', fixes: [], data: { role: 'listener', added: placeText(project, added) } } as const;
  // Who adds listeners may stand in another file, and be seen to reject nothing.
  if (project.partial) return { ...base, outcome: 'unknown', message: 'whether listeners are async is not seen' };
  const level = levelFor(reach) === 'error' ? 'warning' : 'info';
  const message = `The try around this emit does not catch the rejection of an async listener: ${nameOfCall(project, added)} (${placeText(project, added)}) adds listeners as they are handed in, and one that rejects ends the process`;
  return { ...base, outcome: 'fail', level, message, help: 'Add a wrapper instead: async (...args) => { try { await listener(...args); } catch (error) { log(error); } }.' };
}

function spanText(project: Project, { call }: CallbackSite): string {
  return call ? placeOf(project, spanOf(project, call)) : '';
}

/** Who waits: for the callback itself, and where that is not known, for who hands it over. */
function reachOf(project: Project, { call, fn }: CallbackSite): { readonly reach: Reach; readonly trace: readonly TraceStep[] } {
  const way = call ? wayTo(project, call) : { reach: 'unknown' as const, trace: [] };
  const own = fn ? project.reach(fn).reach : 'unknown';
  return way.reach === 'script' || own === 'unknown' ? way : { reach: own, trace: way.trace };
}

/** The process starts or ends anyway; or all that can fail is a call far away that throws on wrong data, as it would in a function that is not async. */
function isMild(role: Role, { is, through }: Failure): boolean {
  return role === 'start' || role === 'end' || (is === 'call' && through.length > 0);
}

/** Nobody waits for a script but the one who started it. */
function levelFor(reach: Reach): 'info' | 'error' {
  return reach === 'script' ? 'info' : 'error';
}
