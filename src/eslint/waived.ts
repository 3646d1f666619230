import { dirname } from 'node:path';
import type { Rule as EslintRule } from 'eslint';
import { rules } from '../engine/registry.js';
import { posixPath } from '../files/posix-path.js';
import { today } from '../model/calendar.js';
import { enclosingSymbol } from '../model/enclosing-symbol.js';
import type { Evidence } from '../model/evidence.js';
import type { FileFacts } from '../model/facts.js';
import { positionAt } from '../model/span.js';
import type { Waiver } from '../model/waiver.js';
import { statementTexts, type StatementText } from '../statements/statement-folder.js';
import { commentWaivers } from '../waivers/comment-waivers.js';
import { covers, isInForce } from '../waivers/covers.js';
import { readWaivers, waiverFileName, type KnownRules } from '../waivers/waiver-file.js';

const known: KnownRules = new Map(rules.map(({ meta }) => [meta.id, undefined]));
const parsed = new WeakMap<StatementText, readonly Waiver[]>();
const byTree = new WeakMap<object, readonly Waiver[]>();

/** What a linted file is, to those who ask for its waivers. */
export interface LintedFile {
  /** As it is called in the facts. */
  readonly file: string;
  readonly facts: FileFacts;
  /** The day for which to judge; tests set it. Default: today. */
  readonly now?: string;
}

/**
 * Whether a waiver in force speaks of what was found, as in a scan. ESLint's own comments are left to ESLint: it follows them by itself, whatever they say, and
 * would call them unused if we did.
 */
export function isWaived(context: EslintRule.RuleContext, { file, facts, now = today() }: LintedFile, { rule, span }: Evidence): boolean {
  const waivers = waiversOf(context, file, facts, now);
  if (waivers.length === 0) return false;
  const at = { rule, file, line: positionAt(facts.lines, span.start).line, symbol: enclosingSymbol(facts, span.start) };
  return waivers.some((waiver) => isInForce(waiver, now) && covers(waiver, at));
}

function waiversOf({ sourceCode, filename, cwd }: EslintRule.RuleContext, file: string, facts: FileFacts, now: string): readonly Waiver[] {
  const kept = byTree.get(sourceCode.ast);
  if (kept) return kept;
  const inComments = commentWaivers(file, facts, { day: now, rules: known }).filter(({ host }) => host !== 'eslint');
  const inFiles = statementTexts(dirname(filename), waiverFileName, cwd).flatMap((source) => {
    const path = posixPath(source.base, filename);
    return waiversIn(source).flatMap((waiver) => (waiver.target.file === path ? [{ ...waiver, target: { ...waiver.target, file } }] : []));
  });
  const all = [...inComments, ...inFiles];
  byTree.set(sourceCode.ast, all);
  return all;
}

/** What is broken is told by the scan; here it silences nothing. */
function waiversIn(source: StatementText): readonly Waiver[] {
  const done = parsed.get(source);
  if (done) return done;
  let waivers: readonly Waiver[] = [];
  try {
    waivers = readWaivers(source, source.base, known);
  } catch {
    // A finding that stands is what shows it.
  }
  parsed.set(source, waivers);
  return waivers;
}
