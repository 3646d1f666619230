import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { PathPatterns } from '../files/ignore-rules.js';
import { foldersUpward } from '../files/repository.js';
import { UsageError } from '../model/usage-error.js';
import { configIn, placeOfKey, readConfigFile, type WrittenConfig } from './config-file.js';
import type { RuleLevel, UserConfig } from './user-config.js';

/** The configuration of a scan, with where it comes from and with what it extends; only what is said is set. */
export interface Config extends Omit<UserConfig, '$schema' | 'extends' | 'rules' | 'include' | 'exclude'> {
  /** Absolute. Undefined without a configuration. */
  readonly file?: string;
  /** Absolute folder of that file, else where the search began. */
  readonly folder: string;
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  /** Options by rule id. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What is scanned and what is not, by the folder that its patterns are relative to. */
  readonly patterns?: readonly PathPatterns[];
}

/** What a configuration may name. */
export interface Known {
  readonly rules: readonly { readonly meta: { readonly id: string; readonly options?: Readonly<Record<string, { readonly minimum: number }>> } }[];
}

/** Which configuration: the nearest one from a folder or file upwards, one that is named, or none. */
export interface ConfigSearch {
  readonly root: string;
  readonly file?: string | false;
}

/**
 * Loads the configuration of `root`: `readiness.config.{ts,mts,js,mjs,cjs,json,jsonc}` or the key `readiness` of a package.json, from
 * the folder or the nearest above it, up to where the repository ends; an empty one when there is none. A script is executed.
 * @param known the rules that may be named, where that is to be checked
 * @throws {UsageError} that names the file and what is wrong with it
 */
export async function loadConfig({ root, file: named }: ConfigSearch, known?: Known): Promise<Config> {
  const start = folderFor(resolve(root));
  const file = named === undefined ? foldersUpward(start).map(configIn).find((found) => found !== undefined) : named === false ? undefined : resolve(named);
  if (file === undefined) return { folder: start };
  if (!existsSync(file)) throw new UsageError(`There is no configuration "${String(named)}".`, 'Check the path; it is relative to the current folder.');
  return { ...(await loadChain(file, { from: start, known, above: [] })), file, folder: dirname(file) };
}

/** The folder to search from, for a root that may be a file. */
function folderFor(root: string): string {
  return existsSync(root) && statSync(root).isFile() ? dirname(root) : root;
}

interface Chain {
  readonly from: string;
  readonly known: Known | undefined;
  /** The configurations that extend this one, nearest last. */
  readonly above: readonly string[];
}

type Merged = Omit<Config, 'file' | 'folder'>;

async function loadChain(file: string, chain: Chain): Promise<Merged> {
  const written = await readConfigFile(file, chain.from);
  const { validateConfig } = await import('./config-schema.js');
  const result = validateConfig(written.value, chain.known?.rules);
  if (!result.ok) {
    const [first] = result.faults;
    throw refused(written, result.faults.map(({ message }) => message).join('; '), first?.path ?? [], first?.help);
  }
  const { extends: bases = [], $schema: _, ...own } = result.config;
  const merged: Merged[] = [];
  for (const base of typeof bases === 'string' ? [bases] : bases) {
    const target = baseFile(base, written);
    if (target === file || chain.above.includes(target)) throw refused(written, `"extends" leads back to ${written.name}`, ['extends'], 'Leave one of the two out.');
    merged.push(await loadChain(target, { ...chain, above: [...chain.above, file] }));
  }
  return [...merged, ownPart(own, dirname(file))].reduce(mergeConfigs);
}

function baseFile(base: string, written: WrittenConfig): string {
  if (base.startsWith('.') || base.startsWith('/')) {
    const target = resolve(dirname(written.file), base);
    if (existsSync(target) && statSync(target).isFile()) return target;
    throw refused(written, `"extends" names "${base}", which is no file`, ['extends'], 'Paths are relative to the configuration, and have their extension.');
  }
  try {
    return createRequire(written.file).resolve(base);
  } catch {
    throw refused(written, `"extends" names the package "${base}", which is not installed`, ['extends'], 'Install it, or write a path that begins with "./".');
  }
}

function refused(written: WrittenConfig, what: string, path: readonly (string | number)[], help: string | undefined): UsageError {
  const place = path.length === 0 ? undefined : placeOfKey(written, path);
  return new UsageError(`${written.name}${place ? `:${String(place.line)}` : ''}: ${what}.`, help, place && { frame: place.frame });
}

function ownPart({ rules, include, exclude, ...rest }: Omit<UserConfig, 'extends' | '$schema'>, folder: string): Merged {
  const levels = Object.entries(rules ?? {}).map(([id, setting]) => [id, typeof setting === 'string' ? setting : setting[0]] as const);
  const options = Object.entries(rules ?? {}).flatMap(([id, setting]) => (typeof setting === 'string' ? [] : [[id, setting[1]] as const]));
  return {
    ...rest,
    ...(rules && { rules: Object.fromEntries(levels) }),
    ...(options.length > 0 && { options: Object.fromEntries(options) }),
    ...((include ?? exclude) && { patterns: [{ folder, ...(include && { include }), exclude: exclude ?? [] }] }),
  };
}

/** What the later one says wins; lists of what is excluded and of libraries add up, and its own `include` replaces that of the base. */
function mergeConfigs(base: Merged, own: Merged): Merged {
  const including = own.patterns?.some(({ include }) => include !== undefined) ?? false;
  const kept = (base.patterns ?? []).map(({ include, ...rest }) => (including || include === undefined ? rest : { ...rest, include }));
  const patterns = [...kept, ...(own.patterns ?? [])];
  const catalog = [...(base.catalog ?? []), ...(own.catalog ?? [])];
  return {
    ...base, ...own,
    ...((base.rules ?? own.rules) && { rules: { ...base.rules, ...own.rules } }),
    ...((base.options ?? own.options) && { options: { ...base.options, ...own.options } }),
    ...((base.gate ?? own.gate) && { gate: { ...base.gate, ...own.gate } }),
    ...((base.controls ?? own.controls) && { controls: { ...base.controls, ...own.controls } }),
    ...((base.owners ?? own.owners) && { owners: { ...base.owners, ...own.owners } }),
    ...(patterns.length > 0 && { patterns }),
    ...(catalog.length > 0 && { catalog }),
  };
}
