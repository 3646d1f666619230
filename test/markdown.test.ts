import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/model/report.js';
import { list } from '../src/report/markdown/nodes.js';
import { fit, rowsPart, type Part } from '../src/report/markdown/part.js';
import { isNoteworthy, renderAll, renderMarkdown, renderResolved, type MarkdownOptions } from '../src/report/markdown/render-markdown.js';
import { sampleChecklist, sampleFinding, sampleReport } from './support/sample-report.js';

const hostile = 'a|b `c` <img src=x onerror=1> @acme/team #12 acme/x#3 GH-4 ](javascript:alert(1)) https://evil.example/issues/1 www.evil.example <!-- x --> --> \n\n# heading\n/close\n| - | ``` $1 \u202e *b* _i_ ~~s~~ [^1] </details>';
const head = 'a'.repeat(40);
const base = 'b'.repeat(40);

function compared(changes: Partial<Report> = {}): Report {
  const added = sampleFinding({ fingerprint: 'new', points: 1.2, owner: '@payments' });
  return sampleReport({
    findings: [added, sampleFinding({ fingerprint: 'old', line: 30, points: 0.4 })],
    revision: { commit: head, branch: 'feature', url: 'https://github.com/acme/shop', folder: 'services/orders' },
    comparison: {
      base: { ref: 'main', commit: base, complete: true, score: { verified: 67, possible: 80, assessed: 84 }, tier: 'prototype' },
      items: [
        { id: 'timeouts', title: 'Timeouts on all external calls', area: 'reliability', before: 'pass', after: 'partial', reasons: { before: '3 of 3 sites covered', after: '37 of 39 sites covered' }, points: -5.12, worse: true },
        { id: 'logging', title: 'Structured logging', area: 'observability', before: 'fail', after: 'pass', reasons: { before: 'console.log', after: 'pino writes records' }, points: 0.2, worse: false },
      ],
      points: -4.92,
      added: ['new'],
      fixed: [sampleFinding({ fingerprint: 'gone', file: 'src/gone.ts', line: 7, rule: 'no-floating-promise', message: 'the promise of save is not awaited' })],
      waivers: [{ by: 'file', file: '.readiness/waivers.yaml', line: 12, rule: 'require-timeout', target: { file: 'src/a.ts', symbol: '' }, kind: 'accepted-risk', reason: 'the sidecar ends it', owner: '@bob', until: '2027-01-01', status: 'active', note: 'it is followed', days: 40, sites: 1 }],
    },
    ...changes,
  });
}

/** A report in which everything that a repository may say is hostile. */
function hostileReport(): Report {
  const report = compared();
  const finding = sampleFinding({ rule: 'r', file: hostile, message: hostile, help: hostile, owner: hostile, fingerprint: 'new', points: 1 });
  const place = { file: hostile, line: 1 };
  return {
    ...report,
    project: { ...report.project, name: hostile },
    findings: [finding],
    services: [{ name: hostile, dir: hostile, files: 1, errors: 0, warnings: 0, checklist: sampleChecklist() }],
    problems: [{ kind: 'parse', severity: 'error', message: hostile, help: hostile, file: hostile, line: 1 }],
    complete: false,
    checklist: { ...report.checklist, items: report.checklist.items.map((item) => ({ ...item, reason: hostile })) },
    attestations: [{ ...place, says: 'met', statement: hostile, owner: hostile, invalidatedBy: [], status: 'expired', note: hostile }],
    comparison: {
      base: { ref: hostile, commit: base, complete: true },
      items: (report.comparison?.items ?? []).map((item) => ({ ...item, reasons: { before: hostile, after: hostile } })),
      added: ['new'],
      fixed: [finding],
      waivers: [{ ...place, by: 'file', rule: hostile, target: { file: hostile, symbol: hostile }, kind: 'accepted-risk', reason: hostile, owner: hostile, until: hostile, status: 'active', note: hostile, sites: 1 }],
    },
  };
}

function parsed(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function nodesOf(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}

/** Tags and comments that we write ourselves; `<summary>` holds escaped text only. */
const own = /^(?:<details><summary>[^<>]*<\/summary>|<\/details>|<sub>|<\/sub>|<!-- readiness:(?:v1 project=[\w.%*~'!]*(?:-[\w.%*~'!]+)*|done [\w= ]+) -->)$/;

function checkStructure(text: string): void {
  const nodes = nodesOf(parsed(text));
  expect(nodes.flatMap((node) => (node.type === 'html' && !own.test(node.value) ? [node.value] : []))).toEqual([]);
  for (const node of nodes) {
    if (node.type === 'table') expect(new Set(node.children.map((row) => row.children.length)).size).toBe(1);
    if (node.type === 'link') expect(node.url).toMatch(/^https:\/\/github\.com\/acme\/shop\//);
  }
  const tags = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
  expect(tags.filter((tag) => tag.startsWith('<details>')).length).toBe(tags.filter((tag) => tag === '</details>').length);
}

/** All that a reader sees but code, in which nobody is called. */
function prose(text: string): string {
  return nodesOf(parsed(text)).flatMap((node) => (node.type === 'text' ? [node.value] : [])).join('\n');
}

describe('the comment on a pull request', () => {
  const text = renderMarkdown(compared());

  test('says first what was decided, then the numbers', () => {
    const lines = text.split('\n').filter(Boolean);
    expect(lines[0]).toBe('<!-- readiness:v1 project=orders-api -->');
    expect(lines[1]).toBe('### ✖ Gate failed: 1 new error; Timeouts on all external calls got worse: pass → partial');
    expect(lines[2]).toMatch(/^\*\*Verified 62\*\* \(possible 78\) · \*\*−4\.9\*\* against `main` · 84 % assessed · tier \*prototype\*; \*internal\* is blocked by Timeouts on all external calls, and needs evidence of Structured logging$/);
    expect(lines.at(-1)).toBe('<!-- readiness:done complete=true findings=2 errors=2 warnings=0 infos=0 exit=1 -->');
  });

  test('says what changed, what it cost or earned, and why, with a link to the line', () => {
    expect(text).toContain(`| **Timeouts on all external calls** | ✔ pass → ◐ partial | −5.1 | [\`src/server.ts:12\`](https://github.com/acme/shop/blob/${head}/services/orders/src/server.ts#L12) axios.get has no timeout`);
    expect(text).toContain('| **Structured logging** | ✖ fail → ✔ pass | **+0.20** | pino writes records |');
    expect(text).toContain('#### New findings: 1');
    expect(text).not.toContain('src/server.ts:30`](https://github.com/acme/shop/blob/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/services/orders/src/server.ts#L30) **require-timeout**');
  });

  test('says what was fixed, at the commit that had it', () => {
    expect(text).toContain(`- ✔ **no-floating-promise** in [\`src/gone.ts:7\`](https://github.com/acme/shop/blob/${base}/services/orders/src/gone.ts#L7): the promise of save is not awaited`);
  });

  test('says what to mend first, and what waits for a person', () => {
    expect(text).toMatch(/#### Fix first, on the way to internal\n\n1\. \*\*\+9\.0\*\* Timeouts on all external calls: .*src\/server\.ts:12.*pass \{ timeout: 5000 \}/);
    expect(text).toMatch(/Waiver added here\*\* for require-timeout, .*the sidecar ends it .*until 2027-01-01\)\. Is that enough\?/);
    expect(text).toContain('- ? **Structured logging** (`logging`): no rule of this version looks at it');
  });

  test('without a comparison it shows the state', () => {
    const state = renderMarkdown(sampleReport({ findings: [sampleFinding()] }));
    expect(state).toContain('### ✖ Gate failed: 1 error\n');
    expect(state).toContain('#### Findings: 1\n\n- ✖ error `src/server.ts:12` **require-timeout**: axios.get has no timeout');
    expect(state).not.toContain('Changed here');
  });

  test('an incomplete scan is never called clean', () => {
    expect(renderMarkdown(sampleReport({ complete: false, problems: [{ kind: 'parse', severity: 'error', message: "';' expected", file: 'a.ts', line: 3 }] }))).toMatch(/### ‼ Scan incomplete: not everything was judged\n[^]*`a\.ts:3` ';' expected/);
  });

  test('links as GitLab and Bitbucket do, and folds nothing where tags are text', () => {
    expect(renderMarkdown(compared(), { forge: 'gitlab', url: 'https://git.acme.internal/shop' })).toContain(`(https://git.acme.internal/shop/-/blob/${head}/services/orders/src/server.ts#L12)`);
    const bitbucket = renderMarkdown(compared(), { forge: 'bitbucket', url: 'https://bitbucket.org/acme/shop' });
    expect(bitbucket).toContain(`(https://bitbucket.org/acme/shop/src/${head}/services/orders/src/server.ts#lines-12)`);
    expect(bitbucket).not.toMatch(/<(?:details|sub|!--)/);
    expect(bitbucket.startsWith('[//]: # (readiness:v1 project=orders-api)\n')).toBe(true);
  });

  test('is worth a comment when something changed or the gate does not pass', () => {
    expect(isNoteworthy(compared())).toBe(true);
    expect(isNoteworthy(sampleReport())).toBe(false);
    expect(isNoteworthy(sampleReport({ complete: false }))).toBe(true);
    expect(isNoteworthy(sampleReport({ comparison: { base: { ref: 'main', complete: true }, items: [], points: 0, added: [], fixed: [], waivers: [] } }))).toBe(false);
    expect(renderResolved([sampleReport()])).toContain('### ✔ Everything flagged earlier is resolved\n\n**Verified 62**');
  });
});

describe('several services', () => {
  const other = (name: string, changes: Partial<Report> = {}): Report => ({ ...sampleReport(changes), project: { ...sampleReport().project, name } });
  const text = renderAll([compared(), other('quiet'), other('broken', { findings: [sampleFinding()] })]);

  test('share one comment: a table of all, and below it those that have something to say', () => {
    expect(text.startsWith('<!-- readiness:v1 project=* -->\n\n### ✖ 2 of 3 services fail their gates\n')).toBe(true);
    expect(text).toContain('| orders-api | 62 | −4.9 | prototype | ✖ Gate failed: 1 new error; Timeouts on all external calls got worse: pass → partial |');
    expect(text).toContain('| quiet | 62 | – | prototype | ✔ Gate passed |');
    expect(text).toContain('<details><summary>broken</summary>');
    expect(text).not.toContain('<details><summary>quiet</summary>');
    checkStructure(text);
  });

  test('the services of one report stand in a table', () => {
    const services = [{ name: 'orders', dir: 'services/orders', files: 3, errors: 2, warnings: 0, checklist: sampleChecklist() }];
    expect(renderMarkdown(sampleReport({ services }))).toContain('| orders `services/orders` | 62 | 78 | prototype | 2 | 0 |');
  });
});

describe('what a repository says', () => {
  const forms: readonly MarkdownOptions[] = [{ form: 'comment' }, { form: 'summary' }, { form: 'comment', forge: 'gitlab' }];

  test.each(forms)('cannot break out of its place, call anybody or refer to anything: %o', (options) => {
    const text = renderMarkdown(hostileReport(), options);
    checkStructure(text);
    expect(prose(text)).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./i);
    // A line of its own would be a command to GitLab.
    expect(text).not.toMatch(/^\s*\/\w/m);
  });

  test('cannot break out of a folded service, nor of the marker', () => {
    checkStructure(renderAll([hostileReport(), hostileReport()]));
    expect(renderMarkdown(hostileReport()).split('\n')[0]).toMatch(/^<!-- readiness:v1 project=[^<>]*[^-<>] -->$/);
  });

  test('an address that is none of the web is no link', () => {
    const report = compared({ revision: { commit: head, url: 'javascript:alert(1)', folder: '' } });
    expect(nodesOf(parsed(renderMarkdown(report))).filter(({ type }) => type === 'link')).toEqual([]);
  });
});

describe('a huge report', () => {
  const findings = Array.from({ length: 700 }, (_, at) => sampleFinding({ file: `src/a${String(at)}.ts`, fingerprint: String(at), message: 'waits for ever '.repeat(12), points: 0.01 }));
  const services = Array.from({ length: 200 }, (_, at) => ({ name: `service-${String(at)}`, dir: `services/service-${String(at)}`, files: 1, errors: 0, warnings: 0, checklist: sampleChecklist() }));

  test('is cut before the limit, at whole rows, says so, and still ends as it should', () => {
    const text = renderMarkdown(compared({ findings, services, comparison: { base: { ref: 'main', complete: true }, items: [], added: findings.map(({ fingerprint }) => fingerprint), fixed: findings, waivers: [] } }));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(45_000);
    expect(text).toContain('… 690 more new findings not shown here: the JSON and HTML reports have them all.');
    expect(text).toMatch(/… \d+ more fixed findings not shown here/);
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^<!-- readiness:done complete=true findings=700 /);
    checkStructure(text);
  });

  test('gives rows of its longest part away, and counts bytes where bytes are limited', () => {
    const rows = Array.from({ length: 300 }, (_, at) => `ö${String(at)}`);
    const part = (most: number): readonly Part[] => rowsPart(rows.slice(0, most), { title: [], noun: 'line', body: (shown) => [list(shown)] });
    const text = fit([...part(300), ...part(10)], { most: 600, measure: (one) => Buffer.byteLength(one) });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(600);
    expect(Buffer.byteLength(text)).toBeGreaterThan(450);
    expect(text).toMatch(/- ö0\n- ö1\n[^]*… \d+ more lines not shown here[^]*- ö9$/);
  });
});
