import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createPathsMatcher, parseTsconfig, type TsConfigResult } from 'get-tsconfig';
import { byCodeUnits, foldersOf, posixPath } from '../files/posix-path.js';
import { readFailure } from '../files/read-failure.js';
import { readWhole } from '../files/read-whole.js';
import { foldersUpward } from '../files/repository.js';
import type { Problem } from '../model/report.js';
import { isRecord, parseJson } from './json-text.js';

/** What a tsconfig.json says about module names. All paths are posix and relative to the scanned root. */
export interface TsconfigPaths {
  /** The folder of the tsconfig. */
  readonly dir: string;
  /** Where names that are no paths are looked up first. */
  readonly baseUrl?: string;
  /** Pattern to the files that it stands for; each may hold one `*`. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

export interface Tsconfigs {
  /** Sorted by folder; those of one folder in the order in which they count. */
  readonly tsconfigs: readonly TsconfigPaths[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the tsconfig.json, or else jsconfig.json, of every folder that holds or surrounds one of `files` (posix paths below the
 * absolute folder `root`), up to where the repository ends, with what they extend and the projects that they reference. One that
 * is broken, or whose paths may come from something that is not installed, is a problem; what can be read of it still counts.
 * Never rejects.
 */
export function readTsconfigs(root: string, files: readonly { readonly path: string }[]): Promise<Tsconfigs> {
  const below = [...new Set(files.flatMap(({ path }) => foldersOf(path)))].map((folder) => join(root, folder));
  const starts = [...new Set([...foldersUpward(root), ...below])].flatMap(configIn);
  const reading: Reading = { root, cache: new Map(), seen: new Set(), tsconfigs: [], problems: [] };
  for (const file of starts) readConfig(reading, file);
  const tsconfigs = reading.tsconfigs.sort((left, right) => byCodeUnits(left.dir, right.dir));
  return Promise.resolve({ tsconfigs, problems: reading.problems });
}

const baseBySetting = new Map<string, boolean>();

/** Whether the tsconfig.json nearest to one file on the disk lets bare names lead to files. Kept for the life of the process. */
export function hasBaseUrl(absoluteFile: string): boolean {
  const [nearest] = foldersUpward(dirname(absoluteFile)).flatMap(configIn);
  if (nearest === undefined) return false;
  const known = baseBySetting.get(nearest) ?? setsBaseUrl(nearest);
  baseBySetting.set(nearest, known);
  return known;
}

function setsBaseUrl(file: string): boolean {
  try {
    return parseTsconfig(file).compilerOptions?.baseUrl !== undefined;
  } catch {
    // What it extends may not be installed.
    return readWhole(file).includes('"baseUrl"');
  }
}

interface Reading {
  readonly root: string;
  readonly cache: Map<string, string>;
  readonly seen: Set<string>;
  readonly tsconfigs: TsconfigPaths[];
  readonly problems: Problem[];
}

function configIn(folder: string): readonly string[] {
  return ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).filter((file) => existsSync(file)).slice(0, 1);
}

function readConfig(reading: Reading, file: string): void {
  if (reading.seen.has(file)) return;
  reading.seen.add(file);
  const own = ownConfig(reading, file);
  if (own === undefined) return;
  addUsablePaths(reading, file, own);
  for (const reference of referencesOf(file, own)) if (existsSync(reference)) readConfig(reading, reference);
}

/** get-tsconfig reads over syntax errors and loses what follows them, so the syntax is checked first. */
function ownConfig(reading: Reading, file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = readWhole(file);
    if (text.trim() === '') return {};
    const parsed = parseJson(text, 'comments');
    if (parsed.ok && isRecord(parsed.value)) return parsed.value;
    addProblem(reading, file, parsed.ok ? 'does not hold an object' : parsed.message, parsed.ok ? 1 : parsed.line);
  } catch (error) {
    addProblem(reading, file, readFailure(error).message);
  }
  return undefined;
}

function addProblem(reading: Reading, file: string, message: string, line?: number): void {
  const help = 'Imports through its `paths` may stay unresolved until it is mended.';
  const place = { file: posixPath(reading.root, file), ...(line === undefined ? {} : { line }) };
  reading.problems.push({ kind: 'config', severity: 'warning', message, help, ...place });
}

/** get-tsconfig throws for an `extends` that is not installed and for patterns that TypeScript refuses, too. */
function addUsablePaths(reading: Reading, file: string, own: Readonly<Record<string, unknown>>): void {
  try {
    addPaths(reading, file, { path: file, config: parseTsconfig(file, reading.cache) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Own paths replace inherited ones, so nothing is lost; and a base that is not installed is usual where only code is checked out.
    if (!(reason.endsWith('not found.') && hasPaths(own))) addProblem(reading, file, `cannot be used as a whole: ${reason}`);
    try {
      addPaths(reading, file, ownPaths(file, own, new Set()));
    } catch {
      // Its own paths are what is wrong, and that has been said.
    }
  }
}

function hasPaths(own: Readonly<Record<string, unknown>>): boolean {
  return isRecord(own['compilerOptions']) && isRecord(own['compilerOptions']['paths']);
}

/** The file's own paths, or those of the nearest file that it extends by a relative path; the rest of the chain is lost. */
function ownPaths(file: string, own: Readonly<Record<string, unknown>>, seen: ReadonlySet<string>): TsConfigResult {
  const options = isRecord(own['compilerOptions']) ? own['compilerOptions'] : {};
  const folder = dirname(file);
  const baseUrl = typeof options['baseUrl'] === 'string' ? resolve(folder, options['baseUrl']) : undefined;
  const base = baseUrl === undefined ? {} : { baseUrl };
  if (isRecord(options['paths'])) {
    return { path: file, config: { compilerOptions: { ...base, paths: absoluteTargets(options['paths'], baseUrl ?? folder) } } };
  }
  const parents = [own['extends']].flat().filter((parent): parent is string => typeof parent === 'string' && parent.startsWith('.'));
  for (const parent of parents.reverse()) {
    const candidates = [resolve(folder, parent), `${resolve(folder, parent)}.json`];
    const next = candidates.find((candidate) => existsSync(candidate) && !seen.has(candidate));
    const parsed = next === undefined ? undefined : parseJson(readWhole(next), 'comments');
    if (next === undefined || parsed?.ok !== true || !isRecord(parsed.value)) continue;
    return ownPaths(next, parsed.value, new Set([...seen, file, next]));
  }
  return { path: file, config: { compilerOptions: base } };
}

/** Made absolute, the targets need no base, which only get-tsconfig could have recorded. */
function absoluteTargets(paths: Readonly<Record<string, unknown>>, base: string): Record<string, string[]> {
  const isText = (target: unknown): target is string => typeof target === 'string';
  const listOf = (targets: unknown): string[] => [targets].flat().filter(isText).map((target) => resolve(base, target));
  return Object.fromEntries(Object.entries(paths).map(([pattern, targets]) => [pattern, listOf(targets)]));
}

/** Stands for what `*` matches while the matcher is asked where a pattern leads. */
const probe = '\u0000';

function addPaths(reading: Reading, file: string, result: TsConfigResult): void {
  const { baseUrl, paths } = result.config.compilerOptions ?? {};
  if (baseUrl === undefined && paths === undefined) return;
  const matcher = createPathsMatcher(result);
  const toRoot = (target: string): string => posixPath(reading.root, target).replace(probe, '*');
  const targets = Object.keys(paths ?? {}).map((pattern) => [pattern, (matcher?.(pattern.replace('*', probe)) ?? []).map(toRoot)] as const);
  reading.tsconfigs.push({
    dir: posixPath(reading.root, dirname(file)),
    ...(baseUrl === undefined ? {} : { baseUrl: posixPath(reading.root, resolve(dirname(result.path), baseUrl)) }),
    paths: Object.fromEntries(targets),
  });
}

function referencesOf(file: string, own: Readonly<Record<string, unknown>>): readonly string[] {
  const references: readonly unknown[] = Array.isArray(own['references']) ? own['references'] : [];
  return references.flatMap((reference) => {
    if (!isRecord(reference) || typeof reference['path'] !== 'string') return [];
    const target = resolve(dirname(file), reference['path']);
    return [target.endsWith('.json') ? target : join(target, 'tsconfig.json')];
  });
}
