import type { Span } from '../../model/span.js';
import type { FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';

/** What is underlined of a function: its name, or its head up to the end of the line. */
export function spanOfFunction(project: Project, { file, fn }: FunctionRef): Span {
  const facts = project.evaluator.facts(file);
  const [start, end] = facts?.functions[fn]?.nameRange ?? [0, 0];
  const next = facts?.lines.find((line) => line > start);
  return { file, start, end: next === undefined ? end : Math.min(end, next - 1) };
}
