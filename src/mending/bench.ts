import { join } from 'node:path';
import { inMemory, noCache } from '../analysis/cache.js';
import { cacheFor } from '../change.js';
import { readText } from '../files/read-text.js';
import { readInputs, type Inputs } from '../inputs.js';
import type { Report } from '../model/report.js';
import type { ScanOptions } from '../model/scan-options.js';
import { judge } from '../scan.js';
import { placedIn, type Placed } from './place.js';
import { withTexts } from './with-texts.js';

/** Texts by path that stand in the place of those on the disk. */
export type Texts = ReadonlyMap<string, string>;

/** A project as it is, or would be, with what is found in it. */
export interface Judged {
  readonly texts: Texts;
  readonly report: Report;
  readonly placed: readonly Placed[];
}

/** A project that was read once, and is judged with other texts as often as needed. Nothing is written. */
export interface Bench {
  /** Absolute, without links. */
  readonly root: string;
  readonly inputs: Inputs;
  judge(texts: Texts): Promise<Judged>;
  /** A file without byte order mark, as it was when it was first asked for; `absent` where there is none, undefined where it is no text. */
  read(file: string): Promise<string | 'absent' | undefined>;
  /** What was read so far; undefined where that is nothing. */
  known(file: string): string | undefined;
}

/**
 * Reads a project.
 * @throws {UsageError} as a scan does
 */
export async function openBench(options: ScanOptions): Promise<Bench> {
  const inputs = await readInputs(options);
  const { root, partial } = inputs.discovery;
  const stored = partial ? noCache : cacheFor(options, root);
  const cache = inMemory(stored);
  const texts = new Map([...inputs.artifactTexts.files.flatMap((file) => ('text' in file ? [[file.path, file.text] as const] : [])), ...inputs.sources.map(({ path, text }) => [path, text] as const)]);
  const known = (file: string): string | undefined => texts.get(file);
  return {
    root, inputs, known,
    async judge(changed) {
      // What is only tried must not take the place of what is there.
      const report = await judge(await withTexts(inputs, changed), changed.size === 0 ? stored : cache, options);
      return { texts: changed, report, placed: placedIn(report, (file) => changed.get(file) ?? known(file) ?? '') };
    },
    async read(file) {
      const there = known(file);
      if (there !== undefined) return there;
      const result = await readText(join(root, file));
      if (!result.ok) return /does not exist/.test(result.problem.message) ? 'absent' : undefined;
      texts.set(file, result.text);
      return result.text;
    },
  };
}
