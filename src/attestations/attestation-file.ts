import { posixPath } from '../files/posix-path.js';
import { isDay } from '../model/calendar.js';
import { itemTitles, type ItemId } from '../model/checklist.js';
import type { AttestedBy, Attestation } from '../model/attestation.js';
import { brokenStatements } from '../statements/broken-statements.js';
import { suggestion } from '../statements/nearest-name.js';
import { readStatements, type EntryShape, type StatementEntry } from '../statements/statement-file.js';
import type { StatementText } from '../statements/statement-folder.js';

export const attestationFileName = 'attestations.yaml';

const shape = {
  item: 'text', says: 'text', statement: 'text', owner: 'text', evidence: ['url', 'file', 'sha256'], date: 'text', until: 'text', invalidatedBy: 'list', seal: 'text', signedBy: 'text', draft: 'flag',
} as const satisfies EntryShape;

const itemIds = Object.keys(itemTitles) as ItemId[];

/** An attestation with the folder that its paths are relative to. */
export interface PlacedAttestation extends Attestation {
  /** Absolute. */
  readonly base: string;
}

/**
 * Reads the entries of a file of attestations. One that lacks something says so in its faults, and does not count.
 * @param root the scanned folder, absolute: places are relative to it
 * @throws {UsageError} with the lines around when the file is not readable as one
 */
export function readAttestations(source: StatementText, root: string): readonly PlacedAttestation[] {
  const read = source.problem === undefined ? readStatements(source.text, 'attestations', shape) : ({ ok: false, line: 1, message: source.problem } as const);
  if (!read.ok) throw brokenStatements(source, root, read);
  return read.entries.map((entry) => attestationOf(entry, source, root));
}

function attestationOf(entry: StatementEntry, { base, file }: StatementText, root: string): PlacedAttestation {
  const [named, says = 'met', statement = '', owner, date, until, seal] = ['item', 'says', 'statement', 'owner', 'date', 'until', 'seal'].map((key) => entry.text(key));
  const item = itemIds.find((id) => id === named);
  const signedBy = entry.flag('draft') ? undefined : entry.text('signedBy');
  const invalidatedBy = entry.list('invalidatedBy');
  const evidence = evidenceOf(entry);
  const missing = [
    ...(named === undefined ? ['an item'] : []), ...(statement === '' ? ['a statement'] : []), ...(owner === undefined ? ['an owner'] : []), ...(until === undefined ? ['an end date'] : []),
    ...(evidence === undefined && says !== 'not-applicable' ? ['evidence (url, or file with sha256)'] : []), ...(signedBy !== undefined && date === undefined ? ['the date of its signature'] : []),
    ...(signedBy !== undefined && invalidatedBy.length > 0 && seal === undefined ? ['a seal on what "invalidatedBy" matches (sign it with readiness attest)'] : []),
  ];
  return {
    base, file: posixPath(root, file), line: entry.line, ...(item && { item }), says: says === 'not-applicable' ? says : 'met', statement, invalidatedBy,
    ...(owner !== undefined && { owner }), ...(evidence && { evidence }), ...(date !== undefined && { date }), ...(until !== undefined && { until }), ...(seal !== undefined && { seal }), ...(signedBy !== undefined && { signedBy }),
    faults: [
      ...entry.faults,
      ...(missing.length > 0 ? [`lacks ${[missing.slice(0, -1).join(', '), missing.at(-1)].filter(Boolean).join(' and ')}`] : []),
      ...(named !== undefined && !item ? [`names an item that does not exist, "${named}": ${suggestion(named, itemIds) || 'readiness items lists them'}`] : []),
      ...(says === 'met' || says === 'not-applicable' ? [] : [`says "${says}": met or not-applicable`]),
      ...[date, until].flatMap((day) => (day === undefined || isDay(day) ? [] : [`has "${day}", which is no day written YYYY-MM-DD`])),
      ...(evidence && 'url' in evidence && !/^https?:\/\/\S+$/.test(evidence.url) ? [`names "${evidence.url}" as evidence, which is no address`] : []),
    ],
  };
}

function evidenceOf(entry: StatementEntry): AttestedBy | undefined {
  const [url, file, sha256] = [entry.text('evidence', 'url'), entry.text('evidence', 'file'), entry.text('evidence', 'sha256')];
  if (url !== undefined) return { url };
  return file !== undefined && sha256 !== undefined ? { file, sha256 } : undefined;
}
