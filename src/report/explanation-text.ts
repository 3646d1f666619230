import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { ExplainedCall, ExplainedJudgement, ExplainedKnob, Explanation } from '../model/explanation.js';
import { displayWidth } from './display-width.js';
import { printable } from './printable.js';
import type { TextOptions } from './rule-text.js';
import { wrapBeside } from './wrap.js';

/** What is known about the calls of one line, as `readiness why` prints it. */
export function renderExplanation(explanation: Explanation, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const width = Math.max(options.width, 40);
  const { calls, problems } = explanation;
  const lines = [
    colors.bold(printable(`${explanation.file}:${String(explanation.line)}`)),
    ...(calls.length === 0 ? ['', 'No call on this line.'] : []),
    ...calls.flatMap((call) => ['', ...callLines(call, width, colors)]),
    ...(problems.length === 0 ? [] : ['', ...problems.flatMap((problem) => wrapBeside(`${colors.yellow('▲')} `, problem, width))]),
  ];
  return `${lines.join('\n')}\n`;
}

function callLines(call: ExplainedCall, width: number, colors: Colors): readonly string[] {
  const knobColumn = Math.max(0, ...call.knobs.map((knob) => displayWidth(printable(knob.name))));
  return [
    ...wrapBeside('  ', `${call.text} ${String(call.place.line)}:${String(call.place.column)}`, width).map(colors.cyan),
    ...wrapBeside('    origin    ', call.origin, width),
    ...(call.resolved === call.origin ? [] : wrapBeside('    resolved  ', call.resolved, width)),
    ...(call.library === undefined ? [] : wrapBeside('    library   ', call.library, width)),
    ...call.knobs.flatMap((knob, index) => knobLines(knob, { first: index === 0, column: knobColumn, width })),
    ...call.judgements.flatMap((judgement) => judgementLines(judgement, width, colors)),
    ...call.notes.flatMap((note) => wrapBeside('    note      ', note, width)),
  ];
}

interface KnobLayout {
  readonly first: boolean;
  readonly column: number;
  readonly width: number;
}

function knobLines(knob: ExplainedKnob, { first, column, width }: KnobLayout): readonly string[] {
  const name = printable(knob.name);
  const label = `    ${first ? 'knobs' : '     '}     ${name}${' '.repeat(column - displayWidth(name))}  `;
  return wrapBeside(label, knob.at === undefined ? knob.state : `${knob.state} at ${knob.at}`, width);
}

function judgementLines({ rule, outcome, message }: ExplainedJudgement, width: number, colors: Colors): readonly string[] {
  const marks: Readonly<Record<string, string>> = { pass: colors.green('✔'), fail: colors.red('✖') };
  return wrapBeside('    ~ ', `${rule} ${outcome}: ${message}`, width).map((line, index) =>
    index === 0 ? line.replace('~', marks[outcome] ?? '?') : line,
  );
}
