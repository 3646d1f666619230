import type { BindingFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, functionKey, type Abstract } from '../abstract.js';
import { isExported } from '../exported.js';
import { hasFixedKeys } from '../lifetimes/fixed-keys.js';
import type { Project } from '../project.js';
import { rowsRead } from '../reads/rows-read.js';
import { cutsIntoChunks } from './chunks.js';
import { depthOfFrame, givenBy, type Frame, type Looked } from './frames.js';
import { writtenProperty } from './literal-property.js';
import { isLengthCompared } from './length-checks.js';
import { adding, cutting, iterating, keepingSize, listLibraries, ofLists, reshaping } from './list-methods.js';
import { loopsAround } from './loops-around.js';
import { sizeOfNumber } from './numbers.js';
import { isForOthers, sizeOfAnswer } from './open-lists.js';
import { sizeOfOpenProperty } from './open-property.js';
import { requestPart } from './request-part.js';
import { sizeOfRows } from './size-of-rows.js';
import { bounded, together, unknownSize, type Size } from './size.js';
import { validatedMaximum } from './validated-maximum.js';

const deepest = 14;
/** More callers than this are not asked. */
const mostCallers = 24;

/** What bounds the number of elements of a list, a set or a map, through names, functions, parameters and files. */
export function sizeOf(project: Project, file: string, value: Value): Size {
  return new Sizes(project).of({ file, value, frame: undefined }, 0);
}

/** One question: what leads back to itself adds nothing. */
export class Sizes {
  private readonly open = new Set<string>();

  constructor(readonly project: Project) {}

  of(looked: Looked, depth: number): Size {
    const size = this.structure(looked, depth);
    if (size.is === 'bounded') return size;
    // What is compared with a limit is not judged: what happens then is not read.
    if (isLengthCompared(this.project, looked)) return unknownSize('its length is compared with a limit');
    return size.is === 'unknown' ? (this.ofRequest(looked) ?? size) : size;
  }

  private structure(looked: Looked, depth: number): Size {
    const { file, value } = looked;
    const facts = this.project.evaluator.facts(file);
    if (!facts || depth > deepest) return unknownSize('too far to follow');
    const inner = (v: Value): Size => this.of({ ...looked, value: v }, depth + 1);
    switch (value.is) {
      case 'array': return value.items.length === 0 ? bounded('an empty list') : together(value.items.map((i) => (i.is === 'spread' ? inner(i.of) : bounded('a literal list'))));
      case 'literal': case 'undefined': return bounded('nothing');
      case 'await': case 'spread': return inner(value.of);
      case 'either': return together(value.of.filter((v) => v.is !== 'undefined' && v.is !== 'literal').map(inner));
      case 'fallback': return together([inner(value.first), inner(value.then)]);
      case 'ref': return this.ofName(looked, facts, value.to, depth);
      case 'call': return this.ofCall(looked, facts, value.call, depth);
      case 'param': return this.ofParameter(looked, value.fn, value.at, depth);
      case 'member': return this.ofMember(looked, value, depth);
      case 'element': return this.ofElement(looked, value.of, depth);
      default: return this.constant(looked) ?? unknownSize('it is not followed');
    }
  }

  /** Code of the project says what stands in it: a list or an object that is written out. */
  private constant({ file, value }: Looked): Size | undefined {
    const found = flatten(this.project.evaluator.evaluate(file, value));
    const isList = (v: Abstract): boolean => v.is === 'array' && v.items.length > 0 && v.items.every((i) => i.is !== 'spread');
    return found.length > 0 && found.every((v) => isList(v) || (v.is === 'literal' && (v.value === undefined || v.value === null))) ? bounded('a literal list') : undefined;
  }

  private ofRequest(looked: Looked): Size | undefined {
    const part = requestPart(this.project, looked);
    if (!part) return undefined;
    const maximum = validatedMaximum(this.project, part);
    if (maximum === 'set') return bounded('a maximum that the request is checked for');
    if (maximum === 'unknown') return unknownSize('what checks the request is not read');
    return { is: 'unbounded', by: 'request', why: part.path.filter((name) => name !== '*').join('.') || 'the request', at: undefined };
  }

  private ofName(looked: Looked, facts: FileFacts, to: number, depth: number): Size {
    const binding = facts.bindings[to];
    if (!binding) return unknownSize('a name without a declaration');
    if (binding.kind === 'import') return this.constant(looked) ?? unknownSize('an import that is not followed');
    return this.once(`${looked.file} name ${String(to)}`, () => {
      const values = binding.values.filter((v) => v.is !== 'undefined' && v.is !== 'literal');
      if (values.length === 0) return unknownSize('nothing is known of it');
      return together([...values.map((v) => this.of({ ...looked, value: v }, depth + 1)), ...this.added(looked, facts, to, binding, depth)]);
    });
  }

  /** What is pushed into a list, or set in a map, that starts empty here. */
  private added(looked: Looked, facts: FileFacts, to: number, binding: BindingFact, depth: number): readonly Size[] {
    if (!binding.values.some((v) => v.is === 'array' || (v.is === 'call' && facts.calls[v.call]?.construct) || v.is === 'object')) return [];
    const found: Size[] = [];
    for (const [call, { callee, args, fn, range }] of facts.calls.entries()) {
      if (callee.is === 'member' && callee.of.is === 'ref' && callee.of.to === to && adding.has(callee.name)) {
        const many = callee.name === 'push' || callee.name === 'unshift' ? args.flatMap((a) => (a.is === 'spread' ? [this.of({ ...looked, value: a.of }, depth + 1)] : [])) : [];
        found.push(...many, ...this.repetitions(looked, facts, fn, range[0], binding, depth));
      } else if (args.some((a) => a.is === 'ref' && a.to === to) && flatten(this.project.evaluator.evaluate(looked.file, callee)).some((v) => v.is === 'function' && call >= 0)) found.push(unknownSize('a function that is given it may add to it'));
    }
    for (const { target, fn, range } of facts.assigns) if (target.is === 'element' && target.of.is === 'ref' && target.of.to === to) found.push(...this.repetitions(looked, facts, fn, range[0], binding, depth));
    return found;
  }

  /** How often a place runs while a name lives: the loops and callbacks between it and the name's declaration. */
  repetitions(looked: Looked, facts: FileFacts, fn: number, at: number, { fn: home, range: [declared] }: Pick<BindingFact, 'fn' | 'range'>, depth: number): readonly Size[] {
    const loops = loopsAround(facts, [at, at]).filter(({ range }) => range[0] > declared);
    const sizes = loops.map((loop): Size => {
      if (loop.over && !loop.awaits) return this.of({ ...looked, value: loop.over }, depth + 1);
      const { test } = loop;
      const limit = test?.is === 'binary' && /^[<>]=?$/.test(test.op) ? (test.op.startsWith('<') ? test.right : test.left) : undefined;
      return limit ? sizeOfNumber(this, { ...looked, value: limit }, depth + 1) : unknownSize('a loop whose turns are not counted');
    });
    for (let inside = fn; inside !== home && inside !== -1; inside = facts.functions[inside]?.parent ?? -1) {
      const passedTo = facts.functions[inside]?.passedTo;
      const callee = passedTo && facts.calls[passedTo.call]?.callee;
      sizes.push(callee?.is === 'member' && iterating[callee.name] !== undefined ? this.of({ ...looked, value: callee.of }, depth + 1) : unknownSize('a function that is called how often is not known'));
    }
    return sizes;
  }

  private ofParameter(looked: Looked, fn: number, at: number, depth: number): Size {
    const { file, frame } = looked;
    const { project } = this;
    const fact = project.evaluator.facts(file)?.functions[fn];
    if (!fact) return unknownSize('a parameter of nothing');
    const given = givenBy(project, file, fn, at, frame);
    if (given === 'missing') return fact.params[at]?.default ? this.of({ ...looked, value: fact.params[at].default }, depth + 1) : bounded('nothing');
    if (given) return given === 'unseen' ? unknownSize('spread arguments') : this.of(given, depth + 1);
    if (fact.passedTo) return this.ofCallbackParameter(looked, fact.passedTo, at, depth);
    const callers = project.graph.callersOf({ file, fn });
    if (callers.length === 0 || callers.length > mostCallers) return unknownSize('callers are not seen', callers.length === 0 && isForOthers(project, { file, fn }) ? 'caller' : undefined);
    const isOpen = project.partial && isExported(project.evaluator, { file, fn });
    return this.once(`${functionKey({ file, fn })} ${String(at)}`, () => {
      const sizes = callers.map((call): Size => {
        if (fact.params[at]?.rest) return together((project.evaluator.call(call)?.args ?? []).slice(at).map((a) => (a.is === 'spread' ? this.of({ file: call.file, value: a.of, frame: undefined }, depth + 1) : bounded('its arguments'))));
        const argument = givenBy(project, file, fn, at, { file, fn, call, outer: undefined });
        return argument === 'unseen' ? unknownSize('spread arguments') : typeof argument === 'object' ? this.of(argument, depth + 1) : bounded('nothing');
      });
      return together(isOpen ? [...sizes, unknownSize('callers in other files are not seen')] : sizes);
    });
  }

  /** `users().then((rows) => …)`; `groups.map((group) => …)` is an element. */
  private ofCallbackParameter(looked: Looked, { call }: { readonly call: number }, at: number, depth: number): Size {
    const callee = this.project.evaluator.call({ file: looked.file, call })?.callee;
    if (callee?.is !== 'member') return unknownSize('a function that is handed over');
    if (callee.name === 'then' && at === 0) return this.of({ ...looked, value: callee.of }, depth + 1);
    return iterating[callee.name] === at ? this.ofElement(looked, callee.of, depth) : unknownSize('a function that is handed over');
  }

  /** A list in a list: a chunk has an end, a relation of a row is not known. */
  private ofElement(looked: Looked, of: Value, depth: number): Size {
    const facts = this.project.evaluator.facts(looked.file);
    const from = of.is === 'await' ? of.of : of;
    if (from.is === 'ref') {
      const values = facts?.bindings[from.to]?.values ?? [];
      const [only] = values;
      return only && values.length === 1 && depth < deepest ? this.ofElement(looked, only, depth + 1) : unknownSize('an element');
    }
    if (from.is === 'call' && cutsIntoChunks(this.project, looked.file, from.call)) return bounded('a chunk');
    const outer = depth < deepest ? this.of({ ...looked, value: of }, depth + 1) : undefined;
    return unknownSize('an element', outer?.is === 'unknown' && outer.open === 'answer' ? 'answer' : undefined);
  }

  private ofMember(looked: Looked, value: Extract<Value, { is: 'member' }>, depth: number): Size {
    const rows = this.rowsOfResult(looked, value, depth);
    if (rows) return rows;
    const { values, unseen } = writtenProperty(this.project, { ...looked, value: value.of }, value.name);
    // One who writes it out and gives it something without an end is enough.
    if (values.length > 0) return this.once(`${looked.file} ${value.name} of ${keyOfParameter(value.of)}`, () => together([...values.map((v) => this.of(v, depth + 1)), ...(unseen ? [unknownSize('not all who give it are seen')] : [])]));
    return this.constant(looked) ?? sizeOfOpenProperty(this, looked, value, depth);
  }

  /** `rows` of `(await pool.query(…)).rows`, also taken apart. */
  private rowsOfResult(looked: Looked, { of, name }: Extract<Value, { is: 'member' }>, depth: number): Size | undefined {
    const from = of.is === 'await' ? of.of : of;
    if (from.is === 'ref') {
      const [only, ...others] = this.project.evaluator.facts(looked.file)?.bindings[from.to]?.values ?? [];
      return only && others.length === 0 && only.is === 'await' ? this.rowsOfResult(looked, { is: 'member', of: only, name }, depth) : undefined;
    }
    const read = from.is === 'call' ? rowsRead(this.project, { file: looked.file, call: from.call }) : undefined;
    return read && read.model.rowsAt === name ? sizeOfRows(this, read, looked, depth) : undefined;
  }

  private ofCall(looked: Looked, facts: FileFacts, call: number, depth: number): Size {
    const fact = facts.calls[call];
    if (!fact) return unknownSize('a call that is not there');
    const { callee, args, construct } = fact;
    const inner = (v: Value | undefined): Size => (v ? this.of({ ...looked, value: v }, depth + 1) : bounded('an empty list'));
    const read = this.ofRead(looked, call, depth);
    if (read) return read;
    if (callee.is === 'global' && ['Set', 'Map', 'Array'].includes(callee.name)) return callee.name === 'Array' && args.length === 1 && args[0] ? sizeOfNumber(this, { ...looked, value: args[0] }, depth + 1) : construct && callee.name !== 'Array' ? inner(args[0]) : bounded('a literal list');
    if (callee.is === 'member' && callee.of.is === 'global') return this.ofBuiltIn(looked, `${callee.of.name}.${callee.name}`, args, depth);
    const library = flatten(this.project.evaluator.evaluate(looked.file, callee)).find((v) => v.is === 'library' && listLibraries.has(v.package.split('/')[0] ?? ''));
    if (library?.is === 'library') {
      const last = library.path.at(-1);
      const name = last && 'member' in last ? last.member : (library.package.split('/')[1] ?? '');
      return cutting.has(name) ? bounded(name) : ofLists.has(name) ? inner(args[0]) : unknownSize('a function of a library');
    }
    const own = flatten(this.project.evaluator.evaluate(looked.file, callee)).filter((v) => v.is === 'function');
    if (own.length > 0) return together(own.map((v) => this.ofOwn(looked, call, v, depth)));
    const isMade = callee.is === 'member' && (keepingSize.has(callee.name) || reshaping.has(callee.name));
    return (isMade ? undefined : sizeOfAnswer(this.project, looked.file, call)) ?? (callee.is === 'member' ? this.ofMethod(looked, callee, args, depth) : unknownSize('the result of a function that is not seen'));
  }

  private ofRead(looked: Looked, call: number, depth: number): Size | undefined {
    const read = rowsRead(this.project, { file: looked.file, call });
    return read && read.model.rowsAt === undefined ? sizeOfRows(this, read, looked, depth) : undefined;
  }

  private ofBuiltIn(looked: Looked, name: string, [first]: readonly Value[], depth: number): Size {
    if (!first) return bounded('an empty list');
    const inner = (): Size => this.of({ ...looked, value: first }, depth + 1);
    switch (name) {
      case 'Object.keys': case 'Object.values': case 'Object.entries': return hasFixedKeys(this.project, looked.file, first) ? bounded('the keys of a literal object') : inner();
      case 'Array.of': return bounded('its arguments');
      case 'Promise.all': case 'Promise.allSettled': case 'Object.fromEntries': return inner();
      case 'JSON.parse': return parsed(inner());
      case 'Array.from': {
        const length = first.is === 'object' ? first.props.find((p) => p.key === 'length')?.value : undefined;
        return length ? sizeOfNumber(this, { ...looked, value: length }, depth + 1) : inner();
      }
      default: return unknownSize('a function of the runtime');
    }
  }

  private ofMethod(looked: Looked, { of, name }: Extract<Value, { is: 'member' }>, args: readonly Value[], depth: number): Size {
    const receiver = (): Size => this.of({ ...looked, value: of }, depth + 1);
    if (keepingSize.has(name)) return receiver();
    switch (name) {
      case 'slice': return this.ofSlice(looked, of, args, depth);
      // `queue.splice(0, 10)` gives what it takes out.
      case 'splice': return args.length > 1 ? this.ofSlice(looked, of, args, depth) : receiver();
      case 'concat': return together([receiver(), ...args.map((a) => this.of({ ...looked, value: a }, depth + 1))]);
      case 'flatMap': {
        const size = receiver();
        return size.is === 'bounded' ? unknownSize('lists of lists') : size;
      }
      // As long as the text, the answer or what it is parsed from.
      case 'split': case 'match': case 'matchAll': case 'json': return parsed(receiver());
      case 'then': return this.afterThen(looked, args[0], depth) ?? unknownSize('what is made of a result');
      default: {
        // What is chained to a query that is put together: `find(filter).sort(order)`.
        const size = of.is === 'call' ? this.ofRead(looked, beginningOf(this.project.evaluator.facts(looked.file), of.call), depth) : undefined;
        return size ?? unknownSize(`what ${name} gives`);
      }
    }
  }

  private afterThen(looked: Looked, callback: Value | undefined, depth: number): Size | undefined {
    const fn = callback?.is === 'function' ? this.project.evaluator.facts(looked.file)?.functions[callback.fn] : undefined;
    return fn && together(fn.returns.map((v) => this.of({ ...looked, value: v }, depth + 1)));
  }

  /** `slice(0, 10)` and `slice(at, at + n)` have an end; `slice(1)` and `slice(0, -1)` have not. */
  private ofSlice(looked: Looked, of: Value, [from, to]: readonly Value[], depth: number): Size {
    const isNegative = (v: Value | undefined): boolean => v?.is === 'literal' && typeof v.value === 'number' && v.value < 0;
    const end = to ?? (isNegative(from) ? from : undefined);
    if (!end || isNegative(to)) return isNegative(from) && !to ? bounded('slice') : this.of({ ...looked, value: of }, depth + 1);
    // A page whose size the client chooses is as long as the list.
    return requestPart(this.project, { ...looked, value: end }) ? unknownSize('a page whose size the request says') : bounded('slice');
  }

  private ofOwn(looked: Looked, call: number, { file, fn }: { readonly file: string; readonly fn: number }, depth: number): Size {
    const fact = this.project.evaluator.facts(file)?.functions[fn];
    if (!fact || fact.generator || depthOfFrame(looked.frame) > 5) return unknownSize('the result of a function that is not followed');
    const returns = fact.returns.filter((v) => v.is !== 'undefined' && v.is !== 'literal');
    if (returns.length === 0) return unknownSize('a function that gives nothing');
    const frame: Frame = { file, fn, call: { file: looked.file, call }, outer: looked.frame };
    return this.once(`${functionKey({ file, fn })} by ${looked.file}#${String(call)}`, () => together(returns.map((value) => this.of({ file, value, frame }, depth + 1))));
  }

  /** Asks, unless the question is open already. */
  once(key: string, ask: () => Size): Size {
    if (this.open.has(key)) return bounded('itself');
    this.open.add(key);
    const size = ask();
    this.open.delete(key);
    return size;
  }
}

/** What is made of a text is as open as the text; that is bounded says nothing. */
function parsed(text: Size): Size {
  return text.is === 'unknown' ? text : unknownSize('what is made of a text');
}

function keyOfParameter(value: Value): string {
  return value.is === 'param' ? `${String(value.fn)}.${String(value.at)}` : value.is === 'ref' ? `name ${String(value.to)}` : value.is;
}

function beginningOf(facts: FileFacts | undefined, call: number): number {
  const callee = facts?.calls[call]?.callee;
  return callee?.is === 'member' && callee.of.is === 'call' ? beginningOf(facts, callee.of.call) : call;
}
