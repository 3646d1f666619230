import { parse, ts } from '../../src/ts.js';

/** The lines on which the cases of one `RuleTester` run begin, from 1, in their order. */
export interface CaseLines {
  readonly valid: readonly number[];
  readonly invalid: readonly number[];
}

/** Of each call `tester.run(name, rule, { valid, invalid })` in a test file, in order. Lists that are not written in place have no lines. */
export function caseLines(path: string, text: string): readonly CaseLines[] {
  const source = parse(path, text);
  const found: CaseLines[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'run') {
      const cases = node.arguments[2];
      found.push({ valid: linesOf(source, cases, 'valid'), invalid: linesOf(source, cases, 'invalid') });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function linesOf(source: ts.SourceFile, cases: ts.Expression | undefined, name: string): readonly number[] {
  if (!cases || !ts.isObjectLiteralExpression(cases)) return [];
  const list = cases.properties.find((p) => p.name?.getText(source) === name);
  if (!list || !ts.isPropertyAssignment(list) || !ts.isArrayLiteralExpression(list.initializer)) return [];
  return list.initializer.elements.map((element) => source.getLineAndCharacterOfPosition(element.getStart(source)).line + 1);
}

/** The lines on which functions begin that are handed to a call whose callee stands on `line`: they report the function, we the call. */
export function argumentLines(path: string, code: string, line: number): readonly number[] {
  const source = parse(path, code);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && lineOf(calleeName(node).getStart(source)) === line) found.push(...node.arguments.map((argument) => lineOf(argument.getStart(source))));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function calleeName({ expression }: ts.CallExpression): ts.Node {
  return ts.isPropertyAccessExpression(expression) ? expression.name : expression;
}

/** Where a chain of calls that begins as a statement on `line` has its last name: they report the statement, we the call that gave the promise. */
export function lastLineOfChain(code: string, line: number): number {
  const source = parse('case.tsx', code);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  let last = line;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && lineOf(node.getStart(source)) === line) last = Math.max(last, lineOf(node.expression.name.getStart(source)));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return last;
}
