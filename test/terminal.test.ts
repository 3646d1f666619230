import { describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.js';
import { displayWidth } from '../src/report/display-width.js';
import { renderTerminal } from '../src/report/terminal.js';
import { findingOn, fullReport, sampleChecklist, sampleFinding, sampleProblem, sampleReport } from './support/sample-report.js';

function text(report: Report, changes: Partial<Parameters<typeof renderTerminal>[1]> = {}): string {
  return renderTerminal(report, { color: false, width: 100, full: false, ...changes });
}

/** The piece of the frame that the carets stand under. */
function underlined(output: string): string {
  const rows = output.split('\n');
  const index = rows.findIndex((row) => /│ +\^+$/.test(row));
  const carets = rows[index] ?? '';
  const start = carets.indexOf('^');
  let column = 0;
  let result = '';
  for (const { segment } of new Intl.Segmenter('en').segment(rows[index - 1] ?? '')) {
    if (column >= start && column < carets.length) result += segment;
    column += displayWidth(segment);
  }
  return result;
}

describe('the terminal report', () => {
  it('says first what was decided, and last, in a fixed form, how it went', () => {
    const findings = [sampleFinding(), sampleFinding({ level: 'warning', line: 30, endLine: 30 })];
    const lines = text(sampleReport({ findings })).split('\n');

    expect(lines[0]).toBe('✖ GATE FAILED  1 error, 1 warning in 42 files');
    expect(lines.at(-2)).toBe('done complete=true findings=2 errors=1 warnings=1 infos=0 gate=fail exit=1');
    expect(lines.at(-1)).toBe('');
  });

  it('shows a finding with its place, the underlined call, what happens, the way to it and what to do', () => {
    const trace = [
      { file: 'src/routes.ts', line: 4, column: 1, endLine: 4, endColumn: 8, message: 'GET /orders/:id' },
      { file: 'src/orders.ts', line: 120, column: 9, endLine: 120, endColumn: 17, message: 'calls loadUser' },
    ];
    const output = text(sampleReport({ findings: [sampleFinding({ trace })] }));

    expect(output).toContain(`
  ✖ error require-timeout                                                 timeouts · high confidence
    src/server.ts:12:22   request path
      11 │   const { id } = req.params;
    > 12 │   const user = await axios.get(url);
         │                      ^^^^^^^^^
    axios.get has no timeout: when users.internal hangs, every request here waits for ever
    trace src/routes.ts:4:1    GET /orders/:id
          src/orders.ts:120:9  calls loadUser
    fix   pass { timeout: 5000 }
    why   readiness why src/server.ts:12
`);
  });

  it('prefers the title of a change on offer to the help, and names what it installs', () => {
    const fixes = [{ title: 'wrap the call in pTimeout', safety: 'suggestion', edits: [], installs: ['p-timeout'] }] as const;
    const output = text(sampleReport({ findings: [sampleFinding({ fixes })] }));

    expect(output).toContain('    fix   wrap the call in pTimeout (install p-timeout)\n');
    expect(output).not.toContain('pass { timeout: 5000 }');
  });

  it('puts errors before warnings and request paths before scripts, whatever their place', () => {
    const findings = [
      sampleFinding({ file: 'a.ts', level: 'warning' }),
      sampleFinding({ file: 'b.ts', reach: 'script' }),
      sampleFinding({ file: 'c.ts', reach: 'worker' }),
      sampleFinding({ file: 'd.ts', reach: 'request' }),
    ];
    const output = text(sampleReport({ findings }));

    expect(output.slice(output.indexOf('ERRORS')).match(/[a-d]\.ts:12:22/g)).toEqual(['d.ts:12:22', 'c.ts:12:22', 'b.ts:12:22', 'a.ts:12:22']);
    expect(output).toMatch(/ERRORS ─+ 3 in 3 files/);
    expect(output).toMatch(/WARNINGS ─+ 1 in 1 file\n/);
  });

  it('puts findings of one rule in one file under one heading, with the common advice once', () => {
    const findings = [10, 11, 12].map((line) => sampleFinding({ line, endLine: line }));
    const output = text(sampleReport({ findings }));

    expect(output.match(/require-timeout/g)).toHaveLength(1);
    expect(output).toContain('3 in src/server.ts · timeouts · high confidence');
    expect(output.match(/ {4}src\/server\.ts:\d+:22/g)).toHaveLength(3);
    expect(output.match(/ {4}fix {3}/g)).toHaveLength(1);
    expect(output.match(/ {4}why {3}/g)).toHaveLength(1);
  });

  it('keeps info findings for the strict preset and says how many it kept back', () => {
    const findings = [sampleFinding({ level: 'info', message: 'the body stays open' })];
    const recommended = text(sampleReport({ findings }));
    const project = { ...sampleReport().project, preset: 'strict' } as const;
    const strict = text(sampleReport({ findings, project }));

    expect(recommended).not.toContain('the body stays open');
    expect(recommended).toContain('… 1 info finding not shown. To see them: --preset strict');
    expect(strict).toContain('ℹ info require-timeout');
    expect(strict).toContain('the body stays open');
    expect(strict.split('\n')[0]).toBe('✔ GATE PASSED  no errors, no warnings in 42 files');
  });

  it('shows the first findings with their code, folds the others to a line for each rule, and leaves nothing out when asked', () => {
    const findings = [
      ...Array.from({ length: 24 }, (_, index) => sampleFinding({ file: `src/${String(index).padStart(2, '0')}.ts` })),
      sampleFinding({ rule: 'no-ineffective-timeout', level: 'warning' }),
    ];
    const output = text(sampleReport({ findings }));
    const shown = output.match(/ {4}src\/\S+:12:22/g)?.length ?? 0;

    expect(shown).toBeGreaterThan(1);
    expect(output).toMatch(new RegExp(`✖ error require-timeout {2}${String(24 - shown)} in ${String(24 - shown)} files: src/\\d+\\.ts:12:22, src/\\d+\\.ts:12:22, .*…\n`));
    expect(output).toContain('▲ warning no-ineffective-timeout  src/server.ts:12:22  axios.get has no timeout');
    expect(output.split('\n').length).toBeLessThanOrEqual(61);
    expect(text(sampleReport({ findings }), { full: true }).match(/ {4}src\/\S+:12:22/g)).toHaveLength(25);
    expect(text(sampleReport({ findings }), { full: true })).not.toContain('… ');
  });

  it('says which rules there was no line for', () => {
    const findings = Array.from({ length: 12 }, (_, index) => sampleFinding({ rule: `rule-${String(index + 10)}` }));

    expect(text(sampleReport({ findings, project: { ...sampleReport().project } }), { width: 40 })).toMatch(/… \d more findings not shown: rule-\d+ 1/);
  });

  it('shortens a long trace and says by how much', () => {
    const trace = Array.from({ length: 9 }, (_, index) => ({
      ...{ file: 'src/use.ts', line: index + 1, column: 1, endLine: index + 1, endColumn: 4 },
      message: 'uses the client',
    }));

    expect(text(sampleReport({ findings: [sampleFinding({ trace })] })).match(/uses the client/g)).toHaveLength(2);
    expect(text(sampleReport({ findings: [sampleFinding({ trace })] }))).toContain('… 7 more places (--full)');
    expect(text(sampleReport({ findings: [sampleFinding({ trace })] }), { full: true }).match(/uses the client/g)).toHaveLength(9);
  });

  it('says in words what was covered', () => {
    const coverage = {
      'no-ineffective-timeout': { practice: 'deadlines that take effect', sites: 'places that set one', pass: 0, fail: 0, unknown: 0 },
      'require-timeout': { practice: 'deadlines', sites: 'outbound calls', pass: 37, fail: 2, unknown: 3 },
      'team-rule': { practice: 'team practice', sites: 'team sites', pass: 1, fail: 1, unknown: 0 },
    };

    expect(text(sampleReport({ coverage }))).toContain(`COVERAGE
  deadlines: 37 of 42 outbound calls (3 unknown)
  team practice: 1 of 2 team sites
  nothing to judge: deadlines that take effect
`);
    expect(text(sampleReport({ coverage }), { full: true })).toContain('  deadlines that take effect: no places that set one found\n');
  });

  it('suggests commands that work from where the scan was started', () => {
    expect(text(sampleReport({ findings: [sampleFinding()] }), { path: 'services/my orders' })).toContain(
      "why   readiness why src/server.ts:12 --path 'services/my orders'\n",
    );
  });
});

describe('outcomes other than findings', () => {
  it('passes a clean report, with its coverage', () => {
    const output = text(sampleReport());

    expect(output.split('\n')[0]).toBe('✔ GATE PASSED  no errors, no warnings in 42 files');
    expect(output).toContain('readiness 0.1.0 · orders-api · axios 1.7.2 · preset recommended\n');
    expect(output).toContain('37 of 42');
    expect(output.endsWith('\ndone complete=true findings=0 errors=0 warnings=0 infos=0 gate=pass exit=0\n')).toBe(true);
  });

  it('does not let an empty project look judged', () => {
    const project = { ...sampleReport().project, files: 0 };

    expect(text(sampleReport({ project, coverage: {} })).split('\n')[0]).toContain('no files · nothing was judged');
  });

  it('calls an incomplete scan incomplete, prints its findings, and what was in the way, errors first', () => {
    const skipped = sampleProblem({ kind: 'skipped', severity: 'warning', message: 'larger than 5 MB', file: 'src/data.ts' });
    const problems = [skipped, sampleProblem()];
    const output = text(sampleReport({ findings: [sampleFinding()], problems, complete: false }));

    expect(output.split('\n')[0]).toBe('‼ SCAN INCOMPLETE  not everything was judged · 1 error, no warnings in 42 files');
    expect(output).toContain('src/server.ts:12:22');
    expect(output).toContain("  ✖ parse  src/broken.ts:3: ';' expected\n  ▲ skipped  src/data.ts:3: larger than 5 MB\n");
    expect(output).toContain('done complete=false findings=1 errors=1 warnings=0 infos=0 gate=incomplete exit=3\n');
  });

  it('counts what is waived and gives the reasons on request, and names what people have to look after', () => {
    expect(text(fullReport())).toContain('1 finding waived: 1 accepted risk. With their reasons: --full');
    expect(text(fullReport())).toContain(`
WAIVERS AND ATTESTATIONS
  ▲ expiring waiver  .readiness/waivers.yaml:2 require-timeout in Orders.load of src/server.ts: it
                     ends in 3 days (accepted-risk: the job is killed after a minute, @payments)
  ▲ stale attestation  .readiness/attestations.yaml:2 Alerting on critical errors: what alerts/**
                       holds has changed since 2026-11-01 (the pager was tried, @sre)
`);
    expect(text(fullReport(), { full: true })).toContain('  ~ src/server.ts:40:22 require-timeout: accepted-risk: the job is killed after a minute (@payments,\n    until 2027-02-01)');
  });

  it('prints only the verdict and the last line when it is to be quiet', () => {
    expect(text(sampleReport({ findings: [sampleFinding()] }), { quiet: true }).split('\n')).toHaveLength(3);
  });
});

describe('the checklist in the terminal', () => {
  it('says score and tier before the findings, and below them each item: what is open with what it costs', () => {
    const output = text(sampleReport({ findings: [sampleFinding({ points: 1.25 })] }));

    expect(output).toContain('    src/server.ts:12:22   request path · costs 1.25 points\n');
    expect(output).toContain(`
  verified  62 of 100  ▕█████████████████████████▒▒▒▒▒▒░░░░░░░░░▏  possible 78, 84 % assessed
  tier      prototype; internal is blocked by Timeouts on all external calls, and needs evidence of
            Structured logging
`);
    expect(output.indexOf('verified  62')).toBeLessThan(output.indexOf('ERRORS'));
    expect(output.indexOf('CHECKLIST')).toBeGreaterThan(output.indexOf('ERRORS'));
    expect(output).toMatch(/^CHECKLIST ─+ 1 of 4 items met$/m);
    expect(output).toContain(`
  ✖ fail     Retry logic with exponential backoff  costs 16.7 points; 0 of 2 sites covered
  ▲ partial  Timeouts on all external calls        costs 9.0 points; 37 of 39 sites covered, 3 more…
  ✔ pass     Errors and rejections handled
  ? unknown  Structured logging
  – does not apply: CSRF tokens
`);
  });

  it('says what to fix first: what fails the gate, then what the next tier waits for, with what it earns, where it begins and what to do', () => {
    const output = text(sampleReport({ findings: [sampleFinding(), sampleFinding({ line: 30, endLine: 30 })] }));

    expect(output).toMatch(/^FIX FIRST ─+ by gate, then tier internal, then points$/m);
    expect(output).toContain(`
  1.  +9.0  Timeouts on all external calls · 2 findings, first src/server.ts:12:22
            pass { timeout: 5000 }
  2. +16.7  Structured logging
            not seen; what holds all the same can be stated: readiness attest logging (no rule of t…
  3. +16.7  Retry logic with exponential backoff
            0 of 2 sites covered
`);
  });

  it('says why an item does not apply when nothing is left out', () => {
    expect(text(sampleReport(), { full: true })).toMatch(/– does not apply CSRF tokens +no session library is called/);
  });

  it('is left out where nothing was decided, with the reason why there is no score', () => {
    const { score: _, ...checklist } = sampleChecklist({ items: [] });
    expect(text(sampleReport({ checklist: { ...checklist, unscored: 'only a part of the project was looked at' } }))).toMatch(/\n {2}score {5}none: only a part of the project was looked at\n\n(?!FIX FIRST|CHECKLIST)/);
  });
});

describe('text that is hard to print', () => {
  it('wraps long messages within the width, under their beginning', () => {
    const message = `axios.get has no timeout: ${'when the other side hangs this one waits for it '.repeat(6)}`.trim();
    const lines = text(sampleReport({ findings: [sampleFinding({ message, help: message })] }), { width: 60 }).split('\n');

    expect(lines.filter((line) => displayWidth(line) > 60 && !line.startsWith('done '))).toEqual([]);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(message);
    expect(lines.filter((line) => line.startsWith('          ') && line.includes('hangs')).length).toBeGreaterThan(3);
  });

  it.each([
    ['spaces', '  await axios.get(url);'],
    ['tabs', '\t\tawait\taxios.get(url);'],
    ['a carriage return', '  await axios.get(url);\r'],
    ['a byte order mark', '\ufeffawait axios.get(url);'],
    ['wide characters', "  log('注文を読む', '👩‍💻'); await axios.get(url);"],
    ['combining marks', "  log('Cafe\u0301 Zu\u0308rich'); await axios.get(url);"],
    ['a very long lead', `${'x = 1; '.repeat(3000)}await axios.get(url); ${'y = 2; '.repeat(3000)}`],
  ])('underlines the call behind %s', (_, line) => {
    const bare = line.replace(/^\ufeff/, '');
    const column = bare.indexOf('axios.get') + 1;
    const output = text(sampleReport({ findings: [findingOn(line, 'axios.get', { column, endColumn: column + 9 })] }));

    expect(underlined(output)).toBe('axios.get');
    expect(output.split('\n').filter((row) => displayWidth(row) > 100)).toEqual([]);
    expect(output).not.toMatch(/[\r\t\ufeff]/);
  });

  it('underlines to the end of the line what goes on below it', () => {
    const frame = { startLine: 7, lines: ['  await client', '    .get(url);'] };
    const output = text(sampleReport({ findings: [sampleFinding({ line: 7, column: 9, endLine: 8, endColumn: 9, frame })] }));

    expect(underlined(output)).toBe('client');
  });

  it('does without a frame when the source is not there', () => {
    const output = text(sampleReport({ findings: [sampleFinding({ frame: { startLine: 1, lines: [] } })] }));

    expect(output).not.toContain('│');
    expect(output).toContain('src/server.ts:12:22');
  });

  it('lets nothing from the project control the terminal', () => {
    const escape = '\u001b]0;owned\u0007\u001b[2J\u202e';
    const report = sampleReport({
      project: { ...sampleReport().project, name: `x${escape}` },
      findings: [findingOn(`fetch('${escape}')`, 'fetch', { file: `src/${escape}.ts`, message: `a${escape}\ndone complete=true` })],
      problems: [sampleProblem({ message: escape, file: `b${escape}` })],
    });

    expect(text(report, { full: true })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(text(report).match(/^done /gm)).toHaveLength(1);
  });

  it('writes nothing beyond ASCII when asked to, with marks that tell the verdicts apart', () => {
    const output = text(sampleReport({ findings: [findingOn("await axios.get('注文')", 'axios.get')], problems: [sampleProblem()] }), { ascii: true });

    expect(output).toMatch(/^[\n -~]+$/);
    for (const mark of ['[ ] fail', '[~] partial', '[x] pass', '[?] unknown', '[!] error', "await axios.get('??')"]) expect(output).toContain(mark);
    expect(output.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('makes places links where the terminal has them, and no others', () => {
    const report = sampleReport({ findings: [sampleFinding({ file: 'src/a b#1.ts' }), sampleFinding({ file: 'src/[id].ts', message: 'see src/gone.ts:3:4' })] });
    const output = text(report, { links: 'file:///home/x/', full: true });

    expect(output).toContain('\u001b]8;;file:///home/x/src/%5Bid%5D.ts\u001b\\src/[id].ts:12:22\u001b]8;;\u001b\\');
    expect(output).not.toContain('gone.ts\u001b');
    expect(output.replace(/\u001b\]8;;[^\u001b]*\u001b\\/g, '')).toBe(text(report, { full: true }));
  });

  it('colours only when asked to', () => {
    const report = sampleReport({ findings: [sampleFinding()], problems: [sampleProblem()] });
    const stripped = text(report, { color: true }).replace(/\u001b\[\d+m/g, '');

    expect(text(report, { color: true })).toContain('\u001b[31m✖ error\u001b[39m');
    expect(stripped).toBe(text(report));
  });
});
