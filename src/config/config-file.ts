import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isRecord, lineOfKey, parseJson } from '../artifacts/json-text.js';
import { posixPath } from '../files/posix-path.js';
import { readFailure } from '../files/read-failure.js';
import { readWhole } from '../files/read-whole.js';
import { UsageError } from '../model/usage-error.js';
import { textFrame } from '../artifacts/text-frame.js';
import { defineConfig } from './user-config.js';

/** What one file holds, as it is written. */
export interface WrittenConfig {
  /** Absolute. */
  readonly file: string;
  /** As messages call it: relative to the folder of the scan. */
  readonly name: string;
  readonly value: unknown;
  readonly text: string;
}

const extensions = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'jsonc'];
/** The key of a package.json under which the same may stand. */
const manifestKey = 'readiness';

/** The configuration in a folder: its readiness.config file, else the key `readiness` of its package.json. */
export function configIn(folder: string): string | undefined {
  const named = extensions.map((extension) => join(folder, `readiness.config.${extension}`)).find(isFile);
  if (named !== undefined) return named;
  const manifest = join(folder, 'package.json');
  return isFile(manifest) && manifestConfig(manifest) !== undefined ? manifest : undefined;
}

/**
 * Reads a configuration; a script is executed.
 * @param from the absolute folder that messages name files relative to
 * @throws {UsageError} that names the file and what is wrong with it
 */
export async function readConfigFile(file: string, from: string): Promise<WrittenConfig> {
  const name = posixPath(from, file);
  const text = readText(file, name);
  if (basename(file) === 'package.json') return { file, name, text, value: parsed(text, name, 'strict')[manifestKey] };
  if (/\.jsonc?$/.test(file)) return { file, name, text, value: parsed(text, name, 'comments') };
  return { file, name, text, value: await runScript(file, name) };
}

/** The line of a key of the configuration, with the source around it. In a script the only place where the key is written counts. */
export function placeOfKey({ file, text }: WrittenConfig, path: readonly (string | number)[]): { readonly line: number; readonly frame: readonly string[] } | undefined {
  const full = basename(file) === 'package.json' ? [manifestKey, ...path] : path;
  const line = /\.jsonc?$/.test(file) ? lineOfNearest(text, full) : lineOfOnly(text, path.findLast((key) => typeof key === 'string'));
  return line === undefined ? undefined : { line, frame: textFrame(text, line) };
}

/** Items of lists have no key: the key that holds the list says where they are. */
function lineOfNearest(text: string, path: readonly (string | number)[]): number | undefined {
  return path.length === 0 ? undefined : (lineOfKey(text, path) ?? lineOfNearest(text, path.slice(0, -1)));
}

function lineOfOnly(text: string, key: string | undefined): number | undefined {
  if (key === undefined) return undefined;
  const lines = text.split('\n').flatMap((line, at) => (new RegExp(`(?:^|[\\s{,'"])${key.replace(/[^\w]/g, '\\$&')}['"]?\\s*:`).test(line) ? [at + 1] : []));
  return lines.length === 1 ? lines[0] : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A manifest that is broken is reported by the one who reads it for its contents. */
function manifestConfig(file: string): unknown {
  try {
    const text = readWhole(file);
    const result = text.includes(`"${manifestKey}"`) ? parseJson(text) : undefined;
    return result?.ok && isRecord(result.value) ? result.value[manifestKey] : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string, name: string): string {
  try {
    return readWhole(file);
  } catch (error) {
    const { message, help } = readFailure(error);
    throw new UsageError(`${name} ${message}.`, help, { cause: error });
  }
}

function parsed(text: string, name: string, dialect: 'strict' | 'comments'): Readonly<Record<string, unknown>> {
  const result = parseJson(text, dialect);
  if (!result.ok) throw new UsageError(`${name}:${result.line} ${result.message}.`, undefined, { frame: textFrame(text, result.line) });
  // What is no object is refused by the schema, with words of its own.
  return result.value as Readonly<Record<string, unknown>>;
}

/** jiti runs TypeScript, and ESM in a file that Node.js would take for CommonJS. */
async function runScript(file: string, name: string): Promise<unknown> {
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
