import { factsVersion, type FileFacts } from '../model/facts.js';
import type { Problem } from '../model/report.js';
import { unfinished, type ScanLimit } from '../model/scan-limit.js';
import type { Cache } from './cache.js';
import { FactsStore, type StoredFacts } from './facts-store.js';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly hash: string;
}

export interface GatheredFacts {
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Files that have no facts, each with the reason. */
  readonly problems: readonly Problem[];
}

interface GatherOptions {
  readonly onFile?: (done: number) => void;
  readonly limit?: ScanLimit | undefined;
}

/**
 * The facts of all files, from the cache where a file has not changed. The compiler is loaded only when some file has to
 * be parsed: loading it takes longer than reading the cache. What the time is over for has no facts, and the next scan goes on from there.
 */
export async function gatherFacts(sources: readonly SourceText[], cache: Cache, toolVersion: string, { onFile, limit }: GatherOptions = {}): Promise<GatheredFacts> {
  const store = await FactsStore.open(cache, toolVersion, sources.length);
  const changed = sources.some(({ path, hash }) => !isCurrent(store.get(path), hash));
  const extract = changed ? (await import('./facts/extract.js')).extractFacts : undefined;
  const facts = new Map<string, FileFacts>();
  const problems: Problem[] = [];
  let unread = 0;
  for (const [index, { path, text, hash }] of sources.entries()) {
    const known = store.get(path);
    const found = isCurrent(known, hash) ? known.facts : limit?.isOver() ? 'unread' : extract && orTooDeep(() => extract(path, text));
    if (found === 'unread') unread++;
    if (found === 'too deep') problems.push({ ...tooDeep, file: path });
    if (found === undefined || found === 'too deep' || found === 'unread') continue;
    facts.set(path, found);
    store.keep(path, { hash, facts: found });
    onFile?.(index + 1);
  }
  if (limit && unread > 0) problems.push(unfinished(limit, `when ${String(sources.length - unread)} of ${String(sources.length)} files were read`));
  await store.write();
  return { files: facts, problems };
}

const tooDeep: Problem = {
  kind: 'skipped',
  severity: 'error',
  message: 'is nested too deeply to be analysed',
  help: 'Add it to `exclude` in readiness.config if it is generated; split the expression or the blocks if it is not.',
};

/** The parser follows nesting by recursion, like every other: thousands of levels, which only generated code has, use up the stack. */
function orTooDeep(extract: () => FileFacts): FileFacts | 'too deep' {
  try {
    return extract();
  } catch (error) {
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
}

/** Whether stored facts are those of this text, in the present shape. What a file holds is not trusted. */
function isCurrent(stored: StoredFacts | undefined, hash: string): stored is StoredFacts {
  const facts: Partial<FileFacts> | null | undefined = stored?.facts;
  return stored?.hash === hash && facts?.version === factsVersion;
}
