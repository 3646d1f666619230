import { factsVersion, type FileFacts } from '../model/facts.js';
import type { Cache } from './cache.js';

/** Facts of one file with the hash of the text that they were read from. */
export interface StoredFacts {
  readonly hash: string;
  readonly facts: FileFacts;
}

/** How many files are stored together. Those of a large repository do not fit into one text of Node.js, which holds some 500 MB: a file has 15 KB of facts, and large ones have megabytes. */
const filesOfPart = 2_000;

/** The facts that the cache has of a project, and those that it shall have, in parts of some files each. */
export class FactsStore {
  private readonly next: readonly Map<string, StoredFacts>[];

  private constructor(
    private readonly cache: Cache,
    private readonly key: string,
    private readonly known: readonly ReadonlyMap<string, StoredFacts>[],
  ) {
    this.next = known.map(() => new Map<string, StoredFacts>());
  }

  static async open(cache: Cache, toolVersion: string, files: number): Promise<FactsStore> {
    const parts = Math.max(1, Math.ceil(files / filesOfPart));
    const key = factsKey(toolVersion, parts);
    const known = await Promise.all(Array.from({ length: parts }, async (_, part) => new Map(Object.entries((await cache.read<Record<string, StoredFacts>>(nameOf(part), key)) ?? {}))));
    return new FactsStore(cache, key, known);
  }

  /** What is stored of a file, which is not to be trusted. */
  get(path: string): StoredFacts | undefined {
    return this.known[this.partOf(path)]?.get(path);
  }

  keep(path: string, facts: StoredFacts): void {
    this.next[this.partOf(path)]?.set(path, facts);
  }

  /** Writes the parts in which something is new or gone. */
  async write(): Promise<void> {
    for (const [part, kept] of this.next.entries()) {
      const before = this.known[part];
      if (before?.size === kept.size && [...kept].every(([path, { facts }]) => before.get(path)?.facts === facts)) continue;
      await this.cache.write(nameOf(part), this.key, Object.fromEntries(kept));
    }
  }

  private partOf(path: string): number {
    let hash = 0;
    for (let at = 0; at < path.length; at++) hash = (hash * 31 + path.charCodeAt(at)) | 0;
    return (hash >>> 0) % this.next.length;
  }
}

/** Key of stored facts: another version of the tool or of the facts' shape, or another number of parts, is another cache. */
export function factsKey(toolVersion: string, parts = 1): string {
  return [toolVersion, factsVersion, parts].join('/');
}

function nameOf(part: number): string {
  return part === 0 ? 'facts' : `facts-${String(part)}`;
}
