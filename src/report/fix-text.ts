import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { Fix } from '../model/evidence.js';
import type { FixStep, LeftFinding, Mended } from '../model/mended.js';
import type { Finding, Report } from '../model/report.js';
import { fixCommand, verifyCommand } from './commands.js';
import { renderDiff, type DiffStyle } from './diff-text.js';
import { plural } from './plural.js';
import { printable } from './printable.js';

export interface FixTextOptions {
  readonly color: boolean;
  /** Nothing is written: what would be done is shown as diffs. */
  readonly dryRun: boolean;
  /** The scanned path as the user typed it. */
  readonly path: string;
  /** What installs packages: `npm install`. */
  readonly install: string;
  /** Changed files that hold changes which are not committed. */
  readonly uncommitted: readonly string[];
  readonly hide: DiffStyle['hide'];
  readonly terminal: boolean;
}

const maxPlaces = 5;
const maxRows = 12;

/** What `readiness fix` did, or would do: in a dry run the diff of each finding, then what was mended, what is left and why, what to install, and how to check it. */
export function renderFixes(mended: Mended, options: FixTextOptions): string {
  const colors = pc.createColors(options.color);
  const diffs = options.dryRun ? mended.steps.flatMap((step) => [...renderStep(step, { ...options, colors }), '']) : [];
  const lines = [...diffs, ...goneLines(mended, options, colors), ...leftLines(mended.left, colors), ...nextLines(mended, options, colors)];
  return `${lines.join('\n')}\n`;
}

/** One step: its finding, what is done, and the diff. */
export function renderStep({ finding, fix, changes }: FixStep, style: DiffStyle): readonly string[] {
  const done = changes.length === 0 ? style.colors.dim('  done by a change above') : undefined;
  return [`${style.colors.bold(placeOf(finding))} ${finding.rule}: ${fixText(fix)}`, ...(done === undefined ? [] : [done]), ...changes.map((change) => renderDiff(change, style))];
}

/** Its title, what it installs, and whether somebody has to look at it. */
export function fixText({ title, installs = [], safety }: Fix): string {
  return printable(`${title}${installs.length > 0 ? ` (install ${installs.join(', ')})` : ''} [${safety}]`);
}

/** What could be done, for those who did not say what is to be. */
export function renderOffer({ findings }: Report, path: string): string {
  const withFix = findings.filter(({ fixes }) => fixes.length > 0);
  const safe = withFix.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe'));
  const ways = [
    ['--dry-run', 'shows all of it'],
    ['--safe', 'mends what keeps the behaviour but for the fault'],
    [withFix[0]?.rule ?? '', 'mends what a rule finds, or what stands at file:line'],
    ['--interactive', 'asks for each'],
    ['--all', 'mends all'],
  ].map(([what = '', does = '']) => [fixCommand(what, path), does] as const);
  const width = Math.max(...ways.map(([command]) => command.length));
  const lines = [
    `${String(withFix.length)} of ${plural(findings.length, 'finding')} can be mended, ${String(safe.length)} without changing more than the fault`,
    ...rows(withFix).map(([rule, own]) => `  ${rule} ${String(own.length)}  ${places(own)}`),
    ...(withFix.length === 0 ? [] : ['Nothing was changed. Say what to mend:', ...ways.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`)]),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function goneLines({ gone, changes, steps }: Mended, { dryRun }: FixTextOptions, colors: Colors): readonly string[] {
  if (steps.length === 0) return [`${dryRun ? 'would mend' : 'mended'} nothing`];
  const heading = `${dryRun ? 'would mend' : 'mended'} ${plural(gone.length, 'finding')} in ${plural(changes.length, 'file')}`;
  return [
    colors.bold(heading),
    ...rows(gone).map(([rule, own]) => printable(`  ${rule} ${String(own.length)}  ${places(own)}`)),
    printable(`${dryRun ? 'would change' : 'changed'} ${changes.map(({ file, before }) => (before === undefined ? `${file} (new)` : file)).join(', ')}`),
  ];
}

function leftLines(left: readonly LeftFinding[], colors: Colors): readonly string[] {
  if (left.length === 0) return [];
  const withFix = left.filter(({ kind }) => kind !== 'no-fix' && kind !== 'declined');
  const declined = left.filter(({ kind }) => kind === 'declined');
  const without = left.filter(({ kind }) => kind === 'no-fix');
  const lines = [
    ...withFix.map(({ finding, reason, fix }) => `${placeOf(finding)} ${finding.rule}: ${fix ? `${fix.title}: ` : ''}${reason}`),
    ...rows(declined.map(({ finding }) => finding)).map(([rule, own]) => `${rule} ${String(own.length)}  ${places(own)}: declined`),
    ...rows(without.map(({ finding }) => finding)).map(([rule, own]) => `${rule} ${String(own.length)}  ${places(own)}: no fix is known. ${own[0]?.help ?? ''}`),
  ];
  const more = lines.length - maxRows;
  return [colors.bold(`left ${plural(left.length, 'finding')}`), ...lines.slice(0, maxRows).map((line) => `  ${printable(line)}`), ...(more > 0 ? [`  and ${String(more)} more (--format json lists all)`] : [])];
}

function nextLines({ steps, gone, installs }: Mended, { dryRun, path, install, uncommitted }: FixTextOptions, colors: Colors): readonly string[] {
  if (steps.length === 0) return [];
  const rules = [...new Set(gone.map(({ rule }) => rule))].sort();
  return [
    ...(uncommitted.length > 0 ? [colors.yellow(printable(`warning: not committed before: ${uncommitted.join(', ')}`))] : []),
    ...(installs.length > 0 ? [printable(`${dryRun ? 'would add' : 'added'} ${installs.join(', ')} to package.json; install: ${install}`)] : []),
    ...(dryRun ? ['nothing was written'] : [printable(`verify: ${verifyCommand(rules.join(','), path)}`)]),
  ];
}

/** By rule, most frequent first. */
function rows(findings: readonly Finding[]): readonly (readonly [string, readonly Finding[]])[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  return [...byRule].sort(([, a], [, b]) => b.length - a.length);
}

function places(findings: readonly Finding[]): string {
  const more = findings.length - maxPlaces;
  return `${findings.slice(0, maxPlaces).map(placeOf).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

function placeOf({ file, line }: Finding): string {
  return printable(`${file}:${String(line)}`);
}
