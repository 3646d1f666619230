import { addDependency, wantedDependency } from '../fix/add-dependency.js';
import { foldersOf } from '../files/posix-path.js';
import { placeInside } from '../files/place-inside.js';
import { isSourceName } from '../files/scope.js';
import type { Fix } from '../model/evidence.js';
import type { TextEdit } from '../model/span.js';
import type { Candidate } from './attempt.js';
import type { Bench, Judged } from './bench.js';
import type { Placed } from './place.js';

/** A fix with the edits of package.json that its packages need, or a clause why it cannot be made. */
export async function prepare(bench: Bench, { texts }: Judged, placed: Placed, fix: Fix): Promise<Candidate | string> {
  for (const edit of fix.edits) {
    const reason = await whyNot(bench, edit, texts.get(edit.file));
    if (reason !== undefined) return reason;
  }
  const edits: TextEdit[] = [...fix.edits];
  for (const name of fix.installs ?? []) {
    const added = await installed(bench, texts, fix, name);
    if (typeof added === 'string') return added;
    edits.push(...added);
  }
  return { placed, fix, edits };
}

/** Why an edit cannot be made: its file lies outside, is no text, or is another one than the fix was made for. */
async function whyNot(bench: Bench, { file, start, end }: TextEdit, changed: string | undefined): Promise<string | undefined> {
  if ((await placeInside(bench.root, file)) === undefined) return `${file} lies outside of the scanned folder`;
  const read = await bench.read(file);
  if (read.is === 'unreadable') return `${file} cannot be read as text`;
  const { length } = changed ?? (read.is === 'text' ? read.text : '');
  return start <= end && end <= length ? undefined : `the change does not fit into ${file}`;
}

/** Adds a package to the manifests of the packages whose files name it. */
async function installed(bench: Bench, texts: ReadonlyMap<string, string>, { edits }: Fix, install: string): Promise<readonly TextEdit[] | string> {
  const wanted = wantedDependency(install);
  const naming = edits.filter(({ text }) => text.includes(wanted.name));
  const files = (naming.length > 0 ? naming : edits.filter(({ file }) => isSourceName(file))).map(({ file }) => file);
  const added: TextEdit[] = [];
  for (const manifest of new Set(files.map((file) => manifestOf(bench, file)))) {
    if (manifest === undefined) return `${install} is needed, and its package.json lies outside of the scanned folder, or nowhere`;
    const read = await bench.read(manifest);
    const text = texts.get(manifest) ?? (read.is === 'text' ? read.text : undefined);
    const edit = text === undefined ? undefined : addDependency(text, wanted);
    if (!edit) return `${install} is needed, and cannot be added to ${manifest}`;
    added.push(...edit.map((one) => ({ file: manifest, ...one })));
  }
  return added;
}

/** The package.json of the package that a file belongs to. One that holds only `type` steers Node's loader, and is none. */
function manifestOf({ inputs: { manifests } }: Bench, file: string): string | undefined {
  const dir = foldersOf(file).find((folder) => manifests.manifests.some((one) => one.dir === folder && (one.name !== undefined || Object.keys(one.dependencies).length > 0)));
  return dir === undefined ? undefined : dir === '' ? 'package.json' : `${dir}/package.json`;
}
