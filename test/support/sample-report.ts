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

/** A complete report on 42 files without findings. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    schemaVersion,
    tool: { name: 'readiness', version: '0.1.0' },
    project: {
      name: 'orders-api',
      libraries: [{ name: 'axios', version: '1.7.2', from: 'lockfile' }],
      files: 42,
      preset: 'recommended',
    },
    findings: [],
    suppressed: [],
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
    suppressed: [{ ...sampleFinding({ line: 40, endLine: 40 }), reason: 'the job is killed after a minute' }],
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
