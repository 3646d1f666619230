import type { FileFacts, SuppressionFact } from '../model/facts.js';
import type { Problem } from '../model/report.js';

/** The comment that silences a rule on a line, if one does. Our own comments need a reason; ESLint's and oxlint's work as they do there. */
export function suppressionFor(facts: FileFacts, rule: string, line: number): SuppressionFact | undefined {
  return facts.suppressions.find((s) => s.from <= line && line <= s.to && (s.rules.length === 0 || s.rules.includes(rule)) && (s.by !== 'readiness' || s.reason !== ''));
}

/** `readiness-ignore` comments without a reason: they do nothing, and that is said. */
export function emptySuppressions(file: string, facts: FileFacts): readonly Problem[] {
  return facts.suppressions.filter((s) => s.by === 'readiness' && s.reason === '').map((s) => ({
    kind: 'suppression', severity: 'warning', file, line: s.line,
    message: 'A readiness-ignore comment without a reason is not followed',
    help: 'Say why after two dashes: // readiness-ignore-next-line require-timeout -- the proxy ends it after 5 s',
  }));
}
