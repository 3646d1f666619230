import { describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.js';
import { renderJson } from '../src/report/json.js';
import { formats, render } from '../src/report/render.js';
import { reportJsonSchema, reportSchema } from '../src/report/schema.js';
import { verdict } from '../src/report/verdict.js';
import { fullReport, sampleFinding, sampleReport } from './support/sample-report.js';

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
}

describe('the JSON report', () => {
  it('gives back the report, in readable form, with a line break at the end', () => {
    expect(JSON.parse(renderJson(fullReport()))).toEqual(fullReport());
    expect(renderJson(sampleReport())).toMatch(/^\{\n {2}"schemaVersion": 1,\n {2}"tool": \{\n[^]*\n\}\n$/);
  });

  it('does not depend on the order in which objects were put together', () => {
    expect(renderJson(reversed(fullReport()) as Report)).toBe(renderJson(fullReport()));
  });

  it('names rule and place of a finding first', () => {
    const [finding] = (JSON.parse(renderJson(fullReport())) as Report).findings;

    expect(Object.keys(finding ?? {}).slice(0, 5)).toEqual(['rule', 'level', 'item', 'file', 'line']);
  });
});

describe('the schema of the report', () => {
  it('accepts what is written', () => {
    expect(reportSchema.parse(JSON.parse(renderJson(fullReport())))).toEqual(fullReport());
    expect(reportSchema.safeParse(JSON.parse(renderJson(sampleReport()))).success).toBe(true);
  });

  it.each([
    ['a missing key', ({ complete: _, ...rest }: Report) => rest],
    ['a new key', (report: Report) => ({ ...report, score: 62 })],
    ['a new key in a finding', (report: Report) => ({ ...report, findings: [{ ...sampleFinding(), severity: 2 }] })],
    ['another version', (report: Report) => ({ ...report, schemaVersion: 2 })],
    ['an unknown level', (report: Report) => ({ ...report, findings: [{ ...sampleFinding(), level: 'fatal' }] })],
    ['an unknown item', (report: Report) => ({ ...report, findings: [{ ...sampleFinding(), item: 'timeout' }] })],
    ['a line 0', (report: Report) => ({ ...report, findings: [sampleFinding({ line: 0 })] })],
    ['a suppression without its reason', (report: Report) => ({ ...report, suppressed: [sampleFinding()] })],
  ])('rejects %s', (_, change) => {
    expect(reportSchema.safeParse(change(fullReport())).success).toBe(false);
  });

  it('can be had as JSON Schema, with each key of a finding', () => {
    const schema = reportJsonSchema() as { readonly required: readonly string[]; readonly properties: Readonly<Record<string, unknown>> };
    const findings = schema.properties['findings'] as { readonly items: { readonly required: readonly string[] } };

    expect(schema.required.toSorted()).toEqual(Object.keys(fullReport()).toSorted());
    expect(findings.items.required.toSorted()).toEqual(Object.keys(sampleFinding()).toSorted());
  });
});

describe('the verdict', () => {
  it.each([
    ['nothing found', sampleReport(), 'pass', 0],
    ['an error', sampleReport({ findings: [sampleFinding()] }), 'fail', 1],
    ['a warning', sampleReport({ findings: [sampleFinding({ level: 'warning' })] }), 'fail', 1],
    ['an info finding', sampleReport({ findings: [sampleFinding({ level: 'info' })] }), 'pass', 0],
    ['an incomplete scan', sampleReport({ complete: false }), 'incomplete', 3],
    ['an incomplete scan with errors', sampleReport({ complete: false, findings: [sampleFinding()] }), 'incomplete', 3],
  ] as const)('on %s', (_, report, gate, exitCode) => {
    expect(verdict(report)).toMatchObject({ gate, exitCode });
  });
});

describe('render', () => {
  it.each(formats)('writes %s with a line break at the end, without colour unless asked', async (format) => {
    const output = await render(fullReport(), { format });

    expect(output.endsWith('\n')).toBe(true);
    expect(output).not.toContain('\u001b');
    // A badge has room for the score alone.
    expect(output).toContain(format === 'badge' ? 'readiness' : 'src/server.ts');
  });
});
