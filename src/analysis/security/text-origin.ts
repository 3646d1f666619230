import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, functionKey, pathText, type Abstract } from '../abstract.js';
import { everyStep } from '../every-step.js';
import type { Handler } from '../handlers.js';
import { hasFixedKeys } from '../lifetimes/fixed-keys.js';
import { isAmongConstants } from '../lifetimes/key-checks.js';
import { comparing } from '../operators.js';
import type { Project } from '../project.js';
import { depthOfFrame, givenBy, type Frame, type Looked } from '../sizes/frames.js';
import { writtenProperty } from '../sizes/literal-property.js';
import { isChecked } from './checked-values.js';
import { fixed, joined, readOf, unknownOrigin, type Origin } from './origin.js';
import { escapes } from './sql-escapes.js';
import { isCheckedOnTheWay } from './route-checks.js';

const deepest = 16;
const mostCallers = 16;

/** Functions and methods that give a number, a date, a truth, or a text in which nothing of the sender's stands as it was. */
const harmless = /^(?:Number|BigInt|Boolean|parseInt|parseFloat|isNaN|Date|Symbol|Number\.\w+|Math\.\w+|Date\.\w+|Array\.isArray|crypto\.\w+|performance\.\w+)$/;
const harmlessMethods = new Set(['toFixed', 'toPrecision', 'getTime', 'valueOf', 'toISOString', 'indexOf', 'lastIndexOf', 'findIndex', 'charCodeAt', 'codePointAt', 'includes', 'startsWith', 'endsWith', 'test', 'some', 'every', 'has', 'digest', 'getFullYear', 'getMonth', 'getDate']);
const numberProperties = new Set(['length', 'size', 'byteLength']);
/** What they give is what they are called on, or a part of it. */
const same = new Set(['toString', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'slice', 'substring', 'substr', 'padStart', 'padEnd', 'normalize', 'split', 'join', 'filter', 'sort', 'reverse', 'flat', 'repeat', 'at', 'pop', 'shift', 'find', 'findLast', 'values', 'entries', 'keys', 'toSorted']);
const passing = /^(?:String|JSON\.parse|JSON\.stringify|decodeURIComponent|decodeURI|unescape|Array\.from|structuredClone|Set|Object\.(?:keys|values|entries|assign|freeze))$/;
/** Methods of a request that give a part of what was sent. */
const reads = new Set(['json', 'get', 'getAll', 'query', 'queries', 'param', 'header', 'text', 'formData']);
const schemas = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'validate', 'validateAsync', 'validateSync', 'valid', 'cast', 'attempt', 'check', 'decode', 'transform']);
/** Functions that call what they are given with the elements of what they are called on, and with their number. */
const iterating = new Set(['map', 'forEach', 'flatMap', 'filter', 'some', 'every', 'find']);

/** Where the parts of a text come from, through names, objects, parameters and the functions that make it. */
export function textOrigin(project: Project, looked: Looked): Origin {
  return new Search(project).of(looked, 0);
}

class Search {
  private readonly open = new Set<string>();

  constructor(private readonly project: Project) {}

  of(looked: Looked, depth: number): Origin {
    const facts = this.project.evaluator.facts(looked.file);
    if (!facts || depth > deepest) return unknownOrigin('it is put together in too many steps');
    const { value } = looked;
    const found = this.structure(looked, facts, depth);
    if (found.is !== 'request' || (value.is !== 'ref' && value.is !== 'member' && value.is !== 'element')) return found;
    return this.afterChecks(looked, facts, found);
  }

  private structure(looked: Looked, facts: FileFacts, depth: number): Origin {
    const { file, value, frame } = looked;
    const inner = (v: Value): Origin => this.of({ ...looked, value: v }, depth + 1);
    switch (value.is) {
      case 'literal': case 'undefined': case 'class': case 'function': return fixed;
      case 'text': return this.joined(value.parts.filter((p) => p.is !== 'unknown'), inner, value.parts.some((p) => p.is === 'unknown'));
      case 'binary': return value.op === '+' ? this.joined([value.left, value.right], inner) : comparing.has(value.op) || /^[-*/%&|^<>]/.test(value.op) ? fixed : unknownOrigin('an operator');
      case 'unary': return fixed;
      case 'either': return this.joined(value.of, inner);
      case 'fallback': return this.joined([value.first, value.then], inner);
      case 'await': case 'spread': case 'rest': return inner(value.of);
      case 'array': return this.joined(value.items, inner);
      case 'object': return this.joined(value.props.flatMap((p) => p.value ?? p.spread ?? []), inner);
      case 'ref': return this.ofName(looked, facts, value.to, depth);
      case 'param': return this.ofParameter(file, facts, value.fn, value.at, frame, depth);
      case 'member': return this.ofMember(looked, value, depth);
      case 'element': return this.ofElement(looked, value, depth);
      case 'call': return this.ofCall(looked, facts, value.call, depth);
      default: return this.isConstant(looked) ? fixed : unknownOrigin('an expression that is not followed');
    }
  }

  private joined(values: readonly Value[], ask: (value: Value) => Origin, open = false): Origin {
    const found = joined(values.map(ask));
    return open && found.is === 'fixed' ? unknownOrigin('an expression that is not followed') : found;
  }

  private afterChecks(looked: Looked, facts: FileFacts, found: Extract<Origin, { is: 'request' }>): Origin {
    const { file, value } = looked;
    const inside = value.is === 'ref' ? facts.bindings[value.to]?.fn ?? -1 : found.handler.file === file ? found.handler.fn : -1;
    if (isAmongConstants(this.project, { file, fn: inside }, value)) return fixed;
    return isChecked(this.project, file, value) ? unknownOrigin('it is checked before, which is not read') : found;
  }

  /** All that it can be stands in the code, or in the environment. */
  private isConstant({ file, value }: Looked): boolean {
    const found = flatten(this.project.evaluator.evaluate(file, value));
    return found.length > 0 && found.every((v) => isConstantValue(v));
  }

  private ofName(looked: Looked, facts: FileFacts, to: number, depth: number): Origin {
    const binding = facts.bindings[to];
    if (!binding) return unknownOrigin('a name without a declaration');
    if (this.isFew(looked.file, binding.type) || (binding.number && !this.isParameterOfHandler(looked.file, binding.values))) return fixed;
    if (binding.kind === 'import') return this.isConstant(looked) ? fixed : unknownOrigin(`${binding.name}, which is not followed`);
    const key = `${looked.file} ${String(to)}`;
    if (this.open.has(key)) return fixed;
    this.open.add(key);
    const changes = changesOf(facts).get(to) ?? [];
    const values = binding.values.filter((v) => v.is !== 'unknown' || changes.length === 0);
    const found = this.joined([...values, ...changes, ...addedTo(facts, to)], (v) => (v.is === 'unknown' ? unknownOrigin(`${binding.name}, which is not followed`) : this.of({ ...looked, value: v }, depth + 1)), values.length === 0 && changes.length === 0);
    this.open.delete(key);
    return found;
  }

  private isParameterOfHandler(file: string, values: readonly Value[]): boolean {
    return values.some((v) => v.is === 'param' && handlersOf(this.project).has(functionKey({ file, fn: v.fn })));
  }

  /** Types whose values stand in the code: unions of literals, booleans, enums. */
  private isFew(file: string, type: Value | undefined): boolean {
    if (!type) return false;
    return flatten(this.project.evaluator.evaluate(file, type)).some((v) => (v.is === 'library' && v.package === 'globalThis' && /^(?:boolean|keyof)$/.test(pathText(v.path))) || v.is === 'object');
  }

  private ofParameter(file: string, facts: FileFacts, fn: number, at: number, frame: Frame | undefined, depth: number): Origin {
    const { project } = this;
    const fact = facts.functions[fn];
    if (!fact) return unknownOrigin('a parameter of nothing');
    if (this.isFew(file, fact.params[at]?.type)) return fixed;
    const given = givenBy(project, file, fn, at, frame);
    if (given === 'unseen') return unknownOrigin('arguments that are spread');
    if (given === 'missing') return fact.params[at]?.default ? this.of({ file, value: fact.params[at].default, frame }, depth + 1) : fixed;
    if (given) return this.of(given, depth + 1);
    const handler = handlersOf(project).get(functionKey({ file, fn }));
    if (handler) return handler.reach === 'request' && !project.isScript(handler.file) ? { is: 'request', handler, at, path: [], through: [] } : unknownOrigin('a message or a job');
    if (fact.passedTo) return this.ofCallback(file, facts, fact.passedTo, at, frame, depth);
    const callers = project.graph.callersOf({ file, fn });
    if (callers.length === 0) return unknownOrigin('callers are not seen');
    if (callers.length > mostCallers) return unknownOrigin('it has many callers');
    const key = `${functionKey({ file, fn })} ${String(at)}`;
    if (this.open.has(key)) return fixed;
    this.open.add(key);
    const found = joined(callers.map((call): Origin => {
      if (project.isScript(call.file)) return fixed;
      const argument = givenBy(project, file, fn, at, { file, fn, call, outer: undefined });
      if (argument === 'missing') return fixed;
      if (typeof argument !== 'object') return unknownOrigin('arguments that are spread');
      const origin = this.of(argument, depth + 1);
      return origin.is === 'request' ? { ...origin, through: [...origin.through, call] } : origin;
    }));
    this.open.delete(key);
    return found.is === 'fixed' && project.partial ? unknownOrigin('callers in other files are not seen') : found;
  }

  /** `columns.map((column, index) => …)`, `load().then((text) => …)` */
  private ofCallback(file: string, facts: FileFacts, { call, index }: { readonly call: number; readonly index: number }, at: number, frame: Frame | undefined, depth: number): Origin {
    const fact = facts.calls[call];
    const { callee } = fact ?? {};
    if (callee?.is !== 'member') {
      // `Array.from(list, (value) => …)`
      return unknownOrigin('what a function that is handed over is given');
    }
    if (callee.name === 'from' && index === 1) return at === 1 ? fixed : this.of({ file, value: fact?.args[0] ?? { is: 'undefined' }, frame }, depth + 1);
    if (callee.name === 'then' && at === 0) return this.of({ file, value: callee.of, frame }, depth + 1);
    if (callee.name === 'reduce' && at < 2) return this.of({ file, value: callee.of, frame }, depth + 1);
    if (!iterating.has(callee.name)) return unknownOrigin('what a function that is handed over is given');
    return at === 1 ? fixed : readOf(this.of({ file, value: callee.of, frame }, depth + 1), '*');
  }

  private ofMember(looked: Looked, value: Extract<Value, { is: 'member' }>, depth: number): Origin {
    if (numberProperties.has(value.name) || this.isConstant(looked)) return fixed;
    const written = writtenProperty(this.project, { ...looked, value: value.of }, value.name);
    if (written.values.length > 0) {
      const origin = joined(written.values.map((v) => this.of(v, depth + 1)));
      if (origin.is === 'request' || !written.unseen) return origin;
    }
    const of = this.of({ ...looked, value: value.of }, depth + 1);
    if (of.is === 'request') return isCheckedOnTheWay(this.project, readOfRequest(of, value.name)) ? unknownOrigin('what checks the request is not read') : readOf(of, value.name);
    return unknownOrigin(of.is === 'unknown' ? of.why : 'a property that is not followed');
  }

  private ofElement(looked: Looked, value: Extract<Value, { is: 'element' }>, depth: number): Origin {
    if (this.isConstant(looked) || this.isTable(looked.file, value.of)) return fixed;
    const of = this.of({ ...looked, value: value.of }, depth + 1);
    return of.is === 'request' ? readOf(of, '*') : unknownOrigin('an element that is not followed');
  }

  /** `columns[req.query.sort]`: an object or a list that is written out. */
  private isTable(file: string, of: Value): boolean {
    const found = flatten(this.project.evaluator.evaluate(file, of));
    return hasFixedKeys(this.project, file, of) || (found.length > 0 && found.every((v) => v.is === 'array' && v.items.length > 0 && v.items.every((i) => i.is === 'literal')));
  }

  private ofCall(looked: Looked, facts: FileFacts, call: number, depth: number): Origin {
    const { file } = looked;
    const fact = facts.calls[call];
    if (!fact) return unknownOrigin('a call that is not there');
    const { callee, args } = fact;
    const inner = (v: Value): Origin => this.of({ ...looked, value: v }, depth + 1);
    const name = globalName(callee);
    if (name !== undefined && harmless.test(name)) return fixed;
    // A tag of a library makes parameters of what stands in its template; a part of a statement that is raw is a statement of its own.
    if (escapes(this.project, { file, call }) || this.isConstant(looked)) return fixed;
    if (name !== undefined && passing.test(name)) return /^Object\.(?:keys|entries)$/.test(name) && args[0] && hasFixedKeys(this.project, file, args[0]) ? fixed : this.joined(args, inner);
    if (name === 'URL' || name === 'URLSearchParams') return this.joined(args, inner);
    const own = flatten(this.project.evaluator.evaluate(file, callee)).filter((v) => v.is === 'function');
    if (own.length > 0) return joined(own.map((v) => this.ofOwn(looked, call, v, depth)));
    return callee.is === 'member' ? this.ofMethod(looked, fact, callee, depth) : this.ofUnseen(args, inner);
  }

  private ofMethod(looked: Looked, { args }: CallFact, callee: Extract<Value, { is: 'member' }>, depth: number): Origin {
    const inner = (v: Value): Origin => this.of({ ...looked, value: v }, depth + 1);
    const { name, of } = callee;
    if (harmlessMethods.has(name)) return fixed;
    if (schemas.has(name) && !(name === 'valid' && args.length === 0)) return inner(args[0] ?? of).is === 'fixed' ? fixed : unknownOrigin('a schema checks it');
    if (same.has(name)) return inner(of);
    if (name === 'concat') return this.joined([of, ...args], inner);
    if (name === 'fill') return this.joined(args.slice(0, 1), inner);
    if (name.startsWith('replace')) return joined([inner(of), ...args.slice(1).map(inner)]).is === 'fixed' ? fixed : unknownOrigin('a text in which something is replaced before');
    if (name === 'map' || name === 'flatMap' || name === 'reduce' || name === 'then') return this.ofReturns(looked, args[0], depth) ?? unknownOrigin(`what ${name} gives`);
    const receiver = inner(of);
    if (receiver.is === 'request' && reads.has(name)) return readOf(receiver, name, ...(args[0]?.is === 'literal' && typeof args[0].value === 'string' ? [args[0].value] : []));
    return receiver.is === 'fixed' && args.length === 0 && of.is === 'literal' ? fixed : unknownOrigin(`what ${name} gives`);
  }

  private ofReturns(looked: Looked, callback: Value | undefined, depth: number): Origin | undefined {
    if (!callback) return undefined;
    const found = flatten(this.project.evaluator.evaluate(looked.file, callback)).filter((v) => v.is === 'function');
    if (found.length === 0) return callback.is === 'global' && harmless.test(callback.name) ? fixed : undefined;
    return joined(found.flatMap(({ file, fn }) => (this.project.evaluator.facts(file)?.functions[fn]?.returns ?? [{ is: 'unknown' } as const]).map((value) => this.of({ file, value, frame: file === looked.file ? looked.frame : undefined }, depth + 1))));
  }

  private ofUnseen(args: readonly Value[], inner: (v: Value) => Origin): Origin {
    return args.length > 0 && args.every((a) => inner(a).is === 'fixed') ? unknownOrigin('the result of a function that is not seen') : unknownOrigin('what a function that is not seen makes of it');
  }

  private ofOwn(looked: Looked, call: number, { file, fn }: { readonly file: string; readonly fn: number }, depth: number): Origin {
    const fact = this.project.evaluator.facts(file)?.functions[fn];
    if (!fact || fact.generator || depthOfFrame(looked.frame) > 5) return unknownOrigin('the result of a function that is not followed');
    if (this.isFew(file, fact.result)) return fixed;
    const returns = fact.returns.filter((v) => v.is !== 'undefined');
    if (returns.length === 0) return unknownOrigin('a function that gives nothing');
    const key = `${functionKey({ file, fn })} by ${looked.file}#${String(call)}`;
    if (this.open.has(key)) return fixed;
    this.open.add(key);
    const frame: Frame = { file, fn, call: { file: looked.file, call }, outer: looked.frame };
    const found = joined(returns.map((value) => this.of({ file, value, frame }, depth + 1)));
    this.open.delete(key);
    return found;
  }
}

function isConstantValue(v: Abstract): boolean {
  if (v.is === 'literal' || v.is === 'number' || v.is === 'function' || v.is === 'class') return true;
  if (v.is === 'array') return v.items.length > 0 && v.items.every((i) => i.is === 'literal');
  // Who sets the environment may say what a table is called.
  return v.is === 'library' && v.package === 'globalThis' && pathText(v.path).startsWith('process.env.');
}

function readOfRequest(origin: Extract<Origin, { is: 'request' }>, name: string): Extract<Origin, { is: 'request' }> {
  return { ...origin, path: [...origin.path, name] };
}

function globalName(callee: Value): string | undefined {
  if (callee.is === 'global') return callee.name;
  return callee.is === 'member' && callee.of.is === 'global' ? `${callee.of.name}.${callee.name}` : undefined;
}

const handlers = new WeakMap<Project, ReadonlyMap<string, Handler>>();

function handlersOf(project: Project): ReadonlyMap<string, Handler> {
  let found = handlers.get(project);
  if (!found) handlers.set(project, (found = new Map(project.handlers.map((h) => [functionKey(h), h]))));
  return found;
}

const changes = new WeakMap<FileFacts, ReadonlyMap<number, readonly Value[]>>();

/** What names get added: `sql += ' and …'`. */
function changesOf(facts: FileFacts): ReadonlyMap<number, readonly Value[]> {
  let found = changes.get(facts);
  if (!found) {
    const byName = new Map<number, Value[]>();
    for (const { step } of everyStep(facts)) if (typeof step !== 'number' && step.is === 'set' && step.change?.op === '+') byName.set(step.to, [...(byName.get(step.to) ?? []), step.change.by]);
    changes.set(facts, (found = byName));
  }
  return found;
}

/** What a list gets: `parts.push('name = $1')`. */
function addedTo(facts: FileFacts, to: number): readonly Value[] {
  const isList = facts.bindings[to]?.values.some((v) => v.is === 'array') === true;
  return isList ? facts.calls.flatMap(({ callee, args }) => (callee.is === 'member' && (callee.name === 'push' || callee.name === 'unshift') && callee.of.is === 'ref' && callee.of.to === to ? args : [])) : [];
}

