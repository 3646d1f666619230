import type { Finding } from '../../model/report.js';
import { html, paragraph, strong, write } from './nodes.js';

/** By what a suggestion is found again. */
export function suggestionMarker({ fingerprint }: Finding): string {
  return `<!-- readiness:suggestion ${encodeURIComponent(fingerprint).replaceAll('--', '-%2D')} -->`;
}

/** What happens, and the lines that mend it, which GitHub offers to take over. */
export function suggestionText(finding: Finding, lines: readonly string[]): string {
  return write([
    html(suggestionMarker(finding)),
    paragraph([strong(finding.rule), `: ${finding.message}. ${finding.help}`]),
    { type: 'code', lang: 'suggestion', value: lines.join('\n') },
  ]);
}
