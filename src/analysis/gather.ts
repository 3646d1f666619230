import type { FileFacts } from '../model/facts.js';
import { factsKey, type Cache, type StoredFacts } from './cache.js';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly hash: string;
}

/**
 * The facts of all files, from the cache where a file has not changed. The compiler is loaded only when some file has to
 * be parsed: loading it takes longer than reading the cache.
 */
export async function gatherFacts(sources: readonly SourceText[], cache: Cache, toolVersion: string, onFile: (done: number) => void): Promise<ReadonlyMap<string, FileFacts>> {
  const key = factsKey(toolVersion);
  const stored = (await cache.read<Record<string, StoredFacts>>('facts', key)) ?? {};
  const changed = sources.some(({ path, hash }) => stored[path]?.hash !== hash);
  const extract = changed ? (await import('./facts/extract.js')).extractFacts : undefined;
  const facts = new Map<string, FileFacts>();
  const next: Record<string, StoredFacts> = {};
  for (const [index, { path, text, hash }] of sources.entries()) {
    const known = stored[path];
    const found = known?.hash === hash ? known.facts : extract?.(path, text);
    if (!found) continue;
    facts.set(path, found);
    next[path] = { hash, facts: found };
    onFile(index + 1);
  }
  if (changed || Object.keys(stored).length !== sources.length) await cache.write('facts', key, next);
  return facts;
}
