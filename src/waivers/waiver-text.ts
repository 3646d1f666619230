import { isDay } from '../model/calendar.js';
import { waiverKinds, type Waiver, type WaiverKind } from '../model/waiver.js';

/** What the text of a waiver says, and what is wrong with it. */
export type WaiverText = Pick<Waiver, 'kind' | 'reason' | 'owner' | 'until' | 'issue' | 'faults'>;

const owner = /^(?:@[\w.-]+(?:\/[\w.-]+)?|[\w.+-]+@[\w.-]+\.\w+)$/;
const issue = /^https?:\/\/\S+$/;

/** Reads what stands behind the dashes of a comment: `false-positive: the proxy ends it (until 2027-02-01, @payments, https://…)`. */
export function readWaiverText(text: string): WaiverText {
  const whole = text.replace(/\s+/g, ' ').trim();
  const end = /\s*\(([^()]*)\)$/.exec(whole);
  const terms = end?.[1]?.split(',').map((term) => term.trim()).filter(Boolean) ?? [];
  const isEnd = terms.some((term) => /^until\b/.test(term) || owner.test(term));
  const said = isEnd ? whole.slice(0, end?.index) : whole;
  const [, word = '', rest = said] = new RegExp(`^(${waiverKinds.join('|')})\\s*:\\s*(.*)$`).exec(said) ?? [];
  return completed({
    kind: waiverKinds.find((kind) => kind === word) ?? 'accepted-risk',
    reason: rest.trim(),
    terms: isEnd ? terms : [],
  });
}

/** What waivers in comments and in files are asked for alike. */
export function faultsOfWaiver({ reason, owner: by, until }: Pick<WaiverText, 'reason' | 'owner' | 'until'>): readonly string[] {
  const missing = [...(reason === '' ? ['a reason'] : []), ...(by === undefined ? ['an owner'] : []), ...(until === undefined ? ['an end date'] : [])];
  return [
    ...(missing.length > 0 ? [`lacks ${[missing.slice(0, -1).join(', '), missing.at(-1)].filter(Boolean).join(' and ')}`] : []),
    ...(by !== undefined && !isOwner(by) ? [`names "${by}" as its owner, which is no @name, @org/team or address`] : []),
    ...(until !== undefined && !isDay(until) ? [`ends on "${until}", which is no day written YYYY-MM-DD`] : []),
  ];
}

/** `@name`, `@org/team` or a mail address. */
export function isOwner(text: string): boolean {
  return owner.test(text);
}

/** Whether a text is the address of an issue. */
export function isAddress(text: string): boolean {
  return issue.test(text);
}

function completed({ kind, reason, terms }: { readonly kind: WaiverKind; readonly reason: string; readonly terms: readonly string[] }): WaiverText {
  const until = terms.flatMap((term) => (/^until\b/.test(term) ? [term.replace(/^until:?\s*/, '')] : []))[0];
  const by = terms.find((term) => owner.test(term));
  const address = terms.find((term) => issue.test(term));
  const strangers = terms.filter((term) => !/^until\b/.test(term) && !owner.test(term) && !issue.test(term));
  const read = { reason, ...(by !== undefined && { owner: by }), ...(until !== undefined && { until }) };
  return { kind, ...read, ...(address !== undefined && { issue: address }), faults: [...faultsOfWaiver(read), ...strangers.map((term) => `says "${term}", which is no end date, owner or issue`)] };
}
