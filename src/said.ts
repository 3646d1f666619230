import { attestationFileName, readAttestations } from './attestations/attestation-file.js';
import { attestationProblems, attestedItems, reportAttestations } from './attestations/report-attestations.js';
import { standingOf, type Standing } from './attestations/standing.js';
import type { Statements } from './checklist/decide.js';
import { items } from './checklist/items.js';
import { isDay, today } from './model/calendar.js';
import type { Checklist } from './model/checklist.js';
import type { Evidence } from './model/evidence.js';
import type { ExaminedProject, SeenWaiver, StandingAttestation } from './model/examination.js';
import type { FileFacts } from './model/facts.js';
import type { Problem, Report } from './model/report.js';
import type { Rule } from './model/rule.js';
import { UsageError } from './model/usage-error.js';
import type { Waiver } from './model/waiver.js';
import { statementTexts } from './statements/statement-folder.js';
import type { AppliedWaivers } from './waivers/apply-waivers.js';
import { commentWaivers } from './waivers/comment-waivers.js';
import { readWaivers, waiverFileName, type KnownRules } from './waivers/waiver-file.js';

/** What people say of a project beside its code, as it is on a day. */
export interface Said {
  readonly day: string;
  readonly rules: KnownRules;
  readonly waivers: readonly Waiver[];
  readonly standings: readonly Standing[];
}

/** The day that was asked for, else today. Throws a `UsageError` where it is none. */
export function dayOf(now: string | undefined): string {
  if (now !== undefined && !isDay(now)) throw new UsageError(`"${now}" is no day.`, 'Write it as YYYY-MM-DD.');
  return now ?? today();
}

/**
 * Reads the files of waivers and attestations of a folder and of those above it.
 * @param root absolute
 * @throws {UsageError} when one of them is broken
 */
export async function readSaid(root: string, rules: readonly Rule[], day: string): Promise<Said> {
  const known = knownRules(rules);
  const waivers = statementTexts(root, waiverFileName).flatMap((source) => readWaivers(source, root, known));
  const attestations = statementTexts(root, attestationFileName).flatMap((source) => readAttestations(source, root));
  return { day, rules: known, waivers, standings: await standingOf(attestations, day) };
}

/** The waivers of comments and files, with what the scan saw of the files that they speak of. */
export function seenWaivers(said: Said, { files, leftOut }: { readonly files: ReadonlyMap<string, FileFacts>; readonly leftOut: ReadonlySet<string> }): readonly SeenWaiver[] {
  const inComments = [...files].flatMap(([file, facts]) => commentWaivers(file, facts, said));
  // What stands outside of the scanned folder is looked at by the scan of that.
  const isJudged = (file: string): boolean => !leftOut.has(file) && !file.startsWith('../') && files.get(file)?.syntaxError === undefined;
  return [...said.waivers, ...inComments].map((waiver) => ({ ...waiver, isThere: files.has(waiver.target.file), isJudged: isJudged(waiver.target.file) }));
}

/** The attestations without where they lie on this machine. */
export function standingAttestations({ standings }: Said): readonly StandingAttestation[] {
  return standings.map(({ attestation: { base: _, ...attestation }, ...rest }) => ({ attestation, ...rest }));
}

/** Waivers and attestations, as they enter the decision. */
export function statementsOf(standings: readonly StandingAttestation[], { waived }: AppliedWaivers): Statements {
  const of = (kind: Waiver['kind']): ReadonlySet<Evidence> => new Set([...waived].flatMap(([evidence, waiver]) => (waiver.kind === kind ? [evidence] : [])));
  return { accepted: of('accepted-risk'), dismissed: of('false-positive'), ...attestedItems(standings) };
}

/** What became of the attestations, and what is wrong with them. */
export function attestationsIn(checklist: Checklist, { standings, day }: Pick<ExaminedProject, 'standings' | 'day'>, ran: ReadonlySet<string>): { readonly attestations: Report['attestations']; readonly problems: readonly Problem[] } {
  const attestations = reportAttestations(standings, checklist, ran, day);
  return { attestations, problems: attestationProblems(attestations) };
}

function knownRules(rules: readonly Rule[]): KnownRules {
  return new Map(rules.map(({ meta }) => [meta.id, [...new Set([meta.item, ...items.filter((item) => item.rules.includes(meta.id)).map(({ id }) => id)])]]));
}
