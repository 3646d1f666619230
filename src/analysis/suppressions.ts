import { ts } from '../ts.js';
import { lineStarts, positionAt } from '../model/span.js';
import type { SuppressionFact } from '../model/facts.js';

const comment = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;
const directive = /^(?:\/\/|\/\*)\s*(?:(eslint|oxlint)-(disable|enable)(-next-line|-line)?|readiness-(ignore)(-next-line|-line|-file)?)(?=[\s*]|$)([\s\S]*?)(?:\*\/)?$/;
const pluginPrefix = /^(?:eslint-plugin-)?readiness\//;
const openEnd = Number.MAX_SAFE_INTEGER;

/**
 * Comments that silence our rules: ESLint's, oxlint's and our own `readiness-ignore-next-line <rule> -- reason`.
 * ESLint applies its own comments; the scanner has to do so itself, or the two would disagree. Where a line cannot say
 * exactly what ESLint's columns do, fewer findings are silenced, never more.
 */
export function suppressionsIn(source: ts.SourceFile): readonly SuppressionFact[] {
  const { text } = source;
  if (!/(?:eslint|oxlint)-disable|readiness-ignore/.test(text)) return [];
  const starts = lineStarts(text);
  const found: SuppressionFact[] = [];
  for (const { comment: written, at } of commentsIn(source)) {
    const parsed = directive.exec(written.trim());
    if (!parsed) continue;
    const [, host, verb, hostScope, ours, ourScope, rest = ''] = parsed;
    const start = positionAt(starts, at);
    const line = start.line;
    const endLine = positionAt(starts, at + written.length).line;
    const behindCode = text.slice(at - start.column + 1, at).trim() !== '';
    const [list = '', ...reasons] = rest.split(/\s--+\s|^--+\s/);
    const names = list.split(/[\s,]+/).filter(Boolean);
    // Without the plugin's prefix, a name in a host's comment is that of another rule.
    const rules = names.filter((name) => ours !== undefined || pluginPrefix.test(name)).map((name) => name.replace(pluginPrefix, ''));
    if (names.length > 0 && rules.length === 0) continue;
    const by = host === undefined ? 'readiness' : host === 'oxlint' ? 'oxlint' : 'eslint';
    // ESLint takes only block comments for ranges.
    if (by === 'eslint' && hostScope === undefined && written.startsWith('//')) continue;
    if (verb === 'enable') closeRanges(found, rules, behindCode ? line : line - 1);
    else found.push({ ...rangeOf(hostScope ?? ourScope, ours !== undefined, line, endLine, behindCode), rules, reason: reasons.join(' -- ').trim(), line, by });
  }
  return found;
}

/** The comments of a file. What looks like one inside a text, a regular expression or JSX is none. */
function commentsIn(source: ts.SourceFile): readonly { readonly comment: string; readonly at: number }[] {
  const found: { comment: string; at: number }[] = [];
  comment.lastIndex = 0;
  for (let match = comment.exec(source.text); match; match = comment.exec(source.text)) {
    const inside = literalAt(source, match.index);
    if (inside) comment.lastIndex = Math.max(inside.end, match.index + 1);
    else found.push({ comment: match[0], at: match.index });
  }
  return found;
}

function literalAt(source: ts.SourceFile, at: number): ts.Node | undefined {
  let node: ts.Node = source;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) => (child.getStart(source) <= at && at < child.end ? child : undefined));
    if (!inner) break;
    node = inner;
  }
  return ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node) || ts.isJsxText(node) ? node : undefined;
}

function rangeOf(scope: string | undefined, ours: boolean, line: number, endLine: number, behindCode: boolean): { from: number; to: number } {
  if (scope === '-line') return { from: line, to: endLine };
  if (scope === '-next-line' || (ours && scope === undefined)) return { from: endLine + 1, to: endLine + 1 };
  if (scope === '-file') return { from: 1, to: openEnd };
  return { from: behindCode ? line + 1 : line, to: openEnd };
}

/**
 * `eslint-enable` ends the ranges of the same rules; what else they silence goes on. When one rule is enabled after all
 * were disabled, the range ends for all: it could not say which one is left out.
 */
function closeRanges(found: SuppressionFact[], rules: readonly string[], to: number): void {
  for (const [index, open] of found.entries()) {
    if (open.to !== openEnd || open.by === 'readiness') continue;
    if (rules.length > 0 && open.rules.length > 0 && !open.rules.some((rule) => rules.includes(rule))) continue;
    found[index] = { ...open, to };
    const others = rules.length === 0 ? [] : open.rules.filter((rule) => !rules.includes(rule));
    if (others.length > 0) found.push({ ...open, from: to + 1, rules: others });
  }
}
