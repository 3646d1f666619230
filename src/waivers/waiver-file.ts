import { join } from 'node:path';
import { posixPath } from '../files/posix-path.js';
import { daysAfter, isDay, today } from '../model/calendar.js';
import { waiverKinds, type Waiver } from '../model/waiver.js';
import { brokenStatements } from '../statements/broken-statements.js';
import { suggestion } from '../statements/nearest-name.js';
import { readStatements, type EntryShape, type StatementEntry } from '../statements/statement-file.js';
import type { StatementText } from '../statements/statement-folder.js';
import { faultsOfWaiver, isAddress } from './waiver-text.js';

export const waiverFileName = 'waivers.yaml';

const shape = { rule: 'text', file: 'text', symbol: 'text', item: 'text', kind: 'text', reason: 'text', owner: 'text', until: 'text', issue: 'text' } as const satisfies EntryShape;

/** The rules that there are, each with the items that it decides, as far as the host knows them. */
export type KnownRules = ReadonlyMap<string, readonly string[] | undefined>;

/**
 * Reads the entries of a file of waivers. One that lacks something, or has something that is not known, says so in its faults and is not followed.
 * @param root the scanned folder, absolute: places are relative to it
 * @throws {UsageError} with the lines around when the file is not readable as one
 */
export function readWaivers(source: StatementText, root: string, rules: KnownRules): readonly Waiver[] {
  const read = source.problem === undefined ? readStatements(source.text, 'waivers', shape) : ({ ok: false, line: 1, message: source.problem } as const);
  if (!read.ok) throw brokenStatements(source, root, read);
  const waivers = read.entries.map((entry) => waiverOf(entry, source, root, rules));
  return waivers.map((waiver, at) => {
    const first = waivers.slice(0, at).find((other) => other.rule === waiver.rule && other.target.file === waiver.target.file && other.target.symbol === waiver.target.symbol);
    return first && waiver.rule !== undefined ? { ...waiver, faults: [...waiver.faults, `repeats the entry of line ${String(first.line)}`] } : waiver;
  });
}

function waiverOf(entry: StatementEntry, { base, file }: StatementText, root: string, rules: KnownRules): Waiver {
  const rule = entry.text('rule')?.replace(/^readiness\//, '');
  const target = entry.text('file');
  const said = entry.text('kind');
  const kind = waiverKinds.find((one) => one === (said ?? 'accepted-risk'));
  const item = entry.text('item');
  const issue = entry.text('issue');
  const [owner, until] = [entry.text('owner'), entry.text('until')];
  const text = { reason: entry.text('reason') ?? '', ...(owner !== undefined && { owner }), ...(until !== undefined && { until }) };
  const decides = rule === undefined ? undefined : rules.get(rule);
  return {
    by: 'file', file: posixPath(root, file), line: entry.line, ...(rule !== undefined && { rule }), kind: kind ?? 'accepted-risk', ...text,
    target: { file: target === undefined ? '' : posixPath(root, join(base, target)), symbol: entry.text('symbol') ?? '' },
    ...(item !== undefined && { item }), ...(issue !== undefined && { issue }),
    faults: [
      ...entry.faults,
      ...(rule === undefined ? ['names no rule'] : strangerFault(rule, rules)),
      ...(target === undefined ? ['names no file'] : []),
      ...(kind === undefined ? [`has the kind "${said ?? ''}": ${waiverKinds.join(' or ')}`] : []),
      ...(item !== undefined && decides && !decides.includes(item) ? [`names the item "${item}", which its rule does not decide: ${suggestion(item, decides)}`] : []),
      ...(issue !== undefined && !isAddress(issue) ? [`names "${issue}" as its issue, which is no address`] : []),
      ...faultsOfWaiver(text),
    ],
    example: exampleOf(text),
  };
}

/** That there is no such rule, with the one that was meant. */
export function strangerFault(rule: string, rules: KnownRules): readonly string[] {
  return rules.has(rule) ? [] : [`names a rule that does not exist, "${rule}": ${suggestion(rule, [...rules.keys()]) || 'readiness rules lists them'}`];
}

/** What an entry needs besides the place that it speaks of. */
function exampleOf({ reason, owner = '@owner', until = '' }: { readonly reason: string; readonly owner?: string; readonly until?: string }): string {
  return `reason: ${reason || 'the proxy ends it after 5 s'}, owner: '${owner}', until: ${isDay(until) ? until : daysAfter(today(), 90)}`;
}
