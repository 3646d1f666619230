import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A place in a function at which something happens, or that leads there. */
export interface Frame {
  readonly file: string;
  readonly fn: number;
  readonly at: number;
}

/** Callers of callers are not followed further. */
const deepest = 8;

/** The places that lead to a call, from the outermost that is known: through functions with one caller, and those that are written in place. */
export function framesTo(project: Project, { file, call }: CallRef, depth = 0): readonly Frame[] {
  const facts = project.evaluator.facts(file);
  const fact = facts?.calls[call];
  if (!facts || !fact) return [];
  // A chain is one expression: its calls happen in the order of their names.
  const own: Frame = { file, fn: fact.fn, at: fact.calleeRange[1] };
  if (fact.fn === -1 || depth > deepest) return [own];
  const around = facts.functions[fact.fn];
  if (around?.passedTo) return [...framesTo(project, { file, call: around.passedTo.call }, depth + 1), own];
  const callers = project.graph.callersOf({ file, fn: fact.fn }).filter((by) => !project.isScript(by.file));
  const [only] = callers;
  return callers.length === 1 && only ? [...framesTo(project, only, depth + 1), own] : [own];
}

/** Whether one place comes before another; undefined where their order is not seen. */
export function isBefore(first: readonly Frame[], second: readonly Frame[]): boolean | undefined {
  for (let index = 0; index < Math.min(first.length, second.length); index++) {
    const [a, b] = [first[index], second[index]];
    if (!a || !b) return undefined;
    if (a.file !== b.file || a.fn !== b.fn) return aligned(first.slice(index), second.slice(index));
    if (a.at !== b.at) return a.at < b.at;
  }
  return first.length <= second.length;
}

/** The way to one of them may be known for longer than that to the other. */
function aligned(first: readonly Frame[], second: readonly Frame[]): boolean | undefined {
  const [a, b] = [first[0], second[0]];
  const inFirst = first.find((f) => f.file === b?.file && f.fn === b.fn);
  if (inFirst && b && inFirst.at !== b.at) return inFirst.at < b.at;
  const inSecond = second.find((f) => f.file === a?.file && f.fn === a.fn);
  if (inSecond && a && inSecond.at !== a.at) return a.at < inSecond.at;
  // A module runs before the functions in it, and before those that import what it makes.
  if (a?.fn === -1 && b?.fn !== -1 && a.file === b?.file) return true;
  return a?.fn !== -1 && b?.fn === -1 && a?.file === b.file ? false : undefined;
}
