import type { FileFacts, Value } from '../../../model/facts.js';
import { flatten, functionKey } from '../../abstract.js';
import { everyStep } from '../../every-step.js';
import { isExported } from '../../exported.js';
import { isAmongConstants } from '../../lifetimes/key-checks.js';
import type { Project } from '../../project.js';
import { depthOfFrame, givenBy, type Looked } from '../../sizes/frames.js';
import { writtenProperty } from '../../sizes/literal-property.js';
import { requestPart, type RequestPart } from '../../sizes/request-part.js';
import { textCallOf } from './text-calls.js';
import { isPlainType, isTested } from './value-checks.js';

/** A part of a text that is sent. */
export type Piece =
  | { readonly is: 'text'; readonly text: string }
  /** What somebody sent, as it came. `name`: `query.name`. */
  | { readonly is: 'request'; readonly part: RequestPart; readonly name: string }
  /** It holds no markup: a number, what was escaped. */
  | { readonly is: 'harmless' }
  /** A template whose escaping is switched off. */
  | { readonly is: 'unescaped'; readonly by: string }
  | { readonly is: 'unknown'; readonly why: string };

const deepest = 14;
const mostCallers = 12;
/** More say nothing new. */
const mostPieces = 60;
/** What of a request anybody can put into a link or a form, besides what `requestPart` knows. */
const fromLinks = new Set(['params', 'param', 'Param', 'parseBody', 'formData']);

/** The parts of a text, through names, concatenations, templates, helpers and callers, in the order in which they are written. */
export function piecesOf(project: Project, looked: Looked): readonly Piece[] {
  return new Walk(project).of(looked, 0);
}

const harmless: readonly Piece[] = [{ is: 'harmless' }];

function unclear(why: string): readonly Piece[] {
  return [{ is: 'unknown', why }];
}

class Walk {
  private readonly open = new Set<string>();
  private count = 0;

  constructor(private readonly project: Project) {}

  of(looked: Looked, depth: number): readonly Piece[] {
    this.count++;
    if (depth > deepest || this.count > mostPieces * 8) return unclear('too far to follow');
    return this.structure(looked, depth).slice(0, mostPieces);
  }

  private structure(looked: Looked, depth: number): readonly Piece[] {
    const { file, value } = looked;
    const inner = (v: Value): readonly Piece[] => this.of({ ...looked, value: v }, depth + 1);
    switch (value.is) {
      case 'literal': return typeof value.value === 'string' ? [{ is: 'text', text: value.value }] : harmless;
      case 'undefined': case 'function': case 'class': return harmless;
      case 'text': return value.parts.flatMap(inner);
      case 'binary': return value.op === '+' ? [...inner(value.left), ...inner(value.right)] : harmless;
      case 'unary': return harmless;
      case 'either': return value.of.flatMap(inner);
      case 'fallback': return [...inner(value.first), ...inner(value.then)];
      case 'await': case 'spread': case 'rest': return inner(value.of);
      case 'array': return value.items.flatMap(inner);
      case 'object': return value.props.flatMap((p) => (p.spread ?? p.value ? inner(p.spread ?? p.value ?? { is: 'undefined' }) : []));
      case 'ref': return this.ofName(looked, value.to, depth);
      case 'call': return this.ofCall(looked, value.call, depth);
      case 'param': return this.ofParameter(looked, value.fn, value.at, depth);
      case 'member': return this.ofMember(looked, value, depth);
      default: return this.ofRequest(looked) ?? this.constant(file, value) ?? unclear('an expression that is not followed');
    }
  }

  private constant(file: string, value: Value): readonly Piece[] | undefined {
    const found = flatten(this.project.evaluator.evaluate(file, value));
    if (found.length === 0 || !found.every((v) => v.is === 'literal' || v.is === 'number' || v.is === 'absent')) return undefined;
    return found.flatMap((v): readonly Piece[] => (v.is === 'literal' && typeof v.value === 'string' ? [{ is: 'text', text: v.value }] : harmless));
  }

  private ofRequest(looked: Looked): readonly Piece[] | undefined {
    const part = requestPart(this.project, looked, fromLinks);
    if (!part) return undefined;
    if (part.checked ?? part.compared) return unclear('a part of the request that is checked');
    const { handler: { file, fn, entry }, at, path } = part;
    const facts = this.project.evaluator.facts(file);
    // What Nest hands over was made what its type says, and a class of it was checked.
    const type = facts?.functions[fn]?.params[at]?.type;
    if (entry.id === 'nest' && facts?.functions[fn]?.params[at]?.decorators && !(path.length === 0 && type?.is === 'global' && type.name === 'string')) return unclear('a pipe may check what the handler is given');
    const given = facts?.bindings.find((b) => b.kind === 'param' && b.fn === fn && b.values.some((v) => v.is === 'param' && v.at === at))?.name ?? '';
    return [{ is: 'request', part, name: path.filter((name) => name !== '*').slice(-2).join('.') || given }];
  }

  private ofName(looked: Looked, to: number, depth: number): readonly Piece[] {
    const { file, value } = looked;
    const facts = this.project.evaluator.facts(file);
    const binding = facts?.bindings[to];
    if (!facts || !binding) return unclear('a name without a declaration');
    if (isPlainType(this.project, file, binding.type)) return harmless;
    if (binding.kind === 'import') return this.constant(file, value) ?? unclear('what another module brings');
    const pieces = this.once(`${file} ${String(to)} ${frameKey(looked)}`, () => [
      ...binding.values.filter((v) => v.is !== 'unknown').flatMap((v) => this.of({ ...looked, value: v }, depth + 1)),
      // `html += row`
      ...addedTo(facts, to).flatMap((v) => (v ? this.of({ ...looked, value: v }, depth + 1) : unclear('it is put together in a way that is not followed'))),
    ]);
    const checked = pieces.some((p) => p.is === 'request') && (isTested(this.project, file, value) || (binding.fn !== -1 && isAmongConstants(this.project, { file, fn: binding.fn }, value)));
    if (checked) return unclear('a part of the request that is checked');
    return binding.values.length > 0 && pieces.length === 0 ? unclear('a name that is not followed') : pieces;
  }

  private ofMember(looked: Looked, value: Extract<Value, { is: 'member' }>, depth: number): readonly Piece[] {
    if (value.name === 'length' || value.name === 'size') return harmless;
    const request = this.ofRequest(looked);
    if (request) return isTested(this.project, looked.file, value) ? unclear('a part of the request that is checked') : request;
    const constant = this.constant(looked.file, value);
    if (constant) return constant;
    const { values, unseen } = writtenProperty(this.project, { ...looked, value: value.of }, value.name);
    return values.length === 0 || unseen ? unclear('what it holds is not followed') : values.flatMap((v) => this.of(v, depth + 1));
  }

  private ofParameter(looked: Looked, fn: number, at: number, depth: number): readonly Piece[] {
    const { project } = this;
    const { file, frame } = looked;
    const fact = project.evaluator.facts(file)?.functions[fn];
    if (isPlainType(project, file, fact?.params[at]?.type)) return harmless;
    const given = givenBy(project, file, fn, at, frame);
    if (given === 'missing') return harmless;
    if (given === 'unseen') return unclear('an argument behind a spread');
    if (given) return this.of(given, depth + 1);
    const request = this.ofRequest(looked);
    if (project.handlers.some((h) => h.file === file && h.fn === fn)) return request ?? unclear('what a handler is given');
    const passed = fact?.passedTo && project.evaluator.call({ file, call: fact.passedTo.call });
    // The elements of a list: `names.map((name) => …)`.
    if (passed) return passed.callee.is === 'member' && /^(?:map|flatMap|filter|forEach|reduce|then)$/.test(passed.callee.name) && at === (passed.callee.name === 'reduce' ? 1 : 0) ? this.of({ file, value: passed.callee.of, frame }, depth + 1) : at === 1 && passed.callee.is === 'member' && passed.callee.name === 'map' ? harmless : unclear('what a callback is given');
    const callers = project.graph.callersOf({ file, fn }).filter((by) => !project.isScript(by.file));
    if (callers.length === 0 || callers.length > mostCallers) return unclear('what callers give');
    const unseen = project.partial && isExported(project.evaluator, { file, fn }) ? unclear('callers of other files') : [];
    return [...this.once(`${functionKey({ file, fn })} ${String(at)}`, () => callers.flatMap((call) => {
      const argument = givenBy(project, file, fn, at, { file, fn, call, outer: undefined });
      return typeof argument === 'object' ? this.of(argument, depth + 1) : argument === 'missing' ? harmless : unclear('what callers give');
    })), ...unseen];
  }

  private ofCall(looked: Looked, call: number, depth: number): readonly Piece[] {
    const { file, frame } = looked;
    const { evaluator } = this.project;
    const fact = evaluator.call({ file, call });
    if (!fact) return unclear('a call that is not there');
    const inner = (v: Value): readonly Piece[] => this.of({ ...looked, value: v }, depth + 1);
    const text = textCallOf(this.project, { file, call });
    if (text?.is === 'harmless') return harmless;
    if (text?.is === 'same') return text.of.flatMap(inner);
    if (text?.is === 'unescaped') return [...text.of.flatMap(inner), { is: 'unescaped', by: text.by }];
    if (text?.is === 'unknown') return unclear(text.why);
    const request = this.ofRequest(looked);
    const own = flatten(evaluator.evaluate(file, fact.callee)).filter((v) => v.is === 'function');
    if (own.length === 0 && fact.callee.is === 'member' && /^(?:map|flatMap)$/.test(fact.callee.name)) {
      const [by] = fact.args;
      const returns = by?.is === 'function' ? (evaluator.facts(file)?.functions[by.fn]?.returns ?? []) : [];
      if (by?.is === 'function') return returns.flatMap(inner);
    }
    if (own.length === 0 || depthOfFrame(frame) > 5) return request ?? this.constant(file, looked.value) ?? unclear('what a call gives that is not followed');
    return own.flatMap((v) => {
      const fn = evaluator.facts(v.file)?.functions[v.fn];
      if (isPlainType(this.project, v.file, fn?.result)) return harmless;
      if (!fn || fn.returns.length === 0) return unclear('what a function gives is not seen');
      return this.once(`${functionKey(v)} result ${file}#${String(call)}`, () => fn.returns.flatMap((r) => this.of({ file: v.file, value: r, frame: { file: v.file, fn: v.fn, call: { file, call }, outer: frame } }, depth + 1)));
    });
  }

  /** What leads back to itself adds nothing. */
  private once(key: string, ask: () => readonly Piece[]): readonly Piece[] {
    if (this.open.has(key)) return [];
    this.open.add(key);
    const found = ask();
    this.open.delete(key);
    return found;
  }
}

function frameKey({ frame }: Looked): string {
  return frame ? `${frame.call.file}#${String(frame.call.call)}` : '';
}

const added = new WeakMap<FileFacts, ReadonlyMap<number, readonly (Value | undefined)[]>>();

/** What is added to a name, or pushed to the list that it holds; `undefined` for what is not followed. */
function addedTo(facts: FileFacts, to: number): readonly (Value | undefined)[] {
  let byName = added.get(facts);
  if (!byName) added.set(facts, (byName = additionsIn(facts)));
  return byName.get(to) ?? [];
}

function additionsIn(facts: FileFacts): ReadonlyMap<number, readonly (Value | undefined)[]> {
  const found = new Map<number, (Value | undefined)[]>();
  const add = (to: number, values: readonly (Value | undefined)[]): void => {
    found.set(to, [...(found.get(to) ?? []), ...values]);
  };
  for (const { step } of everyStep(facts)) if (typeof step !== 'number' && step.is === 'set' && step.change) add(step.to, [step.change.op === '+' ? step.change.by : undefined]);
  for (const { callee, args } of facts.calls) if (callee.is === 'member' && callee.of.is === 'ref' && (callee.name === 'push' || callee.name === 'unshift')) add(callee.of.to, args);
  return found;
}
