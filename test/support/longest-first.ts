import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Test files that take minutes, the longest first: a clean clone has no durations yet to sort by, and whichever comes last would run alone. */
const long = ['parity', 'laws', 'rules', 'bad-input', 'cli', 'sarif', 'fixes', 'html-report'];

/** Starts the long files first, so that those that run side by side end together. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

function place({ moduleId }: TestSpecification): number {
  const at = long.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return at === -1 ? long.length : at;
}
