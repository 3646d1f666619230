import type { Statements } from '../checklist/decide.js';
import { itemById } from '../checklist/items.js';
import type { Attestation, AttestationStatus, ReportAttestation } from '../model/attestation.js';
import type { StandingAttestation } from '../model/examination.js';
import { daysBetween, daysText } from '../model/calendar.js';
import type { Checklist, ItemResult } from '../model/checklist.js';
import type { Problem } from '../model/report.js';
import { warningDays } from '../model/waiver.js';

/** What the attestations that may count say of the items. */
export function attestedItems(standings: readonly StandingAttestation[]): Pick<Statements, 'attested' | 'notApplicable'> {
  const counted = standings.flatMap(({ attestation, hindrance }) => (hindrance || !attestation.item ? [] : [[attestation.item, attestation] as const]));
  const said = (says: Attestation['says']): Statements['attested'] => new Map(counted.filter(([, attestation]) => attestation.says === says).map(([item, attestation]) => [item, reasonOf(attestation)]));
  return { attested: said('met'), notApplicable: said('not-applicable') };
}

/** What became of each attestation in the checklist. `ran` are the ids of the rules that ran. */
export function reportAttestations(standings: readonly StandingAttestation[], checklist: Checklist, ran: ReadonlySet<string>, day: string): readonly ReportAttestation[] {
  return standings.map(({ attestation, hindrance }) => {
    const { faults: _, seal: __, ...written } = attestation;
    const days = attestation.until === undefined || attestation.faults.length > 0 ? undefined : daysBetween(day, attestation.until);
    const result = checklist.items.find(({ id }) => id === attestation.item);
    const { status, note } = hindrance ?? fateOf(attestation, result, ran, days ?? 0);
    return { ...written, status, note, ...(days !== undefined && { days }) };
  });
}

/** Those that cannot count as they are written. */
export function attestationProblems(attestations: readonly ReportAttestation[]): readonly Problem[] {
  return attestations.flatMap(({ status, file, line, note }) => (status === 'incomplete' ? [{ kind: 'attestation' as const, severity: 'warning' as const, file, line, message: `This attestation does not count: ${note}`, help: 'readiness attest writes one that is complete.' }] : []));
}

function reasonOf({ statement, signedBy = '', until = '' }: Attestation): string {
  return `${statement} (${signedBy}, until ${until})`;
}

type Fate = { readonly status: AttestationStatus; readonly note: string };

function fateOf(attestation: Attestation, result: ItemResult | undefined, ran: ReadonlySet<string>, days: number): Fate {
  if (!result) return { status: 'not-judged', note: 'the checklist was not decided' };
  const { verdict, reason } = result;
  const counts = attestation.says === 'met' ? verdict === 'attested' : verdict === 'not-applicable' && reason === reasonOf(attestation);
  if (counts) return days <= warningDays ? { status: 'expiring', note: `it ends ${days === 0 ? 'today' : `in ${daysText(days)}`}` } : { status: 'active', note: `it ends in ${daysText(days)}` };
  const rules = itemById.get(result.id)?.rules ?? [];
  if (verdict === 'error' || rules.some((rule) => !ran.has(rule))) return { status: 'not-judged', note: reason };
  if (verdict === 'not-applicable') return { status: 'unneeded', note: `the item does not apply: ${reason}` };
  if (verdict === 'pass' && attestation.says === 'met') return { status: 'unneeded', note: `the scan sees it by itself: ${reason}` };
  if (attestation.says === 'not-applicable') return { status: 'contradicted', note: `the scan sees that it applies: ${reason}` };
  return result.sites.open > 0 ? { status: 'contradicted', note: `the scan sees the opposite: ${reason}` } : { status: 'not-judged', note: reason };
}
