import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isRecord, lineOfKey, parseJson } from './artifacts/json-text.js';
import type { CatalogEntry } from './catalog/types.js';
import { posixPath } from './files/posix-path.js';
import { readFailure } from './files/read-failure.js';
import { foldersUpward } from './files/repository.js';
import { UsageError } from './model/usage-error.js';

export type RuleLevel = 'off' | 'error' | 'warning' | 'info';

/** What a readiness.config file holds. */
export interface UserConfig {
  /** Default: `recommended`. */
  readonly preset?: 'recommended' | 'strict';
  /** Patterns as in a .gitignore file, relative to the configuration's folder. */
  readonly exclude?: readonly string[];
  /** Level by rule id; `off` switches the rule off. */
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  /** Libraries that the built-in catalog does not know, or knows differently. */
  readonly catalog?: readonly CatalogEntry[];
  /** The longest deadline, in milliseconds, that counts as one. */
  readonly maxTimeoutMs?: number;
}

/** The configuration of a scan, with where it comes from; only what the file says is set. */
export interface Config extends UserConfig {
  /** Absolute. Undefined without a configuration file. */
  readonly file?: string;
  /** Absolute folder that `exclude` is relative to. */
  readonly folder: string;
}

/** Gives a configuration its type. */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}

const extensions = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'];

/**
 * Loads readiness.config.{ts,mts,js,mjs,cjs,json} from the folder `root` or the nearest above it, up to where the repository
 * ends; an empty configuration when there is none. A script is executed. `knownRules`, where given, are the ids that `rules` may name.
 * Throws a `UsageError` that names the file and what is wrong with it.
 */
export async function loadConfig(root: string, knownRules?: readonly string[]): Promise<Config> {
  const start = folderFor(resolve(root));
  const file = foldersUpward(start).flatMap(configsIn)[0];
  if (file === undefined) return { folder: start };
  const name = posixPath(start, file);
  const { value, text } = file.endsWith('.json') ? readJsonConfig(file, name) : { value: await runConfig(file, name), text: undefined };
  const { validateConfig } = await import('./config-schema.js');
  const result = validateConfig(value, knownRules);
  if (result.ok) return { ...result.config, file, folder: dirname(file) };

  const [first] = result.faults;
  const line = text === undefined || first === undefined ? undefined : lineOfKey(text, first.path);
  const place = line === undefined ? name : `${name}:${line}`;
  throw new UsageError(`${place}: ${result.faults.map(({ message }) => message).join('; ')}.`, first?.help);
}

/** The folder to search from, for a root that may be a file. */
function folderFor(root: string): string {
  return existsSync(root) && statSync(root).isFile() ? dirname(root) : root;
}

function configsIn(folder: string): readonly string[] {
  return extensions.map((extension) => join(folder, `readiness.config.${extension}`)).filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

function readJsonConfig(file: string, name: string): { readonly value: unknown; readonly text: string } {
  const text = readConfigText(file, name);
  const parsed = parseJson(text, 'comments');
  if (!parsed.ok) throw new UsageError(`${name}:${parsed.line} ${parsed.message}.`);
  return { value: parsed.value, text };
}

function readConfigText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { message, help } = readFailure(error);
    throw new UsageError(`${name} ${message}.`, help, { cause: error });
  }
}

/** jiti runs TypeScript, and ESM in a file that Node.js would take for CommonJS. */
async function runConfig(file: string, name: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  // Without the package installed beside it, a configuration can still import `defineConfig`.
  const self = { defineConfig, defineEntry: <T>(entry: T): T => entry };
  const virtualModules = { 'eslint-plugin-readiness/api': self };
  try {
    const jiti = createJiti(file, { moduleCache: false, fsCache: false, virtualModules });
    const loaded: unknown = await withoutStdout(() => jiti.import(file));
    return defaultExport(name, loaded);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} cannot be loaded: ${firstLine(error)}.`, 'Run it by itself to see where it fails.', { cause: error });
  }
}

/** What a configuration prints goes to stderr: stdout holds the report and nothing else. */
async function withoutStdout<T>(run: () => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  try {
    return await run();
  } finally {
    stdout.write = write;
  }
}

function defaultExport(name: string, loaded: unknown): unknown {
  const value = isRecord(loaded) && 'default' in loaded ? loaded['default'] : loaded;
  const isEmptyModule = value === loaded && isRecord(loaded) && Object.keys(loaded).length === 0;
  if (isRecord(value) && !isEmptyModule) return value;
  throw new UsageError(`${name} does not export an object.`, 'Write `export default defineConfig({ … })`.');
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').trim().replace(/\.$/, '');
}
