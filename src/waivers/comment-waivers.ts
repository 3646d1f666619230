import { daysAfter, isDay } from '../model/calendar.js';
import type { FileFacts, SuppressionFact } from '../model/facts.js';
import type { Waiver } from '../model/waiver.js';
import { strangerFault, type KnownRules } from './waiver-file.js';
import { isOwner, readWaiverText, type WaiverText } from './waiver-text.js';

/** The waivers that the comments of a file hold, one for each rule that a comment names. `day`, the day of the scan, dates the examples. */
export function commentWaivers(file: string, { suppressions }: Pick<FileFacts, 'suppressions'>, { day, rules }: { readonly day: string; readonly rules: KnownRules }): readonly Waiver[] {
  const found = new Map<string, { readonly first: SuppressionFact; readonly rule?: string; readonly lines: { from: number; to: number }[] }>();
  for (const fact of suppressions) {
    // An enable comment cuts the range of a comment into several.
    for (const rule of fact.rules.length === 0 ? [undefined] : fact.rules) {
      const key = `${String(fact.line)}\0${fact.by}\0${fact.reason}\0${rule ?? ''}`;
      const known = found.get(key);
      if (known) known.lines.push({ from: fact.from, to: fact.to });
      else found.set(key, { first: fact, ...(rule !== undefined && { rule }), lines: [{ from: fact.from, to: fact.to }] });
    }
  }
  return [...found.values()].map(({ first, rule, lines }) => {
    const text = readWaiverText(first.reason);
    return { by: 'comment', host: first.by, file, line: first.line, ...(rule !== undefined && { rule }), target: { file, symbol: '' }, lines, ...text, faults: [...(rule === undefined ? [] : strangerFault(rule, rules)), ...text.faults], example: exampleOf(first, rule, text, day) };
  });
}

/** The comment with what it has, and with something for what it lacks. */
function exampleOf({ by, from, to, line }: SuppressionFact, rule: string | undefined, text: WaiverText, day: string): string {
  const where = from === line && to === line ? '-line' : to - from < 1 ? '-next-line' : undefined;
  const ours = by === 'readiness';
  const verb = `${by}-${ours ? 'ignore' : 'disable'}${where ?? (ours ? '-file' : '')}`;
  const name = `${ours ? '' : 'readiness/'}${rule ?? 'require-timeout'}`;
  const until = text.until !== undefined && isDay(text.until) ? text.until : daysAfter(day, 90);
  const owner = text.owner !== undefined && isOwner(text.owner) ? text.owner : '@owner';
  const said = `${text.kind === 'false-positive' ? 'false-positive: ' : ''}${text.reason || 'the proxy ends it after 5 s'}`;
  const comment = `${verb} ${name} -- ${said} (until ${until}, ${[owner, ...(text.issue === undefined ? [] : [text.issue])].join(', ')})`;
  return where === undefined && by === 'eslint' ? `/* ${comment} */` : `// ${comment}`;
}
