import { expectedIn, type Preset } from './expectations.js';
import type { Fixture } from './fixtures.js';
import { placeOf, type LocatedFinding } from './hosts/located-finding.js';

/** How findings differ from what the fixture expects in the preset, one sentence each; empty when they meet exactly. */
export function mismatches(fixture: Fixture, preset: Preset, findings: readonly LocatedFinding[]): readonly string[] {
  const left = new Set(findings);
  const missing: string[] = [];
  const gaps = fixture.files.flatMap((file) =>
    file.expectations.filter(({ kind }) => kind === 'gap').map((gap) => ({ ...gap, file: file.file })),
  );
  for (const file of fixture.files) {
    // Those with a message choose first: an expectation without one takes any finding of the line.
    const wanted = [...expectedIn(preset, file.expectations)].sort(
      (a, b) => Number(b.message !== undefined) - Number(a.message !== undefined),
    );
    for (const { rule, line, message, kind } of wanted) {
      const met = [...left].find(
        (one) => one.rule === rule && one.file === file.file && one.line === line && one.message.includes(message ?? ''),
      );
      if (met) left.delete(met);
      else missing.push(`not found (${kind}): ${file.file}:${String(line)} ${rule}${message === undefined ? '' : ` "${message}"`}`);
    }
  }
  const unexpected = [...left].filter((one) => concerns(fixture, one.rule)).map((one) => {
    const closed = gaps.some((gap) => gap.rule === one.rule && gap.file === one.file && gap.line === one.line);
    return `${closed ? 'gap is closed, make it an "expect"' : 'not expected'}: ${placeOf(one)} "${one.message}"`;
  });
  return [...missing, ...unexpected];
}

/** What rules find that the fixture is not about: a pool made for another rule's sake has no listener either. */
export function inPassing(fixture: Fixture, findings: readonly LocatedFinding[]): readonly LocatedFinding[] {
  return findings.filter((one) => !concerns(fixture, one.rule));
}

/** A fixture is about its own rule, and about those that it marks. */
function concerns(fixture: Fixture, rule: string): boolean {
  return rule === fixture.rule || fixture.files.some((file) => file.expectations.some((one) => one.rule === rule));
}
