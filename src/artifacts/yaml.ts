import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node } from 'yaml';
import type { Range } from './artifact.js';
import { yamlDepth } from './yaml-depth.js';

/** YAML with the place of everything in it. JSON is YAML. */
export type YamlNode = YamlMapping | YamlSequence | YamlScalar;

export interface YamlMapping {
  readonly is: 'map';
  readonly range: Range;
  /** By key, in the order of the text; what `<<` brings in comes last. */
  readonly entries: ReadonlyMap<string, { readonly key: Range; readonly value: YamlNode }>;
}

export interface YamlSequence {
  readonly is: 'list';
  readonly range: Range;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly is: 'scalar';
  readonly range: Range;
  readonly value: string | number | boolean | null;
}

export type YamlResult = { readonly ok: true; readonly documents: readonly YamlNode[] } | { readonly ok: false; readonly message: string };

/** Levels, as they are told from the text. */
const deepestText = 300;

/**
 * Reads all documents of a text. One that is broken makes the whole text unreadable: what a parser guesses behind an error is no evidence. Aliases
 * stand for what they name; tags of a tool (`!Ref`, `!reference`) are left out of sight. Never throws.
 */
export function readYaml(text: string): YamlResult {
  // The parser is recursive: what exhausts the stack cannot be counted on to be caught.
  if (yamlDepth(text) > deepestText) return { ok: false, message: 'is nested too deeply to be read' };
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent', stringKeys: false });
    if (!Array.isArray(documents)) return { ok: true, documents: [] };
    for (const { errors: [error] } of documents) {
      const line = error?.linePos?.[0].line;
      if (error) return { ok: false, message: `is no YAML${line === undefined ? '' : `: line ${String(line)}`}: ${error.message.split('\n')[0] ?? ''}` };
    }
    return { ok: true, documents: documents.flatMap((document) => (document.contents ? [new Conversion(document).of(document.contents)] : [])) };
  } catch (error) {
    return { ok: false, message: `is no YAML that can be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** JSON with the place of everything in it: YAML, but that tabs are white space. */
export function readJson(text: string): YamlResult {
  return readYaml(text.replaceAll('\t', ' '));
}

/** What stands at a path of keys, and of numbers for items. */
export function yamlAt(node: YamlNode | undefined, ...path: readonly (string | number)[]): YamlNode | undefined {
  return path.reduce<YamlNode | undefined>((at, step) => {
    if (at?.is === 'map') return at.entries.get(String(step))?.value;
    return at?.is === 'list' && typeof step === 'number' ? at.items[step] : undefined;
  }, node);
}

/** The text of a scalar that is one. */
export function yamlText(node: YamlNode | undefined): string | undefined {
  return node?.is === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The number of a scalar, also where it is written as text. */
export function yamlNumber(node: YamlNode | undefined): number | undefined {
  if (node?.is !== 'scalar') return undefined;
  if (typeof node.value === 'number') return node.value;
  return typeof node.value === 'string' && /^\d+(?:\.\d+)?$/.test(node.value) ? Number(node.value) : undefined;
}

/** The items of a list; none of anything else. */
export function yamlItems(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.is === 'list' ? node.items : [];
}

/** The entries of a map; none of anything else. */
export function yamlEntries(node: YamlNode | undefined): readonly (readonly [string, YamlNode, Range])[] {
  return node?.is === 'map' ? [...node.entries].map(([name, { key, value }]) => [name, value, key] as const) : [];
}

/** The place of a key in a map, else of the map. */
export function keyRange(node: YamlNode, key: string): Range {
  return (node.is === 'map' ? node.entries.get(key)?.key : undefined) ?? node.range;
}

/** Deeper documents are an attack, or data. */
const deepest = 100;

class Conversion {
  private readonly known = new Map<unknown, YamlNode>();
  private readonly open = new Set<unknown>();

  constructor(private readonly document: Document.Parsed) {}

  of(node: unknown): YamlNode {
    const done = this.known.get(node);
    if (done) return done;
    // An alias may name what it stands in.
    if (this.open.has(node) || this.open.size > deepest) return { is: 'scalar', range: rangeOf(node), value: null };
    this.open.add(node);
    const converted = this.convert(node);
    this.open.delete(node);
    this.known.set(node, converted);
    return converted;
  }

  private convert(node: unknown): YamlNode {
    const range = rangeOf(node);
    if (isAlias(node)) return this.of(node.resolve(this.document));
    if (isSeq(node)) return { is: 'list', range, items: node.items.map((item) => this.of(item)) };
    if (isMap(node)) return { is: 'map', range, entries: this.entries(node.items) };
    const value = isScalar(node) ? node.value : null;
    return { is: 'scalar', range, value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : typeof value === 'bigint' ? Number(value) : null };
  }

  private entries(pairs: readonly { readonly key: unknown; readonly value: unknown }[]): YamlMapping['entries'] {
    const own = new Map<string, { key: Range; value: YamlNode }>();
    const merged: YamlMapping[] = [];
    for (const { key, value } of pairs) {
      const name = this.of(key);
      const read = this.of(value);
      if (name.is !== 'scalar') continue;
      if (name.value === '<<') merged.push(...(read.is === 'list' ? read.items : [read]).filter((one) => one.is === 'map'));
      else own.set(String(name.value ?? ''), { key: rangeOf(key), value: read });
    }
    for (const { entries } of merged) for (const [name, entry] of entries) if (!own.has(name)) own.set(name, entry);
    return own;
  }
}

function rangeOf(node: unknown): Range {
  const range = typeof node === 'object' && node !== null ? (node as Partial<Node>).range : undefined;
  return range ? [range[0], Math.max(range[1], range[0])] : [0, 0];
}

/** The same tree, with its places moved: what was rendered stands elsewhere in its template. */
export function withRanges(node: YamlNode, move: (range: Range) => Range, known: Map<YamlNode, YamlNode> = new Map<YamlNode, YamlNode>()): YamlNode {
  const done = known.get(node);
  if (done) return done;
  const range = move(node.range);
  const moved: YamlNode = node.is === 'map' ? { ...node, range, entries: new Map([...node.entries].map(([name, { key, value }]) => [name, { key: move(key), value: withRanges(value, move, known) }])) }
    : node.is === 'list' ? { ...node, range, items: node.items.map((item) => withRanges(item, move, known)) } : { ...node, range };
  known.set(node, moved);
  return moved;
}

/** A map over another one: what both have is joined in maps, and taken from `over` otherwise. Items of lists are joined by their names. */
export function overlaid(base: YamlNode | undefined, over: YamlNode | undefined): YamlNode | undefined {
  if (!base || !over) return over ?? base;
  if (base.is === 'list' && over.is === 'list') {
    const named = over.items.map((item) => [nameOf(item), item] as const);
    if (named.some(([name]) => name === undefined)) return over;
    const rest = base.items.filter((item) => !named.some(([name]) => name === nameOf(item)));
    return { ...over, items: [...rest, ...named.map(([name, item]) => overlaid(base.items.find((b) => nameOf(b) === name), item) ?? item)] };
  }
  if (base.is !== 'map' || over.is !== 'map') return over;
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) entries.set(key, { key: entry.key, value: overlaid(base.entries.get(key)?.value, entry.value) ?? entry.value });
  return { ...base, entries };
}

function nameOf(item: YamlNode): string | undefined {
  return yamlText(yamlAt(item, 'name'));
}
