import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type FunctionRef } from '../abstract.js';
import { livesLong } from '../lifetimes/long-lived.js';
import { acquiredBy } from '../obligations/held.js';
import type { Project } from '../project.js';
import { fluent, originOf } from '../promises/emitters.js';
import { isListening } from '../promises/registrations.js';
import { sourceOf, type Source } from '../waits/source.js';

/** How long an object lives, seen from the function that uses it. */
export type Life =
  /** As long as the process: a module, a static field or a package holds it. */
  | { readonly is: 'process' }
  /** It is made anew for each call, request or connection, and goes with it. */
  | { readonly is: 'call'; /** The function that makes it, where that stands in the same file: what is written inside of it may run more often. */ readonly by?: number }
  /** As long as the object whose field it is, of which there may be many. */
  | { readonly is: 'instance'; readonly cls: number }
  | Given
  | { readonly is: 'unknown'; readonly why: string; /** What a constructor was given, and a field holds. */ readonly given?: Given };

/** It lives as long as whoever calls the function says. */
export type Given = { readonly is: 'given'; readonly fn: FunctionRef; readonly at: number; readonly path: readonly string[] };

const process: Life = { is: 'process' };
const call: Life = { is: 'call' };
const unseen: Life = { is: 'unknown', why: 'where it comes from is not seen' };

/** What goes with the request, the file or the connection that it stands for. */
const passing: ReadonlySet<Source> = new Set<Source>(['request', 'response', 'local', 'judged', 'worker']);
const deepest = 8;

/** How long what an expression stands for lives. */
export function lifeOf(project: Project, file: string, value: Value, depth = 0): Life {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return unseen;
  switch (value.is) {
    case 'await': return lifeOf(project, file, value.of, depth + 1);
    case 'fallback': return together([value.first, value.then].filter(mayEmit).map((v) => lifeOf(project, file, v, depth + 1)));
    case 'either': return together(value.of.filter(mayEmit).map((v) => lifeOf(project, file, v, depth + 1)));
    case 'global': return value.name === 'process' ? process : unseen;
    case 'ref': return lifeOfName(project, file, value.to, depth);
    case 'call': return lifeOfCall(project, { file, call: value.call }, depth);
    case 'param': return passing.has(sourceOf(project, file, value)) ? call : given(file, value.fn, value.at);
    case 'this': return lifeOfObject(project, file, value.cls);
    case 'member': return lifeOfMember(project, file, value.of, value.name, value, depth);
    default: return lifeOfValues(project, flatten(project.evaluator.evaluate(file, value)));
  }
}

/** The other alternative is nothing, or empty options: `opts = {}`, `signal ?? undefined`. */
function mayEmit(value: Value): boolean {
  return value.is !== 'undefined' && value.is !== 'literal' && !(value.is === 'object' && value.props.length === 0);
}

function lifeOfName(project: Project, file: string, to: number, depth: number): Life {
  const binding = project.evaluator.facts(file)?.bindings[to];
  if (!binding) return unseen;
  const values = binding.values.filter(mayEmit);
  if (binding.kind === 'import') return lifeOfValues(project, flatten(project.evaluator.evaluate(file, { is: 'ref', to })));
  // A name of the module that functions fill is replaced by them: it lives until the next time.
  if (binding.fn === -1 && values.some((v) => madeIn(project, file, v) !== -1)) return { is: 'unknown', why: `${binding.name} is filled by a function` };
  if (passing.has(sourceOf(project, file, { is: 'ref', to }))) return call;
  return values.length === 0 ? unseen : together(values.map((v) => lifeOf(project, file, v, depth + 1)));
}

/** The function in which the value is made by a call; -1 for the module and for what no call makes. */
function madeIn(project: Project, file: string, value: Value): number {
  if (value.is === 'await') return madeIn(project, file, value.of);
  return value.is === 'call' ? (project.evaluator.call({ file, call: value.call })?.fn ?? -1) : -1;
}

function lifeOfCall(project: Project, ref: CallRef, depth: number): Life {
  const fact = project.evaluator.call(ref);
  if (!fact) return unseen;
  if (fact.callee.is === 'member' && !fact.construct && (fluent.has(fact.callee.name) || isListening(fact))) return lifeOf(project, ref.file, fact.callee.of, depth + 1);
  if (fact.fn === -1) return process;
  if (fact.construct) return { is: 'call', by: fact.fn };
  if (isLentByPool(project, ref)) return process;
  const callees = flatten(project.evaluator.evaluate(ref.file, fact.callee));
  const own = callees.flatMap((v) => (v.is === 'function' ? (project.evaluator.facts(v.file)?.functions[v.fn]?.returns ?? []).map((value) => ({ file: v.file, value })) : []));
  if (own.length > 0) return madeFor(fact.fn, together(own.map(({ file, value }) => lifeOf(project, file, value, depth + 1))));
  if (callees.some((v) => v.is === 'library' && v.package === 'globalThis' && v.path.some((s) => 'member' in s && s.member === 'AbortSignal'))) return call;
  return originOf(project, ref.file, { is: 'call', call: ref.call }).is === 'made' ? { is: 'call', by: fact.fn } : unseen;
}

/** What is given back by `release`, and not ended, is handed out again, with all that listens to it: a client of a pool. */
function isLentByPool(project: Project, ref: CallRef): boolean {
  const model = acquiredBy(project, ref);
  return model !== undefined && !model.managed && (model.holds ?? 'result') === 'result' && model.release.includes('release') && !['close', 'end', 'unlock'].some((name) => model.release.includes(name));
}

/** What a helper makes anew is made by who calls it. What it was given is not followed back. */
function madeFor(fn: number, life: Life): Life {
  if (life.is === 'call') return { is: 'call', by: fn };
  return life.is === 'process' ? life : unseen;
}

function lifeOfMember(project: Project, file: string, of: Value, name: string, value: Value, depth: number): Life {
  if (of.is === 'this') return lifeOfField(project, file, of.cls, name, depth);
  if (of.is === 'class') return process;
  if (passing.has(sourceOf(project, file, value))) return call;
  const holder = lifeOf(project, file, of, depth + 1);
  if (holder.is === 'given') return { ...holder, path: [...holder.path, name] };
  // What is made in this call holds what goes with it: `const controller = new AbortController()`.
  if (holder.is === 'call') return name === 'signal' ? call : unseen;
  const values = flatten(project.evaluator.evaluate(file, value));
  return holder.is === 'process' && values.every((v) => v.is === 'library') ? process : lifeOfValues(project, values);
}

/** A field lives as long as its object when the object makes it, and else as long as what it was given. */
function lifeOfField(project: Project, file: string, cls: number, name: string, depth: number): Life {
  const facts = project.evaluator.facts(file);
  const fact = facts?.classes[cls];
  const member = fact?.members.find((m) => m.name === name && m.kind === 'field');
  if (!facts || !fact || !member) return unseen;
  if (member.static) return process;
  const values = member.values.filter((v) => v.is !== 'undefined' && !(v.is === 'literal' && v.value === null));
  // What an object that lives as long as the process keeps for good lives as long.
  if (values.length > 0 && !isSetLater(facts, fact.ctor, name) && lifeOfObject(project, file, cls).is === 'process') return process;
  const life = together(values.map((v) => (madeIn(project, file, v) === fact.ctor ? lifeOfObject(project, file, cls) : lifeOf(project, file, v, depth + 1))));
  // Methods that fill it replace it.
  if (life.is === 'call') return { is: 'unknown', why: `this.${name} is filled by a method` };
  return life.is === 'given' ? { is: 'unknown', why: `this.${name} is handed to the constructor`, ...(!isSetLater(facts, fact.ctor, name) && { given: life }) } : life;
}

/** Whether anything but the constructor gives a field its value. */
function isSetLater(facts: FileFacts, ctor: number, name: string): boolean {
  return facts.assigns.some(({ target, fn }) => target.is === 'member' && target.name === name && fn !== ctor);
}

/** Of a class of which there is one object for the whole process, that one is meant. One file alone shows it by its decorators only. */
function lifeOfObject(project: Project, file: string, cls: number): Life {
  const isShown = !project.partial || (project.evaluator.facts(file)?.classes[cls]?.decorators.length ?? 0) > 0;
  return isShown && livesLong(project, { file, cls }) ? process : { is: 'instance', cls };
}

function lifeOfValues(project: Project, values: readonly Abstract[]): Life {
  return values.length === 0 ? unseen : together(values.map((v) => lifeOfValue(project, v)));
}

function lifeOfValue(project: Project, value: Abstract): Life {
  switch (value.is) {
    case 'library': {
      const calls = value.path.flatMap((s) => ('call' in s ? [s.call] : []));
      if (value.path.some((s) => 'typed' in s)) return unseen;
      if (calls.length > 0) return calls.every((by) => project.evaluator.call(by)?.fn === -1) ? process : unseen;
      const [first] = value.path;
      return value.package !== 'globalThis' || (first && 'member' in first && first.member === 'process') ? process : unseen;
    }
    case 'instance': return value.made && project.evaluator.call(value.made.call)?.fn === -1 ? process : unseen;
    case 'param': return value.rest ? unseen : { ...given(value.file, value.fn, value.at), path: value.path };
    default: return unseen;
  }
}

function given(file: string, fn: number, at: number): Given {
  return { is: 'given', fn: { file, fn }, at, path: [] };
}

/** Of several only what all are; what may be made anew is not held against anybody. */
function together(lives: readonly Life[]): Life {
  const [first, ...others] = lives;
  if (!first) return unseen;
  return others.every((life) => life.is === first.is) ? first : unseen;
}
