import { readYaml, yamlAt, yamlItems, type YamlNode } from '../artifacts/yaml.js';
import { lineStarts, positionAt } from '../model/span.js';
import { suggestion } from './nearest-name.js';

/** The keys that an entry may have, each with what stands there. */
export type EntryShape = Readonly<Record<string, 'text' | 'list' | 'flag' | EntryKeys>>;

/** The keys of an object inside of an entry. All of them are texts. */
export type EntryKeys = readonly string[];

/** An entry of a file of statements, read as far as it has the right form. */
export interface StatementEntry {
  /** From 1. */
  readonly line: number;
  /** A text at a key, or at a key inside of an object; undefined where it is missing or empty. */
  text(...path: readonly string[]): string | undefined;
  list(key: string): readonly string[];
  flag(key: string): boolean;
  /** What is wrong with its form, each the end of a sentence that begins with "it". */
  readonly faults: readonly string[];
}

export type StatementFile =
  | { readonly ok: true; readonly entries: readonly StatementEntry[] }
  | { readonly ok: false; readonly line: number; readonly message: string };

/** Reads the list under `key` of a YAML text. An entry of a wrong form says so itself; a text without entries is no file of them. */
export function readStatements(text: string, key: string, shape: EntryShape): StatementFile {
  const read = readYaml(text);
  if (!read.ok) return { ok: false, line: Number(/line (\d+)/.exec(read.message)?.[1] ?? 1), message: read.message };
  const [root, second] = read.documents;
  const starts = lineStarts(text);
  const lineOf = ({ range }: YamlNode): number => positionAt(starts, range[0]).line;
  if (root === undefined || (root.is === 'scalar' && root.value === null)) return { ok: true, entries: [] };
  if (second) return { ok: false, line: lineOf(second), message: 'holds a second document' };
  if (root.is !== 'map') return { ok: false, line: lineOf(root), message: `must begin with "${key}:"` };
  for (const [name, { key: at }] of root.entries) {
    if (name !== key) return { ok: false, line: positionAt(starts, at[0]).line, message: `has an unknown key "${name}": ${suggestion(name, [key])}` };
  }
  const list = yamlAt(root, key);
  if (list && list.is !== 'list' && !(list.is === 'scalar' && list.value === null)) return { ok: false, line: lineOf(list), message: `must hold a list under "${key}"` };
  return { ok: true, entries: yamlItems(list).map((node) => entryOf(node, shape, (offset) => positionAt(starts, offset).line)) };
}

function entryOf(node: YamlNode, shape: EntryShape, lineAt: (offset: number) => number): StatementEntry {
  const text = (...path: readonly string[]): string | undefined => textOf(yamlAt(node, ...path));
  return {
    line: lineAt(node.range[0]),
    text,
    list: (key) => {
      const at = yamlAt(node, key);
      return (at?.is === 'list' ? at.items : at ? [at] : []).flatMap((item) => textOf(item) ?? []);
    },
    flag: (key) => {
      const at = yamlAt(node, key);
      return at?.is === 'scalar' && at.value === true;
    },
    faults: node.is === 'map' ? formFaults(node, shape, lineAt) : ['is no object'],
  };
}

function textOf(node: YamlNode | undefined): string | undefined {
  const text = node?.is === 'scalar' && node.value !== null ? String(node.value).trim() : '';
  return text === '' ? undefined : text;
}

function formFaults(node: YamlNode & { readonly is: 'map' }, shape: EntryShape, lineAt: (offset: number) => number): readonly string[] {
  return [...node.entries].flatMap(([name, { key, value }]) => {
    const wanted = Object.hasOwn(shape, name) ? shape[name] : undefined;
    const line = lineAt(key[0]);
    if (wanted === undefined) return [unknownKey(name, line, Object.keys(shape))];
    if (value.is === 'scalar' && value.value === null) return [];
    if (wanted === 'flag') return value.is === 'scalar' && typeof value.value === 'boolean' ? [] : [`must say true or false at "${name}" (line ${String(line)})`];
    if (wanted === 'list') return value.is === 'map' ? [`must have a list at "${name}" (line ${String(line)})`] : [];
    if (wanted === 'text') return value.is === 'scalar' ? [] : [`must have a text at "${name}" (line ${String(line)})`];
    if (value.is !== 'map') return [`must have an object at "${name}", with ${wanted.join(' or ')} (line ${String(line)})`];
    return [...value.entries].flatMap(([inner, { key: at }]) => (wanted.includes(inner) ? [] : [unknownKey(`${name}.${inner}`, lineAt(at[0]), wanted)]));
  });
}

function unknownKey(name: string, line: number, known: readonly string[]): string {
  return `has an unknown key "${name}" (line ${String(line)}): ${suggestion(name.slice(name.lastIndexOf('.') + 1), known)}`;
}
