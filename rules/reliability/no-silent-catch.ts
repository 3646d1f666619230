import { catchSites, rangeOf, type CatchSite } from '../../src/analysis/catches/catch-sites.js';
import { OutboundWork } from '../../src/analysis/catches/outbound-work.js';
import { blockResponse, chainResponse } from '../../src/analysis/catches/silence.js';
import { closes } from '../../src/analysis/catches/closing.js';
import { errbackFault } from '../../src/analysis/errbacks/errback-faults.js';
import { failsFast } from '../../src/analysis/errbacks/fail-fast.js';
import { errbacksIn, type Errback } from '../../src/analysis/errbacks/errback-sites.js';
import { losesShutdown } from '../../src/analysis/exits/shutdowns.js';
import type { FileView } from '../../src/analysis/project.js';
import { nameOfCall, wayTo, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import type { Range } from '../../src/model/facts.js';
import { logInCatch } from '../../src/fix/log-in-catch.js';
import { defineRule } from '../../src/model/rule.js';
import type { Span } from '../../src/model/span.js';

const id = 'no-silent-catch';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'A failure of a call that leaves the process is logged, counted, thrown on or answered.',
    why: 'A failure that is dropped is found by customers, weeks later: rows that were never written, messages that were never sent, and not one line in the log. A callback that throws is the other extreme: nothing stands above it that could catch, so one request that fails ends the process with all others in it.',
    how: 'Looks at each catch block, `.catch()` and second argument of `then` around a call that leaves the process, directly or through functions of the project. It fails when nothing is done there: no call, no assignment, no throw, no value, and no comment. It passes where the error is used, where a fallback is returned or was there before, where a loop tries again, where only something is closed or taken back, in the middle of other error handling, and where a comment says why. In error-first callbacks (those of Node and of libraries in the catalog, and those whose parameter is called err or error and is asked about) it fails when the error is thrown, when the second parameter is taken apart without a default, and when the result is used and the error is not looked at. Throwing passes while the process starts, which is to fail then.',
    coverage: { practice: 'failures that are noticed', sites: 'catches around outbound calls' },
    level: 'warning',
    weakness: 390,
    gate: ['catch', 'then', 'err', 'fs', 'dns', 'zlib', 'catalog'],
    examples: [
      { title: 'The order is lost, and nobody learns of it', reports: [5], code: "export async function place(order: { id: string }) {\n  try {\n    await fetch('https://orders.example/v1', { method: 'POST', body: JSON.stringify(order), signal: AbortSignal.timeout(5_000) });\n    return;\n  } catch {}\n}\n" },
      { title: 'A file that is missing ends the process', reports: [6], code: "import { readFile } from 'node:fs';\nimport { createServer } from 'node:http';\ncreateServer((req, res) => {\n  readFile('./page.html', (err, page) => {\n    if (err)\n      throw err;\n    res.end(page);\n  });\n});\n" },
      { title: 'With an error there is no second parameter to take apart', reports: [3], code: "declare const users: { find(id: string, done: (err: Error | null, found?: { name: string }) => void): void };\nexport function greet(id: string, done: (err: Error | null, text?: string) => void) {\n  users.find(id, (err, { name }) => {\n    if (err) return done(err);\n    done(null, 'Hello ' + name);\n  });\n}\n" },
      { title: 'The failure is logged, and the caller goes on', reports: [], code: "export async function track(event: string) {\n  try {\n    await fetch('https://stats.example/v1', { method: 'POST', body: event, signal: AbortSignal.timeout(1_000) });\n  } catch (error) {\n    console.warn('not tracked', error);\n  }\n}\n" },
      { title: 'It may be lost, and a comment says so', reports: [], code: "export const ping = () =>\n  fetch('https://stats.example/ping', { signal: AbortSignal.timeout(1_000) }).catch(() => {\n    // Counting visits is not worth an error.\n  });\n" },
    ],
    blindSpots: [
      'Calls of libraries that the catalog does not know are not taken for calls that leave the process: a silent catch around them is unknown.',
      'A fallback that is returned counts as an answer, also where it hides that a write failed.',
      'Any call in a catch counts as dealing with the error. What it does is not looked at.',
      'Whether the code behind an error-first callback calls it before it returns, in a `try` of its own, is known for a few libraries only.',
    ],
    fix: { offers: 'Logs the error in a catch that drops it, with the project\'s logger. In callbacks with an error first, who is to hear of it depends on the code around: nothing is offered there.' },
  },
  *file(view) {
    for (const site of catchSites(view.file, view.facts)) {
      const found = judgeCatch(view, site);
      if (found) yield found;
    }
    for (const errback of errbacksIn(view.project, view.file, view.facts)) {
      const found = judgeErrback(view, errback);
      if (found) yield found;
    }
  },
});

function judgeCatch({ file, facts, project }: FileView, site: CatchSite): Evidence | undefined {
  const work = OutboundWork.of(project);
  const { outbound, open } = site.is === 'block' ? work.inSteps(file, site.body, false) : work.ofPromise(file, site.promise);
  const [first] = outbound;
  if (!first && !open) return undefined;
  const response = site.is === 'block' ? blockResponse(facts, site) : chainResponse(project, facts, site);
  if (!first && response.is !== 'silent') return undefined;
  const base = { rule: id, span: spanIn(file, rangeOf(facts, site)), ...(site.is === 'block' ? wayToFunction(project, { file: file, fn: site.fn }) : wayTo(project, site.ref)), confidence: 'high' as const, fixes: [], data: {} };
  if (!first) return { ...base, outcome: 'unknown', message: `whether ${(open && nameOfCall(project, open)) || 'what is awaited'} leaves the process is not seen` };
  if (outbound.every((one) => closes(project, one.by) || closes(project, one.ref))) return { ...base, outcome: 'pass', message: 'Only what is closed or taken back may fail here' };
  if (response.is === 'acts') return { ...base, outcome: 'pass', message: response.how };
  if (response.is === 'unknown') return { ...base, outcome: 'unknown', message: response.why };
  const worst = outbound.find((one) => !closes(project, one.by) && !closes(project, one.ref)) ?? first;
  const inner = worst.by === worst.ref ? '' : nameOfCall(project, worst.ref);
  const name = `${nameOfCall(project, worst.by) || 'this call'}${inner && ` (which calls ${inner})`}`;
  return {
    ...base, ...(losesShutdown(project, file, rangeOf(facts, site)) && { reportedBy: 'no-swallowed-crash' }), outcome: 'fail', level: base.reach === 'script' ? 'info' : 'warning',
    message: `When ${name} fails, this catch drops the error: nothing is logged, counted or answered, and the code goes on as if it had worked`,
    help: 'Log or count the error, throw it on, or return a fallback. If it may be dropped, say why in a comment.',
    fixes: logInCatch(project, file, rangeOf(facts, site), site.is === 'block' ? site.fn : (facts.calls[site.ref.call]?.fn ?? -1)),
  };
}

function judgeErrback({ file, facts, project }: FileView, errback: Errback): Evidence | undefined {
  const { ref, fn, error } = errback;
  const fault = errbackFault(project, facts, errback);
  const name = nameOfCall(project, ref) || 'the call';
  const base = { rule: id, span: spanIn(file, error.range), ...wayToFunction(project, { file: file, fn: fn }), confidence: 'high' as const, fixes: [], data: {} };
  const at = (range: Range, level: Level, message: string, help: string): Evidence => ({ ...base, span: spanIn(file, range), outcome: 'fail', level: base.reach === 'script' ? 'info' : level, message, help });
  if (fault === 'unknown') return { ...base, outcome: 'unknown', message: `when ${name} calls back, and with what, is not seen` };
  const meant = fault?.is === 'throws' && failsFast(project, facts, errback);
  switch (fault?.is) {
    case undefined: return (error.uses ?? []).length > 0 ? { ...base, outcome: 'pass', message: `The callback of ${name} deals with its error` } : undefined;
    case 'throws': return meant === true ? { ...base, outcome: 'pass', message: 'The process is to end then' } : meant === 'unknown' ? { ...base, outcome: 'unknown', message: 'whether the process is starting then is not seen' } : at(fault.range, 'error', `This throws in the callback of ${name}, where nothing catches it: when ${name} fails, the whole process ends, with all that it serves`, 'Hand the error on: call back with it, reject the promise, or answer the request with it.');
    case 'takes apart': return at(fault.range, 'error', `When ${name} fails it calls back with an error only: taking the missing second parameter apart throws before ${error.name} is looked at, and nothing catches that`, 'Give the parameter a default: (err, { … } = {}) => …, or take it apart behind the test of the error.');
    case 'ignores': return at(fault.range, 'warning', `This callback of ${name} does not look at ${error.name}: when ${name} fails, ${fault.result} is missing, and the failure itself is lost`, 'Test the error first, and hand it on.');
    case 'drops': return at(fault.range, 'warning', `When ${name} fails, this callback returns and drops the error: nothing is logged, counted or answered`, 'Log the error or hand it on. If it may be dropped, say why in a comment.');
  }
}

function spanIn(file: string, [start, end]: Range): Span {
  return { file, start, end };
}
