import { isMap, isSeq, parseDocument, type Document, type YAMLSeq } from 'yaml';

/** The value of a key of an entry; undefined takes the key away. */
export type EntryChanges = Readonly<Record<string, string | readonly string[] | Readonly<Record<string, string>> | boolean | undefined>>;

/** The text of a file of statements with one entry more at its end. Comments and order stay. `heading` begins a file that is new. */
export function withEntry(text: string, key: string, heading: string, entry: EntryChanges): string {
  const document = parseDocument(text.trim() === '' ? `# ${heading}\n${key}: []\n` : text);
  const list = listIn(document, key);
  list.flow = false;
  list.add(document.createNode(withoutUndefined(entry)));
  return written(document);
}

/** The text with keys of the entry at an index changed, the others as they are. */
export function withChanges(text: string, key: string, index: number, changes: EntryChanges): string {
  const document = parseDocument(text);
  const entry = listIn(document, key).items[index];
  if (!isMap(entry)) return text;
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) entry.delete(name);
    else entry.set(document.createNode(name), document.createNode(value));
  }
  return written(document);
}

function listIn(document: Document, key: string): YAMLSeq {
  const list = document.get(key);
  if (isSeq(list)) return list;
  const made = document.createNode([]);
  document.set(key, made);
  return made;
}

function withoutUndefined(entry: EntryChanges): EntryChanges {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

/** Long reasons stay on their line: it is what a diff shows. */
function written(document: Document): string {
  return document.toString({ lineWidth: 0 });
}
