import { catchSites, rangeOf, type CatchSite } from '../../src/analysis/catches/catch-sites.js';
import { OutboundWork } from '../../src/analysis/catches/outbound-work.js';
import { blockResponse, chainResponse } from '../../src/analysis/catches/silence.js';
import { closes } from '../../src/analysis/catches/closing.js';
import type { FileView, Project } from '../../src/analysis/project.js';
import { nameOfCall, wayTo, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

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
  },
});

function judgeCatch({ file, facts, project }: FileView, site: CatchSite): Evidence | undefined {
  const work = OutboundWork.of(project);
  const { outbound, open } = site.is === 'block' ? work.inSteps(file, site.body, false) : work.ofPromise(file, site.promise);
  const [first] = outbound;
  if (!first && !open) return undefined;
  const response = site.is === 'block' ? blockResponse(facts, site) : chainResponse(project, facts, site);
  if (!first && response.is !== 'silent') return undefined;
  const [start, end] = rangeOf(facts, site);
  const base = { rule: id, span: { file, start, end }, ...(site.is === 'block' ? wayToFunction(project, file, site.fn) : wayTo(project, site.ref)), confidence: 'high' as const, fixes: [], data: {} };
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
