import type { ts as Ts } from '../ts.js';
import type { CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Draft } from './draft.js';

/** The syntax of a call; `undefined` for decorators, tagged templates, and what stands in no draft. */
export function callNode(project: Project, draft: Draft, ref: CallRef): Ts.CallExpression | Ts.NewExpression | undefined {
  const { ts } = draft.source;
  const fact = project.evaluator.call(ref);
  const node = fact && draft.nodeAt(fact.range);
  return node && (ts.isCallExpression(node) || ts.isNewExpression(node)) ? node : undefined;
}

/** Sets properties of the object that an argument is, or gives it; false where something else, or nothing that can be followed by it, stands there. */
export function setArgument(draft: Draft, call: Ts.CallExpression | Ts.NewExpression, index: number, properties: Readonly<Record<string, string>>): boolean {
  const { ts } = draft.source;
  const args = call.arguments;
  const argument = args?.[index];
  if (args?.some((a) => ts.isSpreadElement(a))) return false;
  if (argument) return ts.isObjectLiteralExpression(argument) && Object.entries(properties).every(([name, value]) => setProperty(draft, argument, name, value));
  if ((args?.length ?? 0) !== index) return false;
  const text = `{ ${Object.entries(properties).map(([name, value]) => `${name}: ${value}`).join(', ')} }`;
  const last = args?.at(-1);
  if (!args) draft.insert(call.end, `(${text})`);
  else if (last) draft.insert(last.end, `, ${text}`);
  else draft.insert(call.end - 1, text);
  return true;
}

/** Sets a property of an object literal: in place of its value, or behind the others, in a line of its own where they have some. */
export function setProperty(draft: Draft, object: Ts.ObjectLiteralExpression, name: string, value: string): boolean {
  const { tree, ts } = draft.source;
  const own = object.properties.find((p) => p.name && (ts.isIdentifier(p.name) || ts.isStringLiteral(p.name)) && p.name.text === name);
  if (own) {
    if (!ts.isPropertyAssignment(own) && !ts.isShorthandPropertyAssignment(own)) return false;
    draft.replace([own.getStart(tree), own.end], `${name}: ${value}`);
    return true;
  }
  const last = object.properties.at(-1);
  if (!last) {
    draft.replace([object.getStart(tree), object.end], `{ ${name}: ${value} }`);
    return true;
  }
  const isInLines = draft.text([object.getStart(tree), last.getStart(tree)]).includes('\n');
  // What is spread at the end has the last word.
  if (ts.isSpreadAssignment(last)) draft.insert(last.getStart(tree), `${name}: ${value},${isInLines ? '\n' : ' '}`);
  else draft.insert(last.end, `,${isInLines ? '\n' : ' '}${name}: ${value}`);
  return true;
}

/** Sets what stands at a place such as `arg0.limits.fileSize`; false where an argument or an object on the way is not written there. */
export function setAtPlace(draft: Draft, call: Ts.CallExpression | Ts.NewExpression, place: string, value: string): boolean {
  const { ts, tree } = draft.source;
  const [head = '', first, ...rest] = place.split('.');
  const index = Number(head.replace('arg', ''));
  if (first === undefined || Number.isNaN(index)) return false;
  const whole = [...rest].reduceRight((inner, name) => `{ ${name}: ${inner} }`, value);
  const argument = call.arguments?.[index];
  const outer = argument && ts.isObjectLiteralExpression(argument) ? argument.properties.find((p) => p.name?.getText(tree) === first) : undefined;
  const [last] = rest;
  if (!outer || last === undefined) return setArgument(draft, call, index, { [first]: whole });
  return rest.length === 1 && ts.isPropertyAssignment(outer) && ts.isObjectLiteralExpression(outer.initializer) && setProperty(draft, outer.initializer, last, value);
}
