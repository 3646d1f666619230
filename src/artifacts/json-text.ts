/** JSON as people write it, with comments and trailing commas, and with the line of what is wrong in it. */

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  /** `message` continues a sentence that starts with the file's name; `line` counts from 1. */
  | { readonly ok: false; readonly message: string; readonly line: number };

/**
 * Parses JSON. `comments` also allows what tsconfig.json and bun.lock allow: comments and trailing commas. The engine's own
 * parser does the work; only a text that it refuses is read a second time, for the line of the error.
 */
export function parseJson(text: string, dialect: 'strict' | 'comments' = 'strict'): JsonResult {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return { ok: true, value: JSON.parse(plain) };
  } catch {
    return readSlowly(plain, dialect);
  }
}

/** The line, from 1, on which the key at the end of `path` stands; undefined when the text has no such key. */
export function lineOfKey(text: string, path: readonly (string | number)[]): number | undefined {
  const wanted = JSON.stringify(path.map(String));
  let found: number | undefined;
  const onKey = (keys: readonly string[], at: number): void => {
    if (JSON.stringify(keys) === wanted) found ??= lineAt(text, at);
  };
  try {
    readValue({ text, at: 0, dialect: 'comments', onKey }, []);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
  }
  return found;
}

/** A plain object; anything else that JSON can hold is none. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same entries, and no others: a package may be called `constructor`, which every object has by itself. */
export function withoutPrototype<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, record);
}

/** Whether objects and lists lie more than `most` levels inside of each other. */
export function isNestedDeeper(value: unknown, most: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one as Readonly<Record<string, unknown>>) : []));
  }
  return false;
}

interface Reader {
  readonly text: string;
  at: number;
  readonly dialect: 'strict' | 'comments';
  readonly onKey?: (path: readonly string[], at: number) => void;
}

class JsonError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

function readSlowly(text: string, dialect: Reader['dialect']): JsonResult {
  const reader: Reader = { text, at: 0, dialect };
  try {
    const value = readValue(reader, []);
    skipBlanks(reader);
    if (reader.at < text.length) fail(reader, 'nothing more');
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { ok: false, message: error.message, line: lineAt(text, error.at) };
  }
}

/** Levels: the stack bears more. */
const deepest = 500;

function readValue(reader: Reader, path: readonly string[]): unknown {
  if (path.length > deepest) throw new JsonError('is nested too deeply', reader.at);
  skipBlanks(reader);
  const start = reader.text[reader.at];
  if (start === '{') return readObject(reader, path);
  if (start === '[') return readArray(reader, path);
  if (start === '"') return readString(reader);
  return readWord(reader);
}

function readObject(reader: Reader, path: readonly string[]): unknown {
  const entries: [string, unknown][] = [];
  readList(reader, '}', () => {
    const at = reader.at;
    if (reader.text[at] !== '"') fail(reader, 'a name in double quotes');
    const key = readString(reader);
    reader.onKey?.([...path, key], at);
    skipBlanks(reader);
    if (reader.text[reader.at] !== ':') fail(reader, `":" after "${key}"`);
    reader.at += 1;
    entries.push([key, readValue(reader, [...path, key])]);
  });
  return Object.fromEntries(entries);
}

function readArray(reader: Reader, path: readonly string[]): unknown {
  const items: unknown[] = [];
  readList(reader, ']', () => {
    items.push(readValue(reader, [...path, String(items.length)]));
  });
  return items;
}

/** Reads what stands between the bracket at the reader's place and `end`, item by item. */
function readList(reader: Reader, end: '}' | ']', readItem: () => void): void {
  reader.at += 1;
  skipBlanks(reader);
  while (reader.text[reader.at] !== end) {
    readItem();
    skipBlanks(reader);
    if (reader.text[reader.at] === end) break;
    if (reader.text[reader.at] !== ',') fail(reader, `"," or "${end}"`);
    reader.at += 1;
    skipBlanks(reader);
    if (reader.text[reader.at] === end && reader.dialect === 'strict') fail(reader, 'no comma before the end of a list');
  }
  reader.at += 1;
}

function readString(reader: Reader): string {
  const literal = match(reader, /"(?:[^"\\\n\r]|\\.)*"/y);
  if (literal === undefined) return fail(reader, 'a string that ends on its line');
  return String(parseLiteral(reader, literal));
}

function readWord(reader: Reader): unknown {
  const literal = match(reader, /-?\d[\d.eE+-]*|true\b|false\b|null\b/y);
  if (literal === undefined) return fail(reader, 'a value');
  return parseLiteral(reader, literal);
}

function parseLiteral(reader: Reader, literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    reader.at -= literal.length;
    return fail(reader, 'a valid string or number');
  }
}

function skipBlanks(reader: Reader): void {
  match(reader, reader.dialect === 'strict' ? /\s*/y : /(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y);
}

function match(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  reader.at += found?.length ?? 0;
  return found;
}

function fail(reader: Reader, expected: string): never {
  const next = reader.text[reader.at];
  const seen = next === undefined ? 'the end of the file' : reader.text.startsWith('<<<<<<<', reader.at) ? 'a merge conflict' : `"${next}"`;
  throw new JsonError(`is not valid JSON: expected ${expected}, found ${seen}`, reader.at);
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
