import type { Range, Reading } from './artifact.js';
import { readJson, readYaml, yamlAt, yamlEntries, yamlItems, yamlNumber, yamlText, type YamlNode } from './yaml.js';

/** A process that a platform runs: `web: node dist/main.js`. */
export interface ProcessEntry {
  readonly name: string;
  readonly command: string;
  readonly range: Range;
}

/** Reads a Procfile: https://devcenter.heroku.com/articles/procfile */
export function readProcfile(text: string): Reading<readonly ProcessEntry[]> {
  const entries = [...text.matchAll(/^([\w-]+)[ \t]*:[ \t]*(\S.*)$/gm)].map((found): ProcessEntry => ({ name: found[1] ?? '', command: (found[2] ?? '').trim(), range: [found.index, found.index + found[0].length] }));
  return entries.length > 0 ? { is: 'read', value: entries } : { is: 'broken', message: 'names no process' };
}

/** Scripts of a package.json, with their places. */
export interface PackageScripts {
  readonly name: string | undefined;
  readonly dependencies: readonly string[];
  readonly scripts: ReadonlyMap<string, ProcessEntry>;
  readonly start: Range;
}

/** Reads the scripts of a package.json. */
export function readScripts(text: string): Reading<PackageScripts> {
  const read = readJson(text);
  if (!read.ok) return { is: 'broken', message: 'is no JSON' };
  const [root] = read.documents;
  const scripts = yamlEntries(yamlAt(root, 'scripts')).flatMap(([name, value]) => (yamlText(value) === undefined ? [] : [[name, { name, command: yamlText(value) ?? '', range: value.range }] as const]));
  return { is: 'read', value: { name: yamlText(yamlAt(root, 'name')), dependencies: yamlEntries(yamlAt(root, 'dependencies')).map(([name]) => name), scripts: new Map(scripts), start: [0, 1] } };
}

/** An app of pm2, with what it says of its end. */
export interface Pm2App {
  readonly name: string;
  readonly script: string | undefined;
  readonly killTimeout: number | undefined;
}

/** Reads the apps of a file of pm2, by text where it is a script. */
export function readPm2(path: string, text: string): Reading<readonly Pm2App[]> {
  if (path.endsWith('.json')) {
    const read = readJson(text);
    if (!read.ok) return { is: 'broken', message: read.message };
    const apps = yamlItems(yamlAt(read.documents[0], 'apps'));
    return apps.length === 0 ? undefined : { is: 'read', value: apps.map(appOf) };
  }
  if (!/\bapps\s*[:=]\s*\[/.test(text)) return undefined;
  const script = /\bscript\s*:\s*(['"`])(.*?)\1/.exec(text)?.[2];
  const name = /\bname\s*:\s*(['"`])(.*?)\1/.exec(text)?.[2] ?? '';
  const kill = /\bkill_timeout\s*:\s*(\d[\d_]*)/.exec(text)?.[1];
  return { is: 'read', value: [{ name, script, killTimeout: kill === undefined ? undefined : Number(kill.replaceAll('_', '')) }] };
}

function appOf(node: YamlNode): Pm2App {
  return { name: yamlText(yamlAt(node, 'name')) ?? '', script: yamlText(yamlAt(node, 'script')), killTimeout: yamlNumber(yamlAt(node, 'kill_timeout')) };
}

/** Functions of a serverless.yml: what they run is started and ended by the platform. */
export function readServerless(path: string, text: string): Reading<readonly string[]> {
  if (!/(?:^|\/)serverless(?:[.-][\w-]+)?\.ya?ml$/.test(path)) return undefined;
  const read = readYaml(text);
  if (!read.ok) return { is: 'broken', message: read.message };
  return { is: 'read', value: yamlEntries(yamlAt(read.documents[0], 'functions')).map(([name]) => name) };
}

/** Who owns what: pattern and owners of each line. */
export function readCodeowners(text: string): Reading<readonly { readonly pattern: string; readonly owners: readonly string[] }[]> {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*$/, '').trim()).filter((line) => line !== '' && !line.startsWith('['));
  return { is: 'read', value: lines.map((line) => {
    const [pattern = '', ...owners] = line.split(/\s+/);
    return { pattern, owners };
  }) };
}

/** The names of the variables of an `.env` file; values stay where they are. */
export function readEnvNames(text: string): Reading<readonly string[]> {
  return { is: 'read', value: [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=/gm)].map((found) => found[1] ?? '') };
}
