import type { MarkupModel } from '../../../catalog/types.js';
import { markupOf } from '../../../catalog/web-readings.js';
import type { CallFact, Value } from '../../../model/facts.js';
import { flatten, madeBy, pathText, type CallRef, type LibraryValue } from '../../abstract.js';
import type { Project } from '../../project.js';
import { settingAt } from '../../settings/setting-at.js';

/** What a call makes of the text that it is given. */
export type TextCall =
  /** Nothing in what it gives can run. */
  | { readonly is: 'harmless' }
  /** It gives what these say, one behind the other. */
  | { readonly is: 'same'; readonly of: readonly Value[] }
  /** It gives them with their markup, since escaping is switched off. */
  | { readonly is: 'unescaped'; readonly of: readonly Value[]; readonly by: string }
  | { readonly is: 'unknown'; readonly why: string };

const numbers = new Set(['Number', 'parseInt', 'parseFloat', 'Boolean', 'BigInt', 'Number.parseInt', 'Number.parseFloat', 'Date.now', 'Date', 'encodeURIComponent', 'encodeURI', 'escape', 'btoa', 'isNaN', 'Math.floor', 'Math.round', 'Math.ceil', 'Math.min', 'Math.max', 'Math.abs', 'Math.random']);
const passing = new Set(['String', 'JSON.stringify', 'decodeURIComponent', 'decodeURI', 'unescape', 'Object.values', 'Object.keys', 'Object.entries', 'Array.from', 'String.raw']);
/** Methods of texts and lists that give them, or a part of them. */
const same = new Set(['toString', 'trim', 'trimStart', 'trimEnd', 'slice', 'substring', 'substr', 'split', 'join', 'toLowerCase', 'toUpperCase', 'normalize', 'filter', 'reverse', 'sort', 'flat', 'at', 'repeat']);
const toNumber = new Set(['toFixed', 'toISOString', 'getTime', 'indexOf', 'includes', 'startsWith', 'endsWith', 'toLocaleDateString', 'toLocaleTimeString', 'digest', 'getFullYear', 'charCodeAt']);

/** What a call makes of a text: a function of the runtime, a method of texts, or what the catalog says of a library. */
export function textCallOf(project: Project, ref: CallRef): TextCall | undefined {
  const fact = project.evaluator.call(ref);
  if (!fact) return undefined;
  const { callee, args } = fact;
  const name = globalName(callee);
  if (name !== undefined && numbers.has(name)) return { is: 'harmless' };
  if (name !== undefined && passing.has(name)) return { is: 'same', of: args.slice(0, 1) };
  const library = ofLibrary(project, ref, fact);
  if (library) return library;
  if (callee.is !== 'member') return undefined;
  if (toNumber.has(callee.name)) return { is: 'harmless' };
  if (callee.name === 'concat' || callee.name === 'padStart' || callee.name === 'padEnd') return { is: 'same', of: [callee.of, ...args] };
  if (callee.name === 'replace' || callee.name === 'replaceAll') return replaced(project, ref.file, callee.of, args);
  return same.has(callee.name) ? { is: 'same', of: [callee.of] } : undefined;
}

/** `text.replace(/</g, '&lt;')` escapes. What a template has in a placeholder's stead is part of it. */
function replaced(project: Project, file: string, text: Value, [, by]: readonly Value[]): TextCall {
  const values = by ? flatten(project.evaluator.evaluate(file, by)) : [];
  if (values.some((v) => v.is === 'literal' && typeof v.value === 'string' && /^&(?:#\w+|\w+);$/.test(v.value))) return { is: 'harmless' };
  if (values.some((v) => v.is === 'function')) return callbackEscapes(project, values) ? { is: 'harmless' } : { is: 'unknown', why: 'what a replacement makes of it is not followed' };
  // What is taken out may be what could run.
  if (values.length > 0 && values.every((v) => v.is === 'literal')) return { is: 'unknown', why: 'what is left after a replacement is not known' };
  return by ? { is: 'same', of: [text, by] } : { is: 'unknown', why: 'a replacement' };
}

/** `(c) => entities[c]`, with `'&lt;'` in the table or in the function. */
function callbackEscapes({ evaluator }: Project, values: ReturnType<typeof flatten>): boolean {
  return values.some((v) => v.is === 'function' && (evaluator.facts(v.file)?.functions[v.fn]?.returns ?? []).some((r) => holdsEntity(evaluator, v.file, r, 0)));
}

function holdsEntity(evaluator: Project['evaluator'], file: string, value: Value, depth: number): boolean {
  if (depth > 4) return false;
  const inner = (v: Value): boolean => holdsEntity(evaluator, file, v, depth + 1);
  switch (value.is) {
    case 'literal': return typeof value.value === 'string' && /^&(?:lt|#0?60|#x3c);$/i.test(value.value);
    case 'element': return flatten(evaluator.evaluate(file, value.of)).some((v) => v.is === 'object' && v.props.some((p) => p.value && holdsEntity(evaluator, v.file, p.value, depth + 1)));
    case 'either': return value.of.some(inner);
    case 'fallback': return inner(value.first) || inner(value.then);
    case 'ref': return (evaluator.facts(file)?.bindings[value.to]?.values ?? []).some(inner);
    case 'text': return value.parts.some((p) => p.is === 'literal' && typeof p.value === 'string' && p.value.startsWith('&#'));
    default: return false;
  }
}

function ofLibrary(project: Project, ref: CallRef, { callee, args, construct }: CallFact): TextCall | undefined {
  const { evaluator, catalog, versionOf } = project;
  for (const value of flatten(evaluator.evaluate(ref.file, callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'markup')) continue;
    const version = versionOf(ref.file, value.package);
    const model = catalog.read(value, version).map((reading) => markupOf(reading, version)).find((m) => m !== undefined);
    if (model) return modelled(project, ref, value, model, args);
    // A function of a library that escapes, by another name.
    if (construct !== true) return { is: 'unknown', why: `${value.package} may escape it` };
  }
  return undefined;
}

function modelled(project: Project, ref: CallRef, value: LibraryValue, model: MarkupModel, args: readonly Value[]): TextCall {
  const of = args.slice(model.argument, model.argument + 1);
  if (model.does === 'escapes') return { is: 'harmless' };
  if (model.does === 'passes') return { is: 'same', of };
  const off = model.off && switchedOff(project, ref, value, model.off);
  return off === undefined ? { is: 'unknown', why: 'what the template escapes is not seen' } : { is: 'unescaped', of, by: off };
}

function switchedOff(project: Project, ref: CallRef, value: LibraryValue, { of, at, is }: NonNullable<MarkupModel['off']>): string | undefined {
  const maker = makerOf(value);
  const calls = of === 'call' ? [ref] : of === 'maker' ? (maker ? [maker] : []) : (project.calledNames.get(of.call) ?? []).filter((by) => isOf(project, by, value.package));
  const found = at.find((place) => calls.some((by) => settingAt(project, by, place).values.some((v) => v.is === 'literal' && v.value === is)));
  return found === undefined ? undefined : `${found.split('.').at(-1) ?? ''}: ${String(is)}`;
}

/** `compile(text, options)` of what `compile(text, options)(data)` calls, `new MarkdownIt(options)` of its `render`. */
function makerOf(value: LibraryValue): CallRef | undefined {
  const made = madeBy(value);
  if (made) return made;
  const last = value.path.findLast((step) => 'call' in step);
  return last && 'call' in last ? last.call : undefined;
}

function isOf({ evaluator }: Project, { file, call }: CallRef, name: string): boolean {
  const callee = evaluator.call({ file, call })?.callee;
  return callee !== undefined && flatten(evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && v.package === name && !pathText(v.path).includes('('));
}

function globalName(callee: Value): string | undefined {
  if (callee.is === 'global') return callee.name;
  return callee.is === 'member' && callee.of.is === 'global' ? `${callee.of.name}.${callee.name}` : undefined;
}
