import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { extractFacts } from '../src/analysis/facts/extract.js';
import { runRules } from '../src/engine/run.js';
import { rules } from '../src/engine/registry.js';
import { applyEdits } from '../src/fix/apply-edits.js';
import type { Evidence } from '../src/model/evidence.js';
import { allFixtures } from './support/all-fixtures.js';
import { projectOf } from './support/project-of.js';
import { stageFixtures } from './support/staging.js';

const stage = stageFixtures(allFixtures);
afterAll(() => {
  stage.remove();
});

function failures(file: string, text: string): readonly Evidence[] {
  const { project, files } = projectOf({ [file]: text });
  // A fix that logs has no logger here but the console: that rule asks for a better one, which is the project's to choose.
  return runRules(rules, project, files).evidence.filter((e) => e.outcome === 'fail' && !e.reportedBy && e.level !== 'info' && e.rule !== 'require-structured-logging');
}

/** Lines move when others are added above them. */
function withoutLines(message: string): string {
  return message.replace(/\b(lines? |\.[cm]?[jt]sx?:)\d+/gu, '$1…');
}

/** What is told of a place may change with what stands around it: an entry that is now dropped when its work fails still stays for ever else. */
function isSameSite(before: readonly [string, Evidence], after: readonly [string, Evidence]): boolean {
  const [one, other] = [before, after].map(([text, { span }]) => text.slice(span.start, span.end));
  return one === other && one !== '' && before[1].message !== after[1].message;
}

/** Every suggestion of every finding of the one-file fixtures, as a case of its own. */
const cases = stage.files.flatMap(({ root, fixture }) =>
  fixture.files.flatMap(({ file }) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/^\uFEFF/u, '');
    return failures(file, text).flatMap((finding) => finding.fixes.map((fix) => ({ name: `${fixture.name}:${finding.span.start} ${fix.title}`, file, text, finding, fix })));
  }),
);

describe('suggestions', () => {
  test('there are some', () => {
    expect(cases.length).toBeGreaterThan(20);
  });

  test.each(cases.map((c) => [c.name, c] as const))('%s', (_name, { file, text, finding, fix }) => {
    const mended = applyEdits(text, fix.edits.filter((edit) => edit.file === file));
    expect(extractFacts(file, mended).syntaxError).toBeUndefined();
    const before = failures(file, text);
    const after = failures(file, mended);
    // A client's option may mend what is told of another that is made of it, or a part of what is told elsewhere; nothing new comes.
    expect(after.length).toBeLessThan(before.length);
    expect(after.filter((e) => !before.some((known) => known.rule === e.rule && (withoutLines(known.message).startsWith(withoutLines(e.message).replace(/\.$/u, '')) || isSameSite([text, known], [mended, e]))))).toEqual([]);
    expect(after.some((e) => e.message === finding.message && e.span.start === finding.span.start)).toBe(false);
  });
});
