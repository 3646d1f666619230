import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { attestationFileName, readAttestations, type PlacedAttestation } from './attestations/attestation-file.js';
import { fileHash, sealOf } from './attestations/seal.js';
import { posixPath } from './files/posix-path.js';
import { isDay } from './model/calendar.js';
import { itemTitles, type ItemId } from './model/checklist.js';
import { UsageError } from './model/usage-error.js';
import { dayOf } from './said.js';
import { withChanges, withEntry, type EntryChanges } from './statements/edit-statements.js';
import { suggestion } from './statements/nearest-name.js';
import { saveStatements, statementsToEdit } from './statements/save-statements.js';
import { isOwner } from './waivers/waiver-text.js';

/** What is stated; what is left out is taken from the item's entry, if it has one. */
export interface AttestOptions {
  /** The scanned folder, relative to the working directory. */
  readonly path: string;
  readonly item: string;
  readonly statement?: string;
  readonly owner?: string;
  /** An address, or a file relative to the scanned folder. */
  readonly evidence?: string;
  readonly until?: string;
  /** Patterns as in a .gitignore file, relative to the folder that holds `.readiness`. */
  readonly invalidatedBy?: readonly string[];
  /** It is stated that the item does not apply. */
  readonly notApplicable?: boolean;
  readonly now?: string;
}

/** A statement that is complete, ready to be signed or kept as a draft. */
export interface Statement {
  readonly item: ItemId;
  readonly statement: string;
  readonly owner: string;
  readonly until: string;
  readonly evidence?: string;
  /** Files whose change makes it stale. */
  readonly watched: readonly string[];
  /** Writes it and gives the place. Without a name it is a draft, which does not count. */
  readonly save: (signedBy: string | undefined) => { readonly file: string; readonly line: number };
}

const heading = 'What code cannot show, stated by people: readiness attest writes it, and only a person signs.';

/**
 * Puts a statement on an item together.
 * @throws {UsageError} when something is missing, or a draft would take the place of what a person signed
 */
export async function prepareAttestation(options: AttestOptions): Promise<Statement> {
  const day = dayOf(options.now);
  const root = statSync(options.path, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(resolve(options.path)) : undefined;
  if (root === undefined) throw new UsageError(`"${options.path}" is no folder`, 'Name the scanned folder with --path.');
  const item = itemOf(options.item);
  const source = statementsToEdit(root, attestationFileName);
  const entries = readAttestations(source, source.base);
  const index = entries.findIndex((entry) => entry.item === item);
  const before = entries[index];
  const { statement, owner, until } = textsOf(options, before, day);
  const says = options.notApplicable === true || (options.statement === undefined && before?.says === 'not-applicable') ? 'not-applicable' : 'met';
  const evidence = await evidenceOf(options, before, { root, base: source.base });
  if (!evidence && says === 'met') throw new UsageError('a statement needs evidence', 'Name with --evidence an address, or a file of the repository.');
  const invalidatedBy = options.invalidatedBy ?? before?.invalidatedBy ?? [];
  const seal = await sealOf(source.base, invalidatedBy);
  if (invalidatedBy.length > 0 && seal.files.length === 0) throw new UsageError(`${invalidatedBy.join(', ')} matches no file below ${posixPath(root, source.base) || '.'}`, 'Write --invalidated-by as in a .gitignore file.');
  return {
    item, statement, owner, until, watched: seal.files, ...(evidence && { evidence: 'url' in evidence ? evidence.url : evidence.file }),
    save: (signedBy) => {
      if (signedBy === undefined && before?.signedBy !== undefined) throw new UsageError(`${posixPath(root, source.file)}:${String(before.line)} is signed by ${before.signedBy}`, 'Only a person renews it, at a terminal.');
      const signature: EntryChanges = signedBy === undefined ? { draft: true } : { date: day, seal: invalidatedBy.length > 0 ? seal.hash : undefined, signedBy, draft: undefined };
      const entry: EntryChanges = { item, says: says === 'met' ? undefined : says, statement, owner, evidence, until, invalidatedBy: invalidatedBy.length > 0 ? invalidatedBy : undefined, ...signature };
      const text = before ? withChanges(source.text, 'attestations', index, entry) : withEntry(source.text, 'attestations', heading, entry);
      saveStatements(source.file, text);
      return { file: source.file, line: readAttestations({ ...source, text }, source.base).find((one) => one.item === item)?.line ?? 1 };
    },
  };
}

function itemOf(id: string): ItemId {
  const ids = Object.keys(itemTitles) as ItemId[];
  const item = ids.find((known) => known === id);
  if (item === undefined) throw new UsageError(`unknown item '${id}'`, suggestion(id, ids) || 'readiness items lists them');
  return item;
}

function textsOf(options: AttestOptions, before: PlacedAttestation | undefined, day: string): Pick<Statement, 'statement' | 'owner' | 'until'> {
  const statement = (options.statement ?? before?.statement ?? '').trim();
  const [owner, until] = [options.owner ?? before?.owner, options.until ?? before?.until];
  if (statement === '') throw new UsageError('a statement says something', 'Say it with --statement.');
  if (owner === undefined || !isOwner(owner)) throw new UsageError(owner === undefined ? 'a statement needs an owner' : `"${owner}" is no owner`, 'Write --owner as @name, @org/team or a mail address.');
  if (until === undefined || !isDay(until)) throw new UsageError(until === undefined ? 'a statement needs an end' : `"${until}" is no day`, 'Write --until as YYYY-MM-DD.');
  if (until < day) throw new UsageError(`${until} has passed`, 'A statement ends on a day to come: --until.');
  return { statement, owner, until };
}

type Evidence = { readonly url: string } | { readonly file: string; readonly sha256: string };

/** A file's hash is always taken anew: what is signed is what is there now. */
async function evidenceOf({ evidence }: AttestOptions, before: PlacedAttestation | undefined, { root, base }: { readonly root: string; readonly base: string }): Promise<Evidence | undefined> {
  if (evidence === undefined && (!before?.evidence || 'url' in before.evidence)) return before?.evidence;
  if (evidence !== undefined && /^https?:\/\/\S+$/.test(evidence)) return { url: evidence };
  const absolute = evidence !== undefined ? resolve(root, evidence) : resolve(base, before?.evidence && 'file' in before.evidence ? before.evidence.file : '');
  const sha256 = await fileHash(absolute);
  if (sha256 === undefined) throw new UsageError(`the evidence ${evidence ?? posixPath(base, absolute)} cannot be read`, 'Name an address (https://…) or a file, relative to the scanned folder.');
  return { file: posixPath(base, absolute), sha256 };
}
