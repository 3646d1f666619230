import { modelVersion, type Checklist } from '../../src/model/checklist.js';
import { schemaVersion, type Finding, type Problem, type Report } from '../../src/model/report.js';

const source = ["app.get('/orders/:id', async (req, res) => {", '  const { id } = req.params;', '  const user = await axios.get(url);'];

/** A finding of `require-timeout` on `axios.get` in `src/server.ts`, line 12. */
export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'require-timeout',
    level: 'error',
    item: 'timeouts',
    file: 'src/server.ts',
    line: 12,
    column: 22,
    endLine: 12,
    endColumn: 31,
    message: 'axios.get has no timeout: when users.internal hangs, every request here waits for ever',
    help: 'pass { timeout: 5000 }',
    trace: [],
    confidence: 'high',
    reach: 'request',
    points: 0,
    fingerprint: 'a1b2c3',
    fixes: [],
    data: {},
    frame: { startLine: 10, lines: source },
    ...changes,
  };
}

/** A finding whose line is `line`, with `callee` in it as the site. */
export function findingOn(line: string, callee: string, changes: Partial<Finding> = {}): Finding {
  const column = line.indexOf(callee) + 1;
  const place = { line: 1, endLine: 1, column, endColumn: column + callee.length };
  return sampleFinding({ ...place, frame: { startLine: 1, lines: [line] }, ...changes });
}

export function sampleProblem(changes: Partial<Problem> = {}): Problem {
  return { kind: 'parse', severity: 'error', message: "';' expected", file: 'src/broken.ts', line: 3, ...changes };
}

/** One item of each verdict that a scan gives by itself. */
export function sampleChecklist(changes: Partial<Checklist> = {}): Checklist {
  const none = { covered: 0, open: 0, unclear: 0 };
  return {
    model: modelVersion,
    score: { verified: 62, possible: 78, assessed: 84 },
    areas: [{ area: 'reliability', verified: 70, possible: 70, assessed: 100 }, { area: 'observability', verified: 0, possible: 100, assessed: 0 }],
    tier: 'prototype',
    tiers: [
      { tier: 'prototype', reached: true, blocking: [], unseen: [] },
      { tier: 'internal', reached: false, blocking: ['timeouts'], unseen: ['logging'] },
      { tier: 'production', reached: false, blocking: ['timeouts', 'retries'], unseen: ['logging'] },
      { tier: 'critical', reached: false, blocking: ['timeouts', 'retries'], unseen: ['logging'] },
    ],
    items: [
      { id: 'retries', title: 'Retry logic with exponential backoff', area: 'reliability', weight: 4, tier: 'production', verdict: 'fail', reason: '0 of 2 sites covered', quality: 0, sites: { covered: 0, open: 2, unclear: 0 }, points: { earned: 0, of: 16.66 } },
      { id: 'timeouts', title: 'Timeouts on all external calls', area: 'reliability', weight: 8, tier: 'internal', verdict: 'partial', reason: '37 of 39 sites covered, 3 more unclear', quality: 0.73, sites: { covered: 37, open: 2, unclear: 3 }, points: { earned: 24.33, of: 33.33 } },
      { id: 'error-handling', title: 'Errors and rejections handled', area: 'reliability', weight: 8, tier: 'internal', verdict: 'pass', reason: '12 of 12 sites covered', quality: 1, sites: { covered: 12, open: 0, unclear: 0 }, points: { earned: 33.34, of: 33.34 } },
      { id: 'logging', title: 'Structured logging', area: 'observability', weight: 4, tier: 'internal', verdict: 'unknown', reason: 'no rule of this version looks at it', quality: 0, sites: none, points: { earned: 0, of: 16.67 } },
      { id: 'csrf', title: 'CSRF tokens', area: 'security', weight: 4, tier: 'internal', verdict: 'not-applicable', reason: 'no session library is called, and no cookie is set or read', quality: 0, sites: none, points: { earned: 0, of: 0 } },
    ],
    coverage: [{ practice: 'deadlines', covered: 37, sites: 39, unclear: 3 }],
    ...changes,
  };
}

/** A complete report on 42 files without findings. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion,
    gate: {},
    tool: { name: 'readiness', version: '0.1.0' },
    project: {
      name: 'orders-api',
      libraries: [{ name: 'axios', version: '1.7.2', from: 'lockfile' }],
      files: 42,
      preset: 'recommended',
    },
    checklist: sampleChecklist(),
    services: [],
    findings: [],
    suppressed: [],
    waivers: [],
    attestations: [],
    evidence: [],
    coverage: { 'require-timeout': { practice: 'deadlines', sites: 'outbound calls', pass: 37, fail: 2, unknown: 3 } },
    problems: [],
    complete: true,
    ...changes,
  };
}

/** A report in which every optional key is present and every list has an entry. */
export function fullReport(): Report {
  const place = { file: 'src/client.ts', line: 3, column: 5, endLine: 3, endColumn: 12 };
  const finding = sampleFinding({
    trace: [{ ...place, message: 'GET /orders/:id' }],
    fixes: [
      {
        title: 'set a timeout of 5 s',
        safety: 'suggestion',
        edits: [{ file: 'src/server.ts', start: 10, end: 10, text: ', { timeout: 5000 }' }],
        installs: ['p-timeout'],
      },
    ],
    data: { library: 'axios', ms: 5000, bounded: false },
  });
  return sampleReport({
    findings: [finding],
    suppressed: [{ ...sampleFinding({ line: 40, endLine: 40 }), kind: 'accepted-risk', reason: 'the job is killed after a minute', owner: '@payments', until: '2027-02-01', waiver: { file: '.readiness/waivers.yaml', line: 2 } }],
    waivers: [{
      by: 'file', file: '.readiness/waivers.yaml', line: 2, rule: 'require-timeout', target: { file: 'src/server.ts', symbol: 'Orders.load' }, item: 'timeouts', kind: 'accepted-risk', reason: 'the job is killed after a minute',
      owner: '@payments', until: '2027-02-01', issue: 'https://example.com/1', status: 'expiring', note: 'it ends in 3 days', days: 3, sites: 1,
    }],
    attestations: [{
      file: '.readiness/attestations.yaml', line: 2, item: 'alerting', says: 'met', statement: 'the pager was tried', owner: '@sre', evidence: { url: 'https://example.com/drill' }, date: '2026-11-01', until: '2027-02-01',
      invalidatedBy: ['alerts/**'], signedBy: '@ann', status: 'stale', note: 'what alerts/** holds has changed since 2026-11-01', days: 70,
    }],
    evidence: [
      {
        ...place,
        rule: 'require-timeout',
        item: 'timeouts',
        outcome: 'pass',
        message: 'bounded by timeout: 5000',
        reach: 'worker',
        trace: [],
        data: {},
      },
    ],
    problems: [sampleProblem({ help: 'mend the syntax', rule: 'require-timeout' })],
    complete: false,
  });
}
