import { catchSites, rangeOf, type CatchSite } from '../../src/analysis/catches/catch-sites.js';
import { OutboundWork } from '../../src/analysis/catches/outbound-work.js';
import { blockResponse, chainResponse } from '../../src/analysis/catches/silence.js';
import { closes } from '../../src/analysis/catches/closing.js';
import { errbackFault, isAtStart } from '../../src/analysis/errbacks/errback-faults.js';
import { errbacksIn, type Errback } from '../../src/analysis/errbacks/errback-sites.js';
import type { FileView } from '../../src/analysis/project.js';
import { nameOfCall, wayTo, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import type { Range } from '../../src/model/facts.js';
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
    why: 'x',
    how: 'x',
    coverage: { practice: 'failures that are noticed', sites: 'catches around outbound calls' },
    level: 'warning',
    gate: ['catch', 'then'],
    examples: [],
    blindSpots: [],
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
  if (outbound.every((ref) => closes(project, ref))) return { ...base, outcome: 'pass', message: 'Only what is closed or taken back may fail here' };
  if (response.is === 'acts') return { ...base, outcome: 'pass', message: response.how };
  if (response.is === 'unknown') return { ...base, outcome: 'unknown', message: response.why };
  const name = nameOfCall(project, outbound.find((ref) => !closes(project, ref)) ?? first);
  return {
    ...base, outcome: 'fail', level: base.reach === 'script' ? 'info' : 'warning',
    message: `When ${name} fails, this catch drops the error: nothing is logged, counted or answered, and the code goes on as if it had worked`,
    help: 'Log or count the error, throw it on, or return a fallback. If it may be dropped, say why in a comment.',
  };
}

function judgeErrback({ file, facts, project }: FileView, errback: Errback): Evidence | undefined {
  const { ref, fn, error } = errback;
  const fault = errbackFault(project, facts, errback);
  const name = nameOfCall(project, ref) || 'the call';
  const base = { rule: id, span: spanIn(file, error.range), ...wayToFunction(project, { file: file, fn: fn }), confidence: 'high' as const, fixes: [], data: {} };
  const at = (range: Range, level: Level, message: string, help: string): Evidence => ({ ...base, span: spanIn(file, range), outcome: 'fail', level: base.reach === 'script' ? 'info' : level, message, help });
  if (fault === 'unknown') return { ...base, outcome: 'unknown', message: `whether ${name} calls back before it returns, where its caller catches, is not seen` };
  switch (fault?.is) {
    case undefined: return (error.uses ?? []).length > 0 ? { ...base, outcome: 'pass', message: `The callback of ${name} deals with its error` } : undefined;
    case 'throws': return isAtStart(project, facts, errback) ? { ...base, outcome: 'pass', message: 'The process does not start without it' } : at(fault.range, 'error', `This throws in the callback of ${name}, where nothing catches it: when ${name} fails, the whole process ends, with all that it serves`, 'Hand the error on: call back with it, reject the promise, or answer the request with it.');
    case 'takes apart': return at(fault.range, 'error', `When ${name} fails it calls back with an error only: taking the missing second parameter apart throws before ${error.name} is looked at, and nothing catches that`, 'Give the parameter a default: (err, { … } = {}) => …, or take it apart behind the test of the error.');
    case 'ignores': return at(fault.range, 'warning', `This callback of ${name} does not look at ${error.name}: when ${name} fails, ${fault.result} is missing, and the failure itself is lost`, 'Test the error first, and hand it on.');
    case 'drops': return at(fault.range, 'warning', `When ${name} fails, this callback returns and drops the error: nothing is logged, counted or answered`, 'Log the error or hand it on. If it may be dropped, say why in a comment.');
  }
}

function spanIn(file: string, [start, end]: Range): Span {
  return { file, start, end };
}
