import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Report } from '../src/model/report.js';
import { formats, render, type Format } from '../src/report/render.js';
import { hostile, hostileReport } from './support/hostile-report.js';
import { fullReport, sampleFinding, sampleProblem, sampleReport } from './support/sample-report.js';
import { parseXml, type XmlElement } from './support/xml.js';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** READINESS_UPDATE_GOLDENS=1 writes them anew, to be looked at in the diff. */
const update = process.env['READINESS_UPDATE_GOLDENS'] === '1';
/** A report of the example service that was stored once: what is rendered here does not change with the rules. */
const orders = JSON.parse(readFileSync(at('test/goldens/orders-api.report.json'), 'utf8')) as Report;
const inMonorepo: Report = { ...orders, revision: { commit: '9a0d2e1', url: 'https://github.com/acme/shop', folder: 'services/orders' } };

interface Whole {
  /** Throws where the text is not all of what was written. */
  readonly check: (text: string) => void;
  /** Part of what an incomplete scan looks like. */
  readonly incomplete: string | RegExp;
}

const lastLine: Whole = { check: (text) => expect(text).toMatch(/\ndone complete=(?:true|false) [^\n]* exit=\d\n$/), incomplete: /\ndone complete=false .* exit=3\n$/ };
const json = (incomplete: string | RegExp): Whole => ({ check: (text) => void JSON.parse(text), incomplete });
const xml = (incomplete: string | RegExp): Whole => ({ check: (text) => void parseXml(text), incomplete });

/** How each format shows that it is all there, and that not everything was judged: the table of docs/formats.md, executed. */
const whole: Readonly<Record<Format, Whole>> = {
  terminal: lastLine,
  agent: lastLine,
  github: lastLine,
  json: json('"complete": false'),
  sarif: json('"executionSuccessful": false'),
  gitlab: json('"check_name": "incomplete-parse"'),
  rdjson: json('"value": "incomplete-parse"'),
  junit: xml(/<testcase classname="readiness.scan" name="everything was judged" time="0"><error type="incomplete"/),
  badge: xml('readiness: not everything was judged'),
  html: { check: (text) => expect(text).toMatch(/<!-- readiness done complete=(?:true|false) [^\n]* exit=\d -->\n?$/), incomplete: /<!-- readiness done complete=false .* exit=3 -->/ },
  markdown: { check: (text) => expect(text).toMatch(/<!-- readiness:done complete=(?:true|false) [^\n]* exit=\d -->\n$/), incomplete: /<!-- readiness:done complete=false .* exit=3 -->/ },
};

describe.each(formats)('%s', (format) => {
  test('a run that was cut off is recognised', async () => {
    const text = await render(orders, format);
    expect(() => whole[format].check(text)).not.toThrow();
    for (const part of [0, 0.1, 0.5, 0.9, 0.99]) expect(() => whole[format].check(text.slice(0, Math.floor(text.length * part)))).toThrow();
    expect(() => whole[format].check(text.slice(0, -2))).toThrow();
  });

  test('a scan that did not see everything says so', async () => {
    const report = sampleReport({ complete: false, problems: [sampleProblem()] });
    const { incomplete } = whole[format];
    expect(await render(report, format)).toMatch(incomplete);
    expect(await render(sampleReport(), format)).not.toMatch(incomplete);
  });

  test('what a project holds can neither break it nor forge a part of it', async () => {
    const text = await render(hostileReport(), { format, full: true });
    expect(() => whole[format].check(text)).not.toThrow();
    if (format === 'json') return;
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    // For programs the name of a file stays what it is.
    if (whole[format] === lastLine) expect(text).not.toMatch(/[\u202e\u2028]/);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('goldens of the example service', () => {
  test.each(['github', 'gitlab', 'junit', 'rdjson', 'badge', 'agent'] as const)('%s', async (format) => {
    golden(`orders-api.${format}.txt`, await render(orders, format));
  });

  test('sarif, without the rules and their numbers', async () => {
    const log = JSON.parse(await render(orders, 'sarif')) as { runs: [{ tool: { driver: { rules: readonly unknown[] } }; taxonomies: unknown }] };
    const [run] = log.runs;
    run.tool.driver.rules = [];
    run.taxonomies = [];
    golden('orders-api.sarif.txt', `${JSON.stringify(log, (key, value: unknown) => (key === 'ruleIndex' ? undefined : value), 1)}\n`);
  });
});

describe('github', () => {
  test('ten errors and ten warnings, those that are new first, and the rest is announced', async () => {
    const many = (level: 'error' | 'warning'): Report['findings'] => Array.from({ length: 14 }, (_, index) => sampleFinding({ level, file: `src/${level}-${String(index).padStart(2, '0')}.ts`, fingerprint: `${level}-${String(index)}` }));
    const base = { ref: 'main', complete: true } as const;
    const text = await render(sampleReport({ findings: [...many('error'), ...many('warning'), sampleFinding({ file: 'src/old.ts', known: true })], comparison: { base, items: [], added: ['error-13'], fixed: [], waivers: [] } }), 'github');

    expect(text.match(/^::error /gm)).toHaveLength(10);
    expect(text.match(/^::warning /gm)).toHaveLength(10);
    expect(text).toMatch(/^::error file=src\/error-13\.ts,/);
    expect(text).not.toContain('src/old.ts');
    expect(text).toContain('8 more findings not annotated');
    expect(text).toContain('done complete=true findings=29 new=1 ');
  });

  test('commands are escaped: a name cannot end one, or begin another', async () => {
    const text = await render(sampleReport({ findings: [sampleFinding({ file: 'a,b:c%.ts', message: '50 %\n::error::forged' })] }), 'github');

    expect(text).toContain('::error file=a%2Cb%3Ac%25.ts,line=12,endLine=12,col=22,endColumn=31,title=require-timeout::50 %25%0A::error::forged%0AFix: pass { timeout: 5000 }\n');
    expect((await render(hostileReport(), 'github')).split('\n').filter((line) => /^::error/.test(line))).toHaveLength(2);
  });
});

test.each(['github', 'gitlab', 'junit', 'rdjson', 'sarif'] as const)('%s names files as the repository does', async (format) => {
  expect(await render(inMonorepo, format)).toContain('services/orders/src/receipts.ts');
});

describe('gitlab', () => {
  interface Entry {
    readonly description: string;
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  const entries = async (report: Report): Promise<readonly Entry[]> => JSON.parse(await render(report, 'gitlab')) as readonly Entry[];

  test('has what GitLab reads, with fingerprints of their own', async () => {
    for (const { description, fingerprint, severity, location } of [...(await entries(orders)), ...(await entries(hostileReport()))]) {
      expect(description).not.toBe('');
      expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
      expect(location.path).not.toMatch(/^\.?\//);
      expect(location.lines.begin).toBeGreaterThanOrEqual(1);
    }
    const all = [...(await entries(orders)), ...(await entries(inMonorepo))].map(({ fingerprint }) => fingerprint);
    expect(new Set(all).size).toBe(all.length);
  });

  test('moved lines keep their fingerprint', async () => {
    const moved = { ...orders, findings: orders.findings.map((finding) => ({ ...finding, line: finding.line + 7, endLine: finding.endLine + 7 })) };
    expect((await entries(moved)).map(({ fingerprint }) => fingerprint)).toEqual((await entries(orders)).map(({ fingerprint }) => fingerprint));
  });
});

describe('junit', () => {
  /** What junit-10.xsd of Jenkins' xunit plugin knows of an element, as far as we write it: attributes, those that it must have, children. */
  const shape: Readonly<Record<string, { readonly attributes: readonly string[]; readonly required: readonly string[]; readonly children: readonly string[] }>> = {
    testsuites: { attributes: ['name', 'tests', 'failures', 'errors', 'time'], required: [], children: ['testsuite'] },
    testsuite: { attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'], required: ['name', 'tests', 'failures', 'errors'], children: ['properties', 'testcase'] },
    properties: { attributes: [], required: [], children: ['property'] },
    property: { attributes: ['name', 'value'], required: ['name', 'value'], children: [] },
    testcase: { attributes: ['name', 'classname', 'file', 'line', 'time'], required: ['name', 'classname'], children: ['skipped', 'failure', 'error'] },
    ...Object.fromEntries(['failure', 'error'].map((name) => [name, { attributes: ['type', 'message'], required: ['type'], children: [] }])),
    skipped: { attributes: ['message'], required: [], children: [] },
  };

  function faults({ name, attributes, children }: XmlElement): readonly string[] {
    const known = shape[name];
    if (!known) return [`<${name}> is not known`];
    const keys = Object.keys(attributes);
    return [
      ...keys.filter((key) => !known.attributes.includes(key)).map((key) => `<${name} ${key}>`),
      ...known.required.filter((key) => !keys.includes(key)).map((key) => `<${name}> without ${key}`),
      ...children.flatMap((child) => (known.children.includes(child.name) ? faults(child) : [`<${child.name}> in <${name}>`])),
    ];
  }

  test.each([['orders-api', orders], ['a full report', fullReport()], ['hostile texts', hostileReport()]] as const)('of %s has the shape that Jenkins reads, and sums that are right', async (_, report) => {
    const root = parseXml(await render(report, 'junit'));
    const cases = root.children.flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
    const having = (outcome: string): string => String(cases.filter(({ children }) => children.some(({ name }) => name === outcome)).length);

    expect(faults(root)).toEqual([]);
    expect(root.attributes).toMatchObject({ tests: String(cases.length), failures: having('failure'), errors: having('error') });
    expect(cases).toHaveLength(report.checklist.items.length + 2);
  });
});

test('rdjson counts columns in bytes', async () => {
  const frame = { startLine: 12, lines: ["log('注文'); fetch(url);"] };
  const { diagnostics: [first] } = JSON.parse(await render(sampleReport({ findings: [sampleFinding({ column: 12, endColumn: 17, frame })] }), 'rdjson')) as { diagnostics: readonly [{ location: unknown }] };
  expect(first.location).toEqual({ path: 'src/server.ts', range: { start: { line: 12, column: 16 }, end: { line: 12, column: 21 } } });
});

test('a badge has a title for those who do not see it, and fetches nothing', async () => {
  const root = parseXml(await render(sampleReport(), 'badge'));
  expect(root.attributes['role']).toBe('img');
  expect(root.children[0]).toMatchObject({ name: 'title', text: 'readiness: verified 62, possible 78, 84 % assessed, tier prototype' });
  expect(JSON.stringify(root)).not.toMatch(/href|url\(|@import/);
  expect(hostile).toContain('<');
});

function golden(name: string, text: string): void {
  const file = at(`test/goldens/${name}`);
  if (update) writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : 'none: run with READINESS_UPDATE_GOLDENS=1');
}
