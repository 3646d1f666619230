import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isHeldBy } from './holder.js';
import { timerCalls, type ClearCall } from './timer-call.js';

/** What a call stops that is no timer: nothing. */
export interface WrongClear {
  readonly clear: ClearCall;
  /** What it is given instead, as messages say it. */
  readonly what: string;
  /** The timer that it was meant for, perhaps: the one whose delay it is given. */
  readonly timer: CallRef | undefined;
}

/** Judges one call that stops a timer: `undefined` where what it is given may be one. */
export function wrongClearOf(project: Project, clear: ClearCall): WrongClear | undefined {
  const facts = project.evaluator.facts(clear.ref.file);
  const seen = facts && valuesOf(project, facts, clear.timer);
  if (!facts || !seen) return undefined;
  const { values } = seen;
  const timer = delayedBy(project, clear.ref.file, clear.timer);
  // What is a number at first, and a delay, is a number where callers set it too.
  if (timer && values.some(isNumber) && !values.some((v) => v.is === 'call')) return { clear, what: 'the time between two runs, and not what the timer call gave', timer };
  // `let timer = false;` that nothing starts is no more than left over.
  const isMeant = values.some((v) => v.is !== 'literal' || Boolean(v.value));
  return seen.all && isMeant && values.every((v) => isPlain(facts, v)) ? { clear, what: values.some(isNumber) ? 'a number that no timer call gave' : 'something that no timer call gave', timer: undefined } : undefined;
}

/** What a name or a field of the class is given in this file; `all`: nothing else can give it a value. */
function valuesOf(project: Project, facts: FileFacts, value: Value): { readonly values: readonly Value[]; readonly all: boolean } | undefined {
  if (value.is === 'ref') {
    const binding = facts.bindings[value.to];
    if (binding?.kind === 'function') return { values: [value], all: true };
    return binding && (binding.kind === 'const' || binding.kind === 'let') ? { values: given(binding.values), all: true } : undefined;
  }
  if (value.is !== 'member' || value.of.is !== 'this') return undefined;
  const cls = facts.classes[value.of.cls];
  const member = cls?.members.find((m) => m.name === value.name && m.kind === 'field');
  const isSetOutside = [...project.evaluator.sources.files.values()].some((f) => f.assigns.some(({ target }) => target.is === 'member' && target.name === value.name && (target.of.is !== 'this' || f !== facts)));
  return member && { values: given(member.values), all: !cls?.extends && !isSetOutside && (!project.partial || member.private === true) };
}

function given(values: readonly Value[]): readonly Value[] {
  return values.filter((v) => v.is !== 'undefined' && !(v.is === 'literal' && v.value === null));
}

function isNumber(value: Value): boolean {
  return value.is === 'literal' ? typeof value.value === 'number' : value.is === 'binary' && isArithmetic.has(value.op) && isNumber(value.left) && isNumber(value.right);
}

const isArithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**']);

/** Nothing that a timer could be: a constant, a function. */
function isPlain(facts: FileFacts, value: Value): boolean {
  if (value.is === 'ref') return facts.bindings[value.to]?.kind === 'function';
  return value.is === 'function' || isNumber(value) || (value.is === 'literal' && typeof value.value === 'boolean');
}

/** The timer that takes the same thing as its delay. */
function delayedBy(project: Project, file: string, value: Value): CallRef | undefined {
  const holder = value.is === 'ref' ? { is: 'name' as const, to: value.to } : value.is === 'member' && value.of.is === 'this' ? { is: 'field' as const, cls: value.of.cls, name: value.name } : undefined;
  return holder && timerCalls(project, file).find(({ delay }) => delay !== undefined && isHeldBy(delay, holder))?.ref;
}
