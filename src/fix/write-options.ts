import { follow } from '../analysis/deadline/property-path.js';
import { flatten, type Abstract, type CallRef } from '../analysis/abstract.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import type { ts as Ts } from '../ts.js';
import { addArgument, callNode, setProperties } from './add-property.js';
import { draftOf, type Draft } from './draft.js';

/** An option that a change sets. */
export interface Option {
  /** The names that lead to it from the options. */
  readonly path: readonly string[];
  /** What to write, in the canonical style. */
  readonly value: string;
}

/** An option as it is written: `timeout: 10_000`, `timeout: { request: 10_000 }`, `signal`. */
export function optionWritten({ path, value }: Option): string {
  const [name = '', ...rest] = path;
  const inner = nested(rest, value);
  // `{ signal }` rather than `{ signal: signal }`.
  return name === inner ? name : `${name}: ${inner}`;
}

function nested(path: readonly string[], value: string): string {
  return path.reduceRight((inner, name) => `{ ${name}: ${inner} }`, value);
}

/**
 * Writes options of a call: in place of what is there, behind what is there, as a new object before the callback, or where the object is written that is handed in under a name.
 * @param index the place of the options among the arguments
 */
export function writeOptions(project: Project, ref: CallRef, index: number, options: readonly Option[]): readonly Fix[] {
  const draft = draftOf(project, ref.file);
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call || options.length === 0) return [];
  const { ts } = draft.source;
  const argument = call.arguments?.[index];
  if (argument && ts.isObjectLiteralExpression(argument)) return writeInto(draft, argument, options);
  if (!argument || ts.isArrowFunction(argument) || ts.isFunctionExpression(argument)) return addArgument(draft, call, index, `{ ${options.map(optionWritten).join(', ')} }`) ? draft.fix(titleOf('Add', options)) : [];
  return writeGiven(project, project.evaluator.argument(ref, index, undefined), options);
}

/** Writes options into the object that a function or class gives: `useFactory()`, `useClass().createOptions()`. */
export function writeFactoryOptions(project: Project, ref: CallRef, index: number, steps: readonly string[], options: readonly Option[]): readonly Fix[] {
  return writeGiven(project, follow(project.evaluator, flatten(project.evaluator.argument(ref, index, undefined)), steps), options);
}

function writeGiven(project: Project, values: readonly Abstract[], options: readonly Option[]): readonly Fix[] {
  const given = flatten(values);
  const [only] = given;
  // A signal is one clock, and names are not known elsewhere.
  if (options.some(({ value }) => !/^[\d_]+$/.test(value))) return [];
  // One of several, or what is put together from others, is not for this call alone.
  if (given.length !== 1 || only?.is !== 'object' || only.without !== undefined) return [];
  const draft = draftOf(project, only.file);
  const object = draft && literalOf(draft, only);
  return draft && object ? writeInto(draft, object, options) : [];
}

function literalOf(draft: Draft, { props }: Extract<Abstract, { is: 'object' }>): Ts.ObjectLiteralExpression | undefined {
  const { ts } = draft.source;
  const [first] = props;
  for (let node = first && draft.nodeAt(first.range); node && !ts.isStatement(node); node = node.parent) if (ts.isObjectLiteralExpression(node)) return node;
  return undefined;
}

function writeInto(draft: Draft, object: Ts.ObjectLiteralExpression, options: readonly Option[]): readonly Fix[] {
  const { ts } = draft.source;
  const isThere = ({ path }: Option): boolean => object.properties.some((p) => p.name !== undefined && nameOf(ts, p.name) === path[0]);
  // Only a plain value is replaced: an object of several times may be meant as it is.
  if (options.some((option) => isThere(option) && option.path.length > 1)) return [];
  // What is there already is not what is wrong.
  if (options.every((option) => object.properties.some((p) => p.getText(draft.source.tree) === optionWritten(option)))) return [];
  const verb = options.every(isThere) ? 'Set' : 'Add';
  return setProperties(draft, object, Object.fromEntries(options.map(({ path: [name = '', ...rest], value }) => [name, nested(rest, value)]))) ? draft.fix(titleOf(verb, options)) : [];
}

function nameOf(ts: typeof Ts, name: Ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
}

function titleOf(verb: string, options: readonly Option[]): string {
  return `${verb} ${options.map(optionWritten).join(', ')}`;
}
