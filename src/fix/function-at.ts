import type { FunctionRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { ts as Ts } from '../ts.js';
import type { Draft } from './draft.js';

/** A function as it is written, with its body. */
export type WrittenFunction = Ts.FunctionLikeDeclaration & { readonly body: Ts.ConciseBody };

/** The syntax of a function of the draft's file. */
export function functionAt(project: Project, draft: Draft, fn: number): WrittenFunction | undefined {
  const range = project.evaluator.facts(draft.file)?.functions[fn]?.range;
  const node = range && draft.nodeAt(range);
  return node && isFunction(draft, node) ? node : undefined;
}

function isFunction({ source: { ts } }: Draft, node: Ts.Node): node is WrittenFunction {
  return (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.body !== undefined;
}

/** What a parameter is called; nothing where it is taken apart, is not there, or takes the rest. */
export function parameterName({ source: { ts } }: Draft, { parameters }: WrittenFunction, at: number): string | undefined {
  const parameter = parameters[at];
  return parameter && !parameter.dotDotDotToken && ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
}

/** Whether a function of a TypeScript file says what it gives: a way out without a value would not fit. */
export function givesValues(project: Project, { file, fn }: FunctionRef): boolean {
  return (project.evaluator.facts(file)?.functions[fn]?.returns ?? []).some(({ is }) => is !== 'undefined');
}
