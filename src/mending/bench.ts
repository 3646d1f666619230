import { existsSync } from 'node:fs';
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
  /** The rules by which it was judged; all where it is missing. */
  readonly only?: ReadonlySet<string> | undefined;
}

/** What a path holds: `text` without byte order mark, as it was when it was first asked for. */
export type FileText = { readonly is: 'text'; readonly text: string } | { readonly is: 'absent' } | { readonly is: 'unreadable' };

/** A project that was read once, and is judged with other texts as often as needed. Nothing is written. */
export interface Bench {
  /** Absolute, without links. */
  readonly root: string;
  readonly inputs: Inputs;
  /** @param only by these rules, which takes a part of the time */
  judge(texts: Texts, only?: ReadonlySet<string>): Promise<Judged>;
  read(file: string): Promise<FileText>;
  /** The text that was read so far. */
  readonly known: (file: string) => string | undefined;
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
    async judge(changed, only) {
      // What is only tried must not take the place of what is there.
      const asked = only ? { ...inputs, rules: inputs.rules.filter(({ meta }) => only.has(meta.id)) } : inputs;
      const report = await judge(await withTexts(asked, changed), changed.size === 0 && !only ? stored : cache, options);
      return { texts: changed, only, report, placed: placedIn(report, (file) => changed.get(file) ?? known(file) ?? '') };
    },
    async read(file) {
      const there = known(file);
      if (there !== undefined) return { is: 'text', text: there };
      if (!existsSync(join(root, file))) return { is: 'absent' };
      const result = await readText(join(root, file));
      if (!result.ok) return { is: 'unreadable' };
      texts.set(file, result.text);
      return { is: 'text', text: result.text };
    },
  };
}
