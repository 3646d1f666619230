import { lineStarts, positionAt } from '../model/span.js';
import type { SuppressionFact } from '../model/facts.js';

const comment = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;
const directive = /^(?:\/\/|\/\*)\s*(?:(eslint|oxlint)-(disable|enable)(-next-line|-line)?|readiness-(ignore)(-next-line|-line|-file)?)(?=[\s*]|$)([\s\S]*?)(?:\*\/)?$/;
const pluginPrefix = /^(?:eslint-plugin-)?readiness\//;

/**
 * Comments that silence our rules: ESLint's, oxlint's and our own `readiness-ignore-next-line <rule> -- reason`.
 * ESLint applies its own comments; the scanner has to do so itself, or the two would disagree.
 */
export function suppressionsIn(text: string): readonly SuppressionFact[] {
  if (!/(?:eslint|oxlint)-disable|readiness-ignore/.test(text)) return [];
  const starts = lineStarts(text);
  const found: SuppressionFact[] = [];
  for (const match of text.matchAll(comment)) {
    const parsed = directive.exec(match[0].trim());
    if (!parsed) continue;
    const line = positionAt(starts, match.index).line;
    const endLine = positionAt(starts, match.index + match[0].length).line;
    const [, host, verb, hostScope, ours, ourScope, rest = ''] = parsed;
    const [list = '', ...reasons] = rest.split(/\s--+\s|^--+\s/);
    const rules = list.split(/[\s,]+/).filter(Boolean).map((name) => name.replace(pluginPrefix, ''));
    const reason = reasons.join(' -- ').trim();
    if (verb === 'enable') closeRanges(found, rules, line);
    else found.push({ ...rangeOf(hostScope ?? ourScope, ours !== undefined, line, endLine), rules, reason, line, by: host === undefined ? 'readiness' : host === 'oxlint' ? 'oxlint' : 'eslint' });
  }
  return found;
}

function rangeOf(scope: string | undefined, ours: boolean, line: number, endLine: number): { from: number; to: number } {
  if (scope === '-line') return { from: line, to: endLine };
  if (scope === '-next-line' || (ours && scope === undefined)) return { from: endLine + 1, to: endLine + 1 };
  if (scope === '-file') return { from: 1, to: Number.MAX_SAFE_INTEGER };
  return { from: line, to: Number.MAX_SAFE_INTEGER };
}

/** `eslint-enable` ends the ranges that an `eslint-disable` of the same rules opened. */
function closeRanges(found: SuppressionFact[], rules: readonly string[], line: number): void {
  for (const [index, open] of found.entries()) {
    if (open.to !== Number.MAX_SAFE_INTEGER || open.by === 'readiness') continue;
    if (rules.length === 0 || open.rules.some((rule) => rules.includes(rule))) found[index] = { ...open, to: line };
  }
}
