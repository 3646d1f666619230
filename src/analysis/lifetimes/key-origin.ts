import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, pathText, type CallRef } from '../abstract.js';
import { everyStep } from '../every-step.js';
import { isExported } from '../exported.js';
import { functionKey } from '../abstract.js';
import { comparing } from '../operators.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { outlivesMaker } from './factories.js';
import { hasFixedKeys } from './fixed-keys.js';
import { isAmongConstants } from './key-checks.js';
import { isListening } from '../promises/registrations.js';

/**
 * How many keys there can be: those that stand in the code, as many as requests bring, as many as messages, rows or random numbers bring,
 * or one cannot tell.
 */
export type KeyOrigin = 'finite' | 'request' | 'open' | 'unknown';

/** Calls that lead further are not followed. */
const deepest = 14;
/** More callers than this are not asked. */
const mostCallers = 24;
/** What a request has of few values only. */
const fewOfRequest = /^(?:method|httpVersion|protocol|secure|baseUrl|route|routerPath|routeOptions|statusCode|constructor|queueName|length|size)$/;
const fresh = /^(?:randomUUID|v1|v4|v7|nanoid|uuid|Date\.now|now|Math\.random|random|randomBytes|Symbol|Date)$/;
/** Functions that call what they are given with parts of what they are called on. */
const iterating = new Set(['map', 'forEach', 'filter', 'flatMap', 'reduce', 'some', 'every', 'find', 'then']);
/** Methods of a list that give what stands in it, or nothing. */
const picking = new Set(['find', 'findLast', 'at', 'filter', 'slice', 'indexOf', 'findIndex']);
const adding = new Set(['push', 'unshift', 'splice', 'fill']);

/** Where the keys of an entry come from, through names, parameters and their callers. */
export function keyOrigin(project: Project, file: string, key: Value): KeyOrigin {
  const origin = new Search(project).of(file, key, 0);
  return origin === 'given' ? 'unknown' : origin;
}

/** Whether callers that are not seen bring the keys, or requests and rows do. */
export function isBroughtIn(project: Project, file: string, key: Value): boolean {
  const origin = new Search(project).of(file, key, 0);
  return origin === 'given' || origin === 'open' || origin === 'request';
}

/** `given`: an argument of callers that are not seen. */
type Source = KeyOrigin | 'given';

class Search {
  private readonly open = new Set<string>();

  constructor(private readonly project: Project) {}

  of(file: string, value: Value, depth: number): Source {
    const facts = this.project.evaluator.facts(file);
    if (!facts || depth > deepest) return 'unknown';
    const inner = (v: Value): Source => this.of(file, v, depth + 1);
    switch (value.is) {
      case 'literal': case 'undefined': case 'class': case 'function': return 'finite';
      case 'text': return combined(value.parts.map(inner));
      case 'binary': return comparing.has(value.op) || (value.op === '%' && value.right.is === 'literal') ? 'finite' : combined([inner(value.left), inner(value.right)]);
      // A counter.
      case 'unary': return value.op === '++' || value.op === '--' ? 'open' : value.op === '!' || value.op === 'typeof' ? 'finite' : inner(value.of);
      case 'either': return combined(value.of.map(inner));
      case 'fallback': return combined([inner(value.first), inner(value.then)]);
      case 'spread': case 'rest': return inner(value.of);
      // What is looked up by what a request says is there already.
      case 'await': return value.of.is === 'call' && inner(value.of) === 'request' ? 'open' : inner(value.of);
      case 'array': return combined(value.items.map(inner));
      case 'object': return combined(value.props.map((p) => (p.spread ?? p.value ? inner(p.spread ?? p.value ?? { is: 'undefined' }) : 'unknown')));
      case 'ref': return this.ofName(file, facts, value.to, depth);
      case 'param': return this.ofParameter(file, facts, value.fn, value.at, depth);
      case 'member': return this.ofMember(file, value, depth);
      // What comes out of a stream has no end: `for await (const message of consumer)`.
      case 'element': return this.isConstant(file, value) ? 'finite' : isStreamed(facts, value.of) ? 'open' : combined([inner(value.of), ...(value.key ? [inner(value.key)] : [])].filter((o) => o !== 'finite'), 'finite');
      case 'call': return this.ofCall(file, value.call, depth);
      default: return this.isConstant(file, value) ? 'finite' : 'unknown';
    }
  }

  /** All that it can be stands in the code. */
  private isConstant(file: string, value: Value): boolean {
    const found = flatten(this.project.evaluator.evaluate(file, value));
    return found.length > 0 && found.every((v) => v.is === 'literal' || v.is === 'function' || v.is === 'class' || v.is === 'namespace' || (v.is === 'array' && v.items.every((i) => i.is === 'literal')));
  }

  /** A list of constants to which nothing is added. */
  private isFixedList(file: string, list: Value): boolean {
    const found = flatten(this.project.evaluator.evaluate(file, list));
    const isAdded = list.is === 'ref' && this.project.evaluator.facts(file)?.calls.some(({ callee }) => callee.is === 'member' && adding.has(callee.name) && callee.of.is === 'ref' && callee.of.to === list.to);
    return found.length > 0 && found.every((v) => v.is === 'array' && v.items.length > 0 && v.items.every((i) => i.is === 'literal')) && isAdded !== true;
  }

  private ofName(file: string, facts: FileFacts, to: number, depth: number): Source {
    const binding = facts.bindings[to];
    if (!binding) return 'unknown';
    if (this.isFew(file, binding.type)) return 'finite';
    // `next++`
    if (binding.kind === 'let' && binding.values.some((v) => v.is === 'literal' && typeof v.value === 'number')) return 'unknown';
    if (binding.kind === 'import') return this.isConstant(file, { is: 'ref', to }) ? 'finite' : 'unknown';
    return this.once(`${file} name ${String(to)}`, () => combined(binding.values.filter((v) => v.is !== 'undefined').map((v) => this.of(file, v, depth + 1))));
  }

  /** Types whose values stand in the code: unions of literals, booleans, enums. */
  private isFew(file: string, type: Value | undefined): boolean {
    if (!type) return false;
    return this.project.evaluator.evaluate(file, type).some((v) => (v.is === 'library' && v.package === 'globalThis' && /^(?:boolean|keyof)$/.test(pathText(v.path))) || v.is === 'object');
  }

  private ofParameter(file: string, facts: FileFacts, fn: number, at: number, depth: number): Source {
    const { project } = this;
    const fact = facts.functions[fn];
    if (!fact) return 'unknown';
    if (this.isFew(file, fact.params[at]?.type)) return 'finite';
    const handler = project.handlers.find((h) => h.file === file && h.fn === fn);
    if (handler && isReason(handler, at)) return 'finite';
    if (handler) return handler.reach === 'request' ? 'request' : 'open';
    if (fact.passedTo) return this.ofCallback(file, facts.calls[fact.passedTo.call], depth);
    const callers = project.graph.callersOf({ file, fn });
    if (callers.length === 0) return fact.kind === 'method' || isExported(project.evaluator, { file, fn }) || (fact.parent !== -1 && outlivesMaker(project, { file, fn }, fact.parent)) ? 'given' : 'unknown';
    if (callers.length > mostCallers) return 'unknown';
    // Callers that are not seen can only bring more.
    const unseen: readonly Source[] = project.partial && isExported(project.evaluator, { file, fn }) ? ['unknown'] : [];
    return this.once(`${functionKey({ file, fn })} ${String(at)}`, () => combined([...callers.map((by) => this.ofArgument(by, at, depth)), ...unseen]));
  }

  private ofArgument({ file, call }: CallRef, at: number, depth: number): Source {
    const args = this.project.evaluator.call({ file, call })?.args ?? [];
    const argument = args[at];
    const spread = args.slice(0, at + 1).find((a) => a.is === 'spread');
    if (spread) return this.ofSpread(file, spread.of, depth);
    const origin = argument ? this.of(file, argument, depth + 1) : 'finite';
    // The caller lets only some through: `if (!kinds.includes(kind)) return`.
    return argument && origin !== 'finite' && isAmongConstants(this.project, { file, fn: this.project.evaluator.call({ file, call })?.fn ?? -1 }, argument) ? 'unknown' : origin;
  }

  /** `work(...args) { return this.manager.work(...args); }`: whoever brings the one brings the other. */
  private ofSpread(file: string, of: Value, depth: number): Source {
    const [all] = of.is === 'ref' ? (this.project.evaluator.facts(file)?.bindings[of.to]?.values ?? []) : [];
    return all?.is === 'param' && all.rest ? this.of(file, all, depth + 1) : 'unknown';
  }

  /** What a function that is written in place is called with. */
  private ofCallback(file: string, call: CallFact | undefined, depth: number): Source {
    if (isListening(call)) return 'open';
    return call?.callee.is === 'member' && iterating.has(call.callee.name) ? this.of(file, call.callee.of, depth + 1) : 'unknown';
  }

  private ofMember(file: string, value: Extract<Value, { is: 'member' }>, depth: number): Source {
    if (fewOfRequest.test(value.name) || (this.isConstant(file, value) && !this.isCount(file, value))) return 'finite';
    if (value.of.is === 'this' || value.of.is === 'class') return this.isFew(file, this.project.evaluator.facts(file)?.classes[value.of.cls]?.members.find((m) => m.name === value.name)?.type) ? 'finite' : 'unknown';
    if (value.name === 'data' && this.isSocket(file, value.of)) return 'unknown';
    const of = this.of(file, value.of, depth + 1);
    return of === 'finite' ? 'unknown' : of;
  }

  /** A connection of socket.io: its `data` is what the server keeps with it, not what the client says (https://socket.io/docs/v4/server-socket-instance/#socketdata). */
  private isSocket(file: string, value: Value): boolean {
    if (value.is === 'ref') return this.project.evaluator.facts(file)?.bindings[value.to]?.values.some((v) => v.is === 'param' && this.isSocket(file, v)) ?? false;
    if (value.is !== 'param') return false;
    return this.project.handlers.some((h) => h.file === file && h.fn === value.fn && h.entry.id === 'socket-io' && value.at === 0 && /^(?:use|on connect(?:ion)?)$/.test(h.name));
  }

  /** A number in a field may be counted up: `this.lastId++`. */
  private isCount(file: string, value: Extract<Value, { is: 'member' }>): boolean {
    const isField = value.of.is === 'this' || (value.of.is === 'ref' && this.project.evaluator.facts(file)?.bindings[value.of.to]?.values.some((v) => v.is === 'object') === true);
    return isField && flatten(this.project.evaluator.evaluate(file, value)).some((v) => v.is === 'literal' && typeof v.value === 'number');
  }

  private ofCall(file: string, call: number, depth: number): Source {
    const { evaluator } = this.project;
    const fact = evaluator.call({ file, call });
    if (!fact) return 'unknown';
    const value: Value = { is: 'call', call };
    if (this.isConstant(file, value)) return 'finite';
    const callees = flatten(evaluator.evaluate(file, fact.callee));
    if (callees.some((v) => v.is === 'library' && (fresh.test(pathText(v.path).replace(/^crypto\./, '')) || fresh.test(v.package)))) return 'open';
    if (callees.some((v) => v.is === 'library' && v.package === 'globalThis' && pathText(v.path) === 'Boolean')) return 'finite';
    if (callees.some((v) => v.is === 'library' && v.package === 'globalThis' && /^Object\.(?:keys|values|entries)$/.test(pathText(v.path))) && fact.args[0] && hasFixedKeys(this.project, file, fact.args[0])) return 'finite';
    if (fact.callee.is === 'member' && picking.has(fact.callee.name) && this.isFixedList(file, fact.callee.of)) return 'finite';
    const own = callees.find((v) => v.is === 'function');
    const called = own && evaluator.facts(own.file)?.functions[own.fn];
    if (own && this.isFew(own.file, called?.result)) return 'finite';
    const returned = called?.returns;
    if (own && returned?.some((v) => isAmongConstants(this.project, own, v))) return 'unknown';
    const result = own && returned && returned.length > 0 ? this.once(`${functionKey(own)} result`, () => combined(returned.map((v) => this.of(own.file, v, depth + 1)))) : 'unknown';
    if (result === 'finite') return result;
    const given = combined([...fact.args.map((a) => this.of(file, a, depth + 1)), ...(fact.callee.is === 'member' ? [this.of(file, fact.callee.of, depth + 1)] : [])].filter((o) => o === 'request' || o === 'open' || o === 'given'), 'unknown');
    return given === 'unknown' ? result : given;
  }

  /** A question that leads back to itself adds nothing. */
  private once(key: string, ask: () => Source): Source {
    if (this.open.has(key)) return 'finite';
    this.open.add(key);
    const origin = ask();
    this.open.delete(key);
    return origin;
  }
}

/** Why a connection of socket.io ended: one of a list (https://socket.io/docs/v4/server-socket-instance/#disconnect). */
function isReason({ entry, name }: Handler, at: number): boolean {
  return entry.id === 'socket-io' && at === 0 && /^on disconnect(?:ing)?$/.test(name);
}

/** A `for await` goes through it. */
function isStreamed(facts: FileFacts, of: Value): boolean {
  let streams = streamsOf.get(facts);
  if (!streams) streamsOf.set(facts, (streams = new Set([...everyStep(facts)].flatMap(({ step }) => (typeof step !== 'number' && step.is === 'loop' && step.awaits ? [JSON.stringify(step.awaits)] : [])))));
  return streams.has(JSON.stringify(of));
}

const streamsOf = new WeakMap<FileFacts, ReadonlySet<string>>();

/** One part that brings ever new keys is enough. */
function combined(origins: readonly Source[], none: Source = 'unknown'): Source {
  if (origins.length === 0) return none;
  return (['request', 'open', 'given', 'unknown'] as const).find((o) => origins.includes(o)) ?? 'finite';
}
