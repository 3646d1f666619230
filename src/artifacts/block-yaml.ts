/**
 * The part of YAML that package managers write: nested block maps, block lists, scalars on one line, `>-` scalars, and lists
 * in brackets. A full parser takes seconds for a large pnpm-lock.yaml, of which only one section is wanted.
 */
export type YamlNode = string | readonly YamlNode[] | YamlMap;

export interface YamlMap {
  readonly [key: string]: YamlNode;
}

/** Reads those top-level sections of a document that are wanted, and skips the rest unread. Later documents of the same text add to it. */
export function readSections(text: string, wanted: ReadonlySet<string>): YamlMap {
  const sections: Record<string, YamlNode> = {};
  for (const { key, start, end } of topLevelKeys(text)) {
    if (!wanted.has(key)) continue;
    const lines = significantLines(text.slice(start, end));
    const cursor: Cursor = { lines, at: 0 };
    const read = readMap(cursor, 0)[key];
    if (read !== undefined) sections[key] = mergeMaps(sections[key], read);
  }
  return sections;
}

/** A node's map, empty when it is something else. */
export function asMap(node: YamlNode | undefined): YamlMap {
  return isMap(node) ? node : {};
}

/** A node's text, undefined when it is something else. */
export function asText(node: YamlNode | undefined): string | undefined {
  return typeof node === 'string' ? node : undefined;
}

function isMap(node: YamlNode | undefined): node is YamlMap {
  return typeof node === 'object' && !Array.isArray(node);
}

function mergeMaps(first: YamlNode | undefined, second: YamlNode): YamlNode {
  return isMap(first) && isMap(second) ? { ...first, ...second } : second;
}

function topLevelKeys(text: string): readonly { readonly key: string; readonly start: number; readonly end: number }[] {
  const starts = [...text.matchAll(/^(?:'([^']*)'|"([^"]*)"|([A-Za-z_][\w-]*)):/gm)];
  return starts.map((found, at) => ({
    key: found[1] ?? found[2] ?? found[3] ?? '',
    start: found.index,
    end: starts[at + 1]?.index ?? text.length,
  }));
}

interface Line {
  readonly indent: number;
  readonly text: string;
}

interface Cursor {
  readonly lines: readonly Line[];
  at: number;
}

function significantLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed === '---') continue;
    lines.push({ indent: line.length - line.trimStart().length, text: trimmed });
  }
  return lines;
}

/** Key, then the rest of the line. Keys with a colon inside, such as `axios@npm:1`, are quoted or have no blank after it. */
const entry = /^(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|((?!- )[^\s'"#][^#]*?))\s*:(?:\s+(.*))?$/;

/** Columns. Each level is a few of them, and is followed by recursion. */
const deepest = 400;

function readMap(cursor: Cursor, indent: number): YamlMap {
  const entries: [string, YamlNode][] = [];
  if (indent > deepest) return {};
  for (let line = cursor.lines[cursor.at]; line !== undefined && line.indent === indent; line = cursor.lines[cursor.at]) {
    const found = entry.exec(line.text);
    cursor.at += 1;
    if (found === null) continue;
    const key = found[1]?.replaceAll("''", "'") ?? found[2] ?? found[3] ?? '';
    entries.push([key, readNode(cursor, indent, found[4] ?? '')]);
    skipDeeper(cursor, indent);
  }
  return Object.fromEntries(entries);
}

function readNode(cursor: Cursor, indent: number, rest: string): YamlNode {
  const inline = withoutComment(rest);
  const next = cursor.lines[cursor.at];
  if (/^[>|][+-]?$/.test(inline)) return next !== undefined && next.indent > indent ? takeText(cursor, indent) : '';
  if (inline !== '') return readInline(inline);
  if (next === undefined) return '';
  // A list may stand at the indentation of its key.
  if (next.text.startsWith('- ') && next.indent >= indent) return readList(cursor, next.indent);
  return next.indent > indent ? readMap(cursor, next.indent) : '';
}

function readList(cursor: Cursor, indent: number): readonly YamlNode[] {
  const items: YamlNode[] = [];
  const isItem = (line: Line | undefined): line is Line => line?.indent === indent && line.text.startsWith('- ');
  for (let line = cursor.lines[cursor.at]; isItem(line); line = cursor.lines[cursor.at]) {
    cursor.at += 1;
    items.push(readInline(withoutComment(line.text.slice(2).trim())));
    skipDeeper(cursor, indent);
  }
  return items;
}

function takeText(cursor: Cursor, indent: number): string {
  const parts: string[] = [];
  for (let line = cursor.lines[cursor.at]; line !== undefined && line.indent > indent; line = cursor.lines[cursor.at]) {
    parts.push(line.text);
    cursor.at += 1;
  }
  return parts.join(' ');
}

function skipDeeper(cursor: Cursor, indent: number): void {
  for (let line = cursor.lines[cursor.at]; line !== undefined && line.indent > indent; line = cursor.lines[cursor.at]) cursor.at += 1;
}

function readInline(text: string): YamlNode {
  if (text === '{}') return {};
  if (text.startsWith('{') && text.endsWith('}')) return Object.fromEntries(splitFlow(text).map(pairOf));
  if (text.startsWith('[') && text.endsWith(']')) return splitFlow(text).map(unquote);
  return unquote(text);
}

function pairOf(text: string): readonly [string, string] {
  const colon = text.indexOf(': ');
  return colon < 0 ? [unquote(text), ''] : [unquote(text.slice(0, colon)), unquote(text.slice(colon + 2).trim())];
}

function splitFlow(text: string): readonly string[] {
  const items = text.slice(1, -1).match(/(?:'[^']*'|"[^"]*"|[^,'"])+/g) ?? [];
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function unquote(text: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(text);
  return quoted?.[2] ?? text;
}

function withoutComment(text: string): string {
  if (/^(['"]).*\1$/.test(text)) return text;
  return text.replace(/\s+#.*$/, '').trim();
}
