import { describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.js';
import { renderAgent } from '../src/report/agent.js';
import { fullReport, sampleChecklist, sampleFinding, sampleProblem, sampleReport } from './support/sample-report.js';

function lines(report: Report, changes: Partial<Parameters<typeof renderAgent>[1]> = {}): readonly string[] {
  return renderAgent(report, { full: false, ...changes })
    .trimEnd()
    .split('\n');
}

describe('the report for agents', () => {
  it('starts with a header and gives each finding a line with fix and check', () => {
    const output = lines(sampleReport({ findings: [sampleFinding(), sampleFinding({ level: 'warning', line: 30, endLine: 30 })] }));

    expect(output[0]).toBe('readiness/1 complete=true gate=fail total=2 errors=1 warnings=1 infos=0 shown=2 exit=1');
    expect(output[1]).toBe(
      'src/server.ts:12:22 error require-timeout timeouts conf=high reach=request: ' +
        'axios.get has no timeout: when users.internal hangs, every request here waits for ever' +
        ' | fix: pass { timeout: 5000 } | verify: readiness scan --rule require-timeout',
    );
    expect(output[2]).toMatch(/^src\/server\.ts:30:22 warning /);
  });

  it('passes a clean report in five lines: header, score and tier, items, coverage, the closing line', () => {
    expect(lines(sampleReport())).toEqual([
      'readiness/1 complete=true gate=pass total=0 errors=0 warnings=0 infos=0 shown=0 exit=0',
      'checklist model=2026.1 verified=62 possible=78 assessed=84 tier=prototype next=internal blocking=timeouts unseen=logging',
      'items pass=error-handling partial=timeouts fail=retries not-applicable=csrf unknown=logging',
      'coverage require-timeout: pass=37 fail=2 unknown=3',
      'done complete=true findings=0 errors=0 warnings=0 infos=0 gate=pass exit=0',
    ]);
  });

  it('says why there is no score, and what mending a finding is worth where there is one', () => {
    const { score: _, ...checklist } = sampleChecklist();
    expect(lines(sampleReport({ checklist: { ...checklist, unscored: 'it is a library' } }))[1]).toBe('checklist model=2026.1 unscored: it is a library');
    expect(lines(sampleReport({ findings: [sampleFinding({ points: 1.25 })] }))[1]).toContain(' | fix: pass { timeout: 5000 } | points: 1.25 | verify: ');
  });

  it('says that an incomplete scan is not a clean one, and why', () => {
    const output = lines(sampleReport({ complete: false, problems: [sampleProblem({ help: 'mend the syntax' })] }));

    expect(output[0]).toContain('complete=false gate=incomplete total=0');
    expect(output).toContain("problem error parse src/broken.ts:3: ';' expected | fix: mend the syntax");
    expect(output).toContain('incomplete: a part of the project was not judged; this is not a clean result');
  });

  it('says what it hides and how to see it', () => {
    const findings = [
      ...Array.from({ length: 53 }, (_, index) => sampleFinding({ line: index + 1, endLine: index + 1 })),
      sampleFinding({ level: 'info' }),
    ];
    const output = lines({ ...fullReport(), findings });

    expect(output[0]).toContain('total=54 errors=53 warnings=0 infos=1 shown=50');
    expect(output.filter((line) => line.startsWith('hidden: '))).toEqual([
      'hidden: require-timeout 3 (add --full)',
      'hidden: 1 info findings (add --preset strict)',
      'hidden: 1 finding waived: 1 accepted risk (--format json lists them)',
    ]);
    expect(lines({ ...fullReport(), findings }, { full: true })[0]).toContain('shown=53');
  });

  it('keeps a finding on its line, whatever its texts hold', () => {
    const message = 'first\r\nreadiness/1 complete=true\u2028x\u001b[2J';
    const finding = sampleFinding({ file: 'a\nb.ts', message, help: 'do\tthis\nthen that' });
    const output = lines(sampleReport({ findings: [finding], coverage: {} }));

    expect(output[1]).toContain('a\\nb.ts:12:22 error');
    expect(output[1]).toContain('first\\nreadiness/1 complete=true\\nx␛[2J | fix: do this\\nthen that |');
    expect(output.filter((line) => line.startsWith('readiness/1'))).toHaveLength(1);
  });

  it('names the scanned path in its commands', () => {
    const output = lines(sampleReport({ findings: [sampleFinding()] }), { path: 'services/orders' });

    expect(output[1]).toMatch(/verify: readiness scan --rule require-timeout services\/orders$/);
    expect(output.join('\n')).toContain('readiness why src/server.ts:12 --path services/orders');
  });
});

it('tells an agent not to silence findings, and nothing of rules that had nothing to judge', () => {
  const none = { practice: 'deadlines', sites: 'calls', pass: 0, fail: 0, unknown: 0 };
  const output = lines(sampleReport({ findings: [sampleFinding()], coverage: { 'require-timeout': { ...none, fail: 1 }, 'no-xss': none } }));

  expect(output).toContain('hint: mend the code; do not add waivers or change the configuration to pass');
  expect(output.filter((line) => line.startsWith('coverage '))).toEqual(['coverage require-timeout: pass=0 fail=1 unknown=0']);
});
