import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, functionKey } from '../abstract.js';
import type { Handler } from '../handlers.js';
import type { Project } from '../project.js';
import { isNumberCompared } from './compared-numbers.js';
import { isLengthCompared } from './length-checks.js';
import { writtenProperty } from './literal-property.js';
import { depthOfFrame, givenBy, type Frame, type Looked } from './frames.js';

/** A part of what the client sent: `ids` of the body of a request. */
export interface RequestPart {
  readonly handler: Handler;
  /** The parameter, and the properties that were read of it: `['body', 'ids']`. */
  readonly at: number;
  readonly path: readonly string[];
  /** What checked it on the way: `schema` of `schema.parse(req.body)`, and how long the path was then. */
  readonly checked?: Looked & { readonly from: number };
  /** On the way it, or its length, is compared with something: what happens then is not read. */
  readonly compared?: true;
}

/** Properties of a request, or of what frameworks make of it, that hold what the client sent. */
const sent = new Set(['body', 'query', 'queries', 'input', 'rawInput', 'payload', 'json', 'searchParams', 'valid']);
/** Decorators of parameters that hold it. */
const decorated = new Set(['Body', 'Query', 'Args', 'MessageBody', 'QueryParam', 'QueryParams', 'BodyParam', 'Payload']);
/** Functions that give what they are given, as a number, a text or a list. */
const converting = new Set(['Number', 'parseInt', 'parseFloat', 'String', 'Number.parseInt', 'Number.parseFloat', 'JSON.parse', 'structuredClone', 'Math.max', 'Math.floor', 'Math.ceil', 'Math.round', 'Math.abs', 'Array.from', 'decodeURIComponent']);
const parsing = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'validate', 'validateAsync', 'validateSync', 'cast', 'attempt']);
const same = new Set(['toString', 'trim', 'split', 'map', 'filter', 'toLowerCase']);
const reads = new Set(['json', 'get', 'getAll', 'query', 'valid', 'queries', 'param', 'parseBody', 'formData']);
const results = new Set(['data', 'value', 'output']);
const deepest = 10;
const mostCallers = 12;

/**
 * What of a request an expression is; nothing where it is none, or one cannot tell.
 * @param also more names under which the client's data stands, and decorators of parameters that hold it: `params`, `Param`
 */
export function requestPart(project: Project, looked: Looked, also: ReadonlySet<string> = new Set()): RequestPart | undefined {
  const found = new Search(project).of(looked, 0);
  return found && isSent(project, found, also) ? found : undefined;
}

/** Whether the client decides it: `req.body.ids`, not `req.user.teams`. */
function isSent(project: Project, { handler, at, path }: RequestPart, also: ReadonlySet<string>): boolean {
  if (path.some((name) => sent.has(name) || also.has(name))) return true;
  const { evaluator } = project;
  const decorators = evaluator.facts(handler.file)?.functions[handler.fn]?.params[at]?.decorators ?? [];
  return decorators.some((d) => flatten(evaluator.evaluate(handler.file, d.is === 'call' ? (evaluator.call({ file: handler.file, call: d.call })?.callee ?? d) : d)).some((v) => {
    const last = v.is === 'library' ? v.path.at(-1) : undefined;
    return last !== undefined && 'member' in last && (decorated.has(last.member) || also.has(last.member));
  }));
}

class Search {
  private readonly open = new Set<string>();

  constructor(private readonly project: Project) {}

  of(looked: Looked, depth: number): RequestPart | undefined {
    const facts = this.project.evaluator.facts(looked.file);
    const found = facts && depth <= deepest ? this.structure(looked, facts, depth) : undefined;
    const { is } = looked.value;
    return found && !found.compared && facts && (is === 'ref' || is === 'member') && (isNumberCompared(facts, looked.value) || isLengthCompared(this.project, looked)) ? { ...found, compared: true } : found;
  }

  private structure(looked: Looked, facts: FileFacts, depth: number): RequestPart | undefined {
    const { file, value, frame } = looked;
    const inner = (v: Value): RequestPart | undefined => this.of({ ...looked, value: v }, depth + 1);
    switch (value.is) {
      case 'member': return reading(inner(value.of), value.name) ?? first(writtenProperty(this.project, { ...looked, value: value.of }, value.name).values, (v) => this.of(v, depth + 1));
      case 'element': return reading(inner(value.of), '*');
      case 'await': case 'spread': case 'rest': return inner(value.of);
      case 'unary': return value.op === '+' ? inner(value.of) : undefined;
      case 'fallback': return inner(value.first) ?? inner(value.then);
      case 'either': return first(value.of, inner);
      case 'ref': return this.ofName(looked, facts, value.to, depth);
      case 'call': return this.ofCall(looked, facts, value.call, depth);
      case 'param': return this.ofParameter(file, value.fn, value.at, frame, depth);
      default: return undefined;
    }
  }

  private ofName(looked: Looked, facts: FileFacts, to: number, depth: number): RequestPart | undefined {
    const key = `${looked.file} ${String(to)}`;
    if (this.open.has(key)) return undefined;
    this.open.add(key);
    const found = first((facts.bindings[to]?.values ?? []).filter((v) => v.is !== 'undefined' && v.is !== 'literal'), (v) => this.of({ ...looked, value: v }, depth + 1));
    this.open.delete(key);
    return found;
  }

  private ofParameter(file: string, fn: number, at: number, frame: Frame | undefined, depth: number): RequestPart | undefined {
    const { project } = this;
    const given = givenBy(project, file, fn, at, frame);
    if (given === 'missing' || given === 'unseen') return undefined;
    if (given) return this.of(given, depth + 1);
    const handler = handlerOf(project, file, fn);
    if (handler) return handler.reach === 'request' ? { handler, at, path: [] } : undefined;
    const callers = project.graph.callersOf({ file, fn });
    if (callers.length === 0 || callers.length > mostCallers || this.open.has(functionKey({ file, fn }))) return undefined;
    this.open.add(functionKey({ file, fn }));
    const found = first(callers, (call) => {
      const argument = givenBy(project, file, fn, at, { file, fn, call, outer: undefined });
      return typeof argument === 'object' ? this.of(argument, depth + 1) : undefined;
    });
    this.open.delete(functionKey({ file, fn }));
    return found;
  }

  private ofCall(looked: Looked, facts: FileFacts, call: number, depth: number): RequestPart | undefined {
    const { file, frame } = looked;
    const { evaluator } = this.project;
    const fact = facts.calls[call];
    if (!fact) return undefined;
    const inner = (v: Value | undefined): RequestPart | undefined => v && this.of({ ...looked, value: v }, depth + 1);
    const { callee, args } = fact;
    if (converting.has(globalName(callee) ?? '')) return first(args, inner);
    if (callee.is === 'member' && parsing.has(callee.name)) {
      const part = inner(args[0]);
      return part && { ...part, checked: { file, value: callee.of, frame, from: part.path.length } };
    }
    if (callee.is === 'member' && same.has(callee.name)) {
      const part = inner(callee.of);
      if (part) return part;
    }
    if (callee.is === 'member' && reads.has(callee.name)) {
      const part = inner(callee.of);
      if (part) return reading(part, args[0]?.is === 'literal' && typeof args[0].value === 'string' ? [callee.name, args[0].value] : callee.name);
    }
    const own = flatten(evaluator.evaluate(file, callee)).find((v) => v.is === 'function');
    if (!own || depthOfFrame(frame) > 4) return undefined;
    return first(evaluator.facts(own.file)?.functions[own.fn]?.returns ?? [], (v) => this.of({ file: own.file, value: v, frame: { file: own.file, fn: own.fn, call: { file, call }, outer: frame } }, depth + 1));
  }
}

/** A handler, or the function in it that is called with the same: nothing else is asked of the framework. */
function handlerOf(project: Project, file: string, fn: number): Handler | undefined {
  return handlersOf(project).get(functionKey({ file, fn }));
}

const handlers = new WeakMap<Project, ReadonlyMap<string, Handler>>();

function handlersOf(project: Project): ReadonlyMap<string, Handler> {
  let found = handlers.get(project);
  if (!found) handlers.set(project, (found = new Map(project.handlers.map((h) => [functionKey(h), h]))));
  return found;
}

function globalName(callee: Value): string | undefined {
  if (callee.is === 'global') return callee.name;
  return callee.is === 'member' && callee.of.is === 'global' ? `${callee.of.name}.${callee.name}` : undefined;
}

function reading(part: RequestPart | undefined, names: string | readonly string[]): RequestPart | undefined {
  if (!part || part.path.length > 8) return undefined;
  const added = typeof names === 'string' ? [names] : names;
  // `result.data` of `safeParse` is what was parsed.
  const [only] = added;
  if (part.checked?.from === part.path.length && added.length === 1 && only !== undefined && results.has(only)) return part;
  return { ...part, path: [...part.path, ...added] };
}

function first<T>(values: readonly T[], ask: (value: T) => RequestPart | undefined): RequestPart | undefined {
  for (const value of values) {
    const found = ask(value);
    if (found) return found;
  }
  return undefined;
}
