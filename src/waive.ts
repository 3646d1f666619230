import { realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { extractFacts } from './analysis/facts/extract.js';
import { posixPath } from './files/posix-path.js';
import { readText } from './files/read-text.js';
import { isDay } from './model/calendar.js';
import { enclosingSymbol } from './model/enclosing-symbol.js';
import type { FileFacts } from './model/facts.js';
import type { Finding, Report } from './model/report.js';
import { UsageError } from './model/usage-error.js';
import type { WaiverKind } from './model/waiver.js';
import { dayOf } from './said.js';
import { scan } from './scan.js';
import { withEntry } from './statements/edit-statements.js';
import { saveStatements, statementsToEdit } from './statements/save-statements.js';
import { readWaivers, waiverFileName } from './waivers/waiver-file.js';
import { isAddress, isOwner } from './waivers/waiver-text.js';

export interface WaiveOptions {
  /** The scanned folder, relative to the working directory. */
  readonly path: string;
  readonly rule: string;
  /** Posix, relative to the scanned folder. */
  readonly file: string;
  readonly line: number;
  readonly kind: WaiverKind;
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
  readonly issue?: string;
  readonly now?: string;
}

/** What was written. */
export interface WaiverWritten {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly target: { readonly file: string; readonly symbol: string };
  /** What the rule finds there, all of which is waived. */
  readonly sites: number;
}

const heading = 'Findings that stay for a time, each with its reason and somebody who answers for it.';

/**
 * Writes an entry for what a rule finds on a line into the file of waivers, by the function around it.
 * @throws {UsageError} when the rule finds nothing there, or the entry would not be complete
 */
export async function addWaiver(options: WaiveOptions): Promise<WaiverWritten> {
  checkStatement(options);
  const root = folderOf(options.path);
  const report = await scan({ path: options.path, rules: [options.rule], preset: 'strict', ...(options.now !== undefined && { now: options.now }) });
  const found = findingAt(report, options);
  const facts = await factsOf(root, options.file);
  const symbolOf = ({ line, column }: Finding): string => enclosingSymbol(facts, (facts?.lines[line - 1] ?? 0) + column - 1);
  const symbol = symbolOf(found);
  const source = statementsToEdit(root, waiverFileName);
  const target = posixPath(source.base, join(root, options.file));
  const rules = new Map([[options.rule, undefined]]);
  const same = readWaivers(source, source.base, rules).find((waiver) => waiver.rule === options.rule && waiver.target.file === target && waiver.target.symbol === symbol);
  if (same) throw new UsageError(`${posixPath(root, source.file)}:${String(same.line)} speaks of it already`, 'Change that entry: its reason, or its end.');
  const { rule, kind, reason, owner, until, issue } = options;
  const text = withEntry(source.text, 'waivers', heading, { rule, file: target, symbol: symbol === '' ? undefined : symbol, kind, reason, owner, until, issue });
  const line = readWaivers({ ...source, text }, source.base, rules).at(-1)?.line ?? 1;
  saveStatements(source.file, text);
  const sites = report.findings.filter((finding) => finding.file === options.file && symbolOf(finding) === symbol).length;
  return { file: source.file, line, rule, target: { file: target, symbol }, sites };
}

function checkStatement({ reason, owner, until, issue, now }: WaiveOptions): void {
  const day = dayOf(now);
  if (reason.trim() === '') throw new UsageError('a waiver needs a reason', 'Say with --reason why it may stay.');
  if (!isOwner(owner)) throw new UsageError(`"${owner}" is no owner`, 'Write --owner as @name, @org/team or a mail address.');
  if (!isDay(until)) throw new UsageError(`"${until}" is no day`, 'Write --until as YYYY-MM-DD.');
  if (until < day) throw new UsageError(`${until} has passed`, 'A waiver ends on a day to come.');
  if (issue !== undefined && !isAddress(issue)) throw new UsageError(`"${issue}" is no address`, 'Write --issue as https://…');
}

function folderOf(path: string): string {
  const root = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? realpathSync(resolve(path)) : undefined;
  if (root === undefined) throw new UsageError(`"${path}" is no folder`, 'Name the scanned folder with --path.');
  return root;
}

function findingAt({ findings, suppressed }: Report, { rule, file, line }: WaiveOptions): Finding {
  const isHere = (finding: Finding): boolean => finding.file === file && finding.line <= line && line <= finding.endLine;
  const found = findings.find((finding) => isHere(finding) && finding.line === line) ?? findings.find(isHere);
  if (found) return found;
  const waived = suppressed.find(isHere);
  if (waived) throw new UsageError(`${rule} on ${file}:${String(line)} is waived already, in ${waived.waiver.file}:${String(waived.waiver.line)}`);
  const lines = [...new Set(findings.filter((finding) => finding.file === file).map((finding) => finding.line))];
  throw new UsageError(`${rule} finds nothing on ${file}:${String(line)}`, lines.length === 0 ? 'readiness scan --preset strict shows what it finds.' : `In ${file} it finds something on line ${lines.join(', ')}.`);
}

/** Undefined for what is no source: nothing stands in a function there. */
async function factsOf(root: string, file: string): Promise<FileFacts | undefined> {
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  const read = await readText(join(root, file));
  return read.ok ? extractFacts(file, read.text) : undefined;
}
