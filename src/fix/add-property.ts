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
export function setArgument(draft: Draft, call: Ts.CallExpression | Ts.NewExpression, index: number, properties: Properties): boolean {
  const { ts } = draft.source;
  const args = call.arguments;
  const argument = args?.[index];
  if (args?.some((a) => ts.isSpreadElement(a))) return false;
  if (argument) return ts.isObjectLiteralExpression(argument) && setProperties(draft, argument, properties);
  return (args?.length ?? 0) === index && addArgument(draft, call, index, `{ ${propertiesText(properties)} }`);
}

/**
 * Writes an argument: behind those that are there, with `undefined` for what is left out between, in a line of its own where the last one has one; before a callback that stands in its place.
 * False where another one stands there, or a callback would not be the last one any more.
 */
export function addArgument(draft: Draft, call: Ts.CallExpression | Ts.NewExpression, index: number, text: string): boolean {
  const { ts, tree } = draft.source;
  const { arguments: args } = call;
  const last = args?.at(-1);
  if (args?.some((a) => ts.isSpreadElement(a))) return false;
  const isBeforeCallback = last !== undefined && isFunction(ts, last);
  if (args && args.length > index + (isBeforeCallback ? 1 : 0)) return false;
  if (isBeforeCallback) {
    if (args?.length !== index + 1) return false;
    const before = args[index - 1];
    if (before) draft.insert(before.end, `,${beginsLine(draft, before) ? '\n' : ' '}${text}`);
    else draft.insert(last.getStart(tree), `${text}, `);
    return true;
  }
  const added = [...Array.from({ length: index - (args?.length ?? 0) }, () => 'undefined'), text];
  // `new Redis` without parentheses.
  if (!args) draft.insert(call.end, `(${added.join(', ')})`);
  else if (last) draft.insert(last.end, added.map((one) => `,${beginsLine(draft, last) ? '\n' : ' '}${one}`).join(''));
  else draft.insert(call.end - 1, added.join(', '));
  return true;
}

function isFunction(ts: typeof Ts, node: Ts.Node): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** Whether nothing stands before it on its line. */
export function beginsLine({ source: { text, tree } }: Draft, node: Ts.Node): boolean {
  return /\n[ \t]*$/.test(text.slice(node.getFullStart(), node.getStart(tree)));
}

/** Values by name, in the canonical style. One that is its name is written once. */
export type Properties = Readonly<Record<string, string>>;

function propertiesText(properties: Properties, between = ' '): string {
  return Object.entries(properties).map(([name, value]) => (name === value ? name : `${name}: ${value}`)).join(`,${between}`);
}

/** Sets a property of an object literal. */
export function setProperty(draft: Draft, object: Ts.ObjectLiteralExpression, name: string, value: string): boolean {
  return setProperties(draft, object, { [name]: value });
}

/** Sets properties of an object literal: in place of their values, or behind the others, in lines of their own where those have some. */
export function setProperties(draft: Draft, object: Ts.ObjectLiteralExpression, properties: Properties): boolean {
  const { tree, ts } = draft.source;
  const ownOf = (name: string): Ts.ObjectLiteralElementLike | undefined => object.properties.find((p) => p.name && (ts.isIdentifier(p.name) || ts.isStringLiteral(p.name)) && p.name.text === name);
  const known = Object.entries(properties).flatMap(([name, value]) => {
    const own = ownOf(name);
    return own ? [{ own, text: propertiesText({ [name]: value }) }] : [];
  });
  if (known.some(({ own }) => !ts.isPropertyAssignment(own) && !ts.isShorthandPropertyAssignment(own))) return false;
  for (const { own, text } of known) draft.replace([own.getStart(tree), own.end], text);
  const added = Object.fromEntries(Object.entries(properties).filter(([name]) => !ownOf(name)));
  if (Object.keys(added).length === 0) return true;
  const last = object.properties.at(-1);
  if (!last) {
    draft.replace([object.getStart(tree), object.end], `{ ${propertiesText(added)} }`);
    return true;
  }
  const between = draft.text([object.getStart(tree), last.getStart(tree)]).includes('\n') ? '\n' : ' ';
  // What is spread at the end has the last word.
  const before = ts.isSpreadAssignment(last) ? object.properties.at(-2) : last;
  if (before) draft.insert(before.end, `,${between}${propertiesText(added, between)}`);
  else if (between === ' ') draft.insert(last.getStart(tree), `${propertiesText(added)}, `);
  else draft.lineBefore(last.getStart(tree), `${propertiesText(added, '\n')},`);
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
