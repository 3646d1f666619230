import type { TraceStep } from '../../model/evidence.js';
import type { FileFacts, Value } from '../../model/facts.js';
import { positionAt, type Span } from '../../model/span.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import type { Choice, End } from './path.js';

const errorName = /^_?(?:e|er|err|error|ex)$/i;

/** When a path is taken, by the last of its choices, for messages: `when user is falsy (line 12)`. Empty where it always is. */
export function whenText(project: Project, { choices }: End): string {
  const last = choices.at(-1);
  const facts = last && project.evaluator.facts(last.file);
  if (!last || !facts) return '';
  const line = String(positionAt(facts.lines, last.at).line);
  switch (last.is) {
    case 'catch': return `when the catch in line ${line} runs`;
    case 'loop': return `when the loop in line ${line} ends`;
    case 'case': return last.holds ? `in the switch of line ${line}` : `when no case of the switch in line ${line} matches`;
    case 'branch': return last.test ? `when ${described(facts, last.test, last.holds === true) ?? `the condition ${last.holds ? 'holds' : 'does not hold'}`} (line ${line})` : '';
  }
}

/** A test that is short enough to be named. */
function described(facts: FileFacts, test: Value, holds: boolean): string | undefined {
  switch (test.is) {
    case 'unary': return test.op === '!' ? described(facts, test.of, !holds) : undefined;
    case 'await': return described(facts, test.of, holds);
    case 'binary': return compared(facts, test, holds);
    case 'ref': if (isError(facts, test.to)) return holds ? 'it is given an error' : 'there is no error';
      return named(facts, test, holds);
    case 'member': case 'call': return named(facts, test, holds);
    default: return undefined;
  }
}

function named(facts: FileFacts, test: Value, holds: boolean): string | undefined {
  const name = writtenName(facts, test);
  return name === '' || name.includes('(…)') || name.length > 50 ? undefined : `${name} is ${holds ? 'truthy' : 'falsy'}`;
}

function compared(facts: FileFacts, { op, left, right }: Extract<Value, { is: 'binary' }>, holds: boolean): string | undefined {
  if (/^[<>]=?$/.test(op) && right.is === 'literal') return `${writtenName(facts, left) || 'it'} ${op} ${String(right.value)} ${holds ? 'holds' : 'does not hold'}`;
  if (!/^[!=]==?$/.test(op)) return undefined;
  const [term, constant] = right.is === 'literal' || right.is === 'undefined' ? [left, right] : [right, left];
  const name = writtenName(facts, term);
  if (name === '' || name.includes('(…)') || (constant.is !== 'literal' && constant.is !== 'undefined')) return undefined;
  return `${name} is ${holds === op.startsWith('=') ? '' : 'not '}${constant.is === 'literal' ? JSON.stringify(constant.value) : 'undefined'}`;
}

/** The first parameter of a callback, by its name. */
function isError(facts: FileFacts, to: number): boolean {
  const { name, values } = facts.bindings[to] ?? { name: '', values: [] };
  return errorName.test(name) && values.some((v) => v.is === 'param' && v.at === 0);
}

/** Where a path that does not do its duty comes to its end: the `return`, or the head of the function whose end it falls off. */
export function spanOfEnd(project: Project, { fn, range }: End): Span {
  return range ? { file: fn.file, start: range[0], end: endOfLine(project, fn.file, range) } : headOf(project, fn);
}

/** The name of a function, or the line on which it begins. */
export function headOf(project: Project, { file, fn }: End['fn']): Span {
  const range = project.evaluator.facts(file)?.functions[fn]?.nameRange ?? [0, 0];
  return { file, start: range[0], end: endOfLine(project, file, range) };
}

/** Underlining goes to the end of the line. */
function endOfLine(project: Project, file: string, [start, end]: readonly [number, number]): number {
  const next = project.evaluator.facts(file)?.lines.find((at) => at > start) ?? Infinity;
  return Math.min(end, next - 1);
}

/** The choices of a path, for the trace of a finding. */
export function choicesOf(project: Project, { choices }: End, most = 4): readonly TraceStep[] {
  return choices.slice(-most).map((choice) => ({ span: { file: choice.file, start: choice.at, end: choice.at + 1 }, message: choiceText(choice) }));
}

function choiceText({ is, holds }: Choice): string {
  switch (is) {
    case 'catch': return 'this catch runs';
    case 'loop': return 'this loop ends';
    case 'case': return holds ? 'a case matches' : 'no case matches';
    case 'branch': return holds ? 'this holds' : 'this does not hold';
  }
}
