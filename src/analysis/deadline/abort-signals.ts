import type { BindingFact, CallFact, FileFacts, Value } from '../../model/facts.js';
import type { Evaluator } from '../evaluate.js';
import { referencesOf } from '../promises/references.js';
import { isTelling, lastName, usageOf } from './signal-usage.js';

/**
 * Whether a variable that is a parameter, or a part of one, holds an AbortSignal: by its type first. By its name alone only where neither
 * the way it is used nor the function that gets it says that it is another signal, as those that end a process.
 */
export function holdsSignal(evaluator: Evaluator, file: string, to: number): boolean {
  const facts = evaluator.facts(file);
  const binding = facts?.bindings[to];
  if (!facts || !binding) return false;
  const type = declaredType(evaluator, file, facts, binding);
  if (type === 'signal' || type === 'other') return type === 'signal';
  if (!isTelling(binding.name) && !binding.values.some(isTellingMember)) return false;
  const usage = usageOf(facts, { to });
  if (type === 'unclear' || isUnnamed(file, facts, binding)) return usage === 'signal';
  return usage === 'signal' || (usage === 'open' && !isOnlyCompared(binding) && !binding.values.some((v) => isGivenOther(facts, v)));
}

/** With what cannot be seen: `signal === 'red'`. */
function isOnlyCompared({ uses = [] }: BindingFact): boolean {
  return uses.length > 0 && uses.every((use) => use.as === 'compared');
}

/** Whether a property of a declared type is an AbortSignal. `unclear` where the type has no single name, or lies out of sight. */
export function signalMember(evaluator: Evaluator, file: string, type: Value, name: string): 'signal' | 'other' | 'unclear' | undefined {
  for (const named of evaluator.evaluate(file, type)) {
    if (named.is === 'class') {
      const member = memberType(evaluator, named.file, named.cls, name);
      return member === undefined ? 'unclear' : isSignalType(evaluator, member.file, member.type) ? 'signal' : 'other';
    }
    if (named.is === 'unknown' || (named.is === 'library' && named.package.startsWith('.'))) return 'unclear';
  }
  return undefined;
}

/** The properties of an interface that are AbortSignals, also those that it takes over. */
export function signalMembers(evaluator: Evaluator, file: string, type: Value): readonly string[] {
  return evaluator.evaluate(file, type).flatMap((named) => {
    const fact = named.is === 'class' ? evaluator.facts(named.file)?.classes[named.cls] : undefined;
    if (named.is !== 'class' || !fact?.interface) return [];
    const own = fact.members.flatMap((m) => (m.type && isSignalType(evaluator, named.file, m.type) ? [m.name] : []));
    return [...own, ...fact.implements.flatMap((base) => signalMembers(evaluator, named.file, base))];
  });
}

/** `AbortSignal`, also by another name of it, and what libraries declare in its shape. */
function isSignalType(evaluator: Evaluator, file: string, type: Value): boolean {
  return evaluator.evaluate(file, type).some((named) => {
    const last = named.is === 'library' ? named.path.at(-1) : undefined;
    return last !== undefined && 'member' in last && /^(?:Generic)?AbortSignal(?:Like)?$/.test(last.member);
  });
}

function declaredType(evaluator: Evaluator, file: string, facts: FileFacts, { type, values }: BindingFact): 'signal' | 'other' | 'unclear' | undefined {
  if (type) return isSignalType(evaluator, file, type) ? 'signal' : 'other';
  for (const value of values) {
    const part = value.is === 'fallback' ? value.first : value;
    const holder = part.is === 'member' ? typeOfParameter(facts, part.of) : undefined;
    if (part.is === 'member' && holder) return signalMember(evaluator, file, holder, part.name);
  }
  return undefined;
}

/** The declared type of a parameter, also through the variable that holds it. */
export function typeOfParameter(facts: FileFacts, value: Value): Value | undefined {
  if (value.is === 'fallback') return typeOfParameter(facts, value.first);
  if (value.is === 'param') return facts.functions[value.fn]?.params[value.at]?.type;
  const binding = value.is === 'ref' ? facts.bindings[value.to] : undefined;
  return binding?.kind === 'param' ? binding.type : undefined;
}

function memberType(evaluator: Evaluator, file: string, cls: number, name: string, depth = 0): { readonly file: string; readonly type: Value } | undefined {
  const fact = evaluator.facts(file)?.classes[cls];
  const member = fact?.members.find((m) => m.name === name);
  if (!fact || member || depth > 4) return member?.type && { file, type: member.type };
  for (const base of fact.implements.flatMap((b) => evaluator.evaluate(file, b))) {
    const found = base.is === 'class' ? memberType(evaluator, base.file, base.cls, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function isTellingMember(value: Value): boolean {
  if (value.is === 'fallback') return isTellingMember(value.first);
  return value.is === 'member' && isTelling(value.name);
}

/** In TypeScript, a parameter without a type that has a name is a number or a choice of texts, or has its type from the place of its function. */
function isUnnamed(file: string, facts: FileFacts, { values, kind }: BindingFact): boolean {
  return kind === 'param' && /\.[cm]?tsx?$/.test(file) && values.some((v) => v.is === 'param' && facts.functions[v.fn]?.passedTo === undefined);
}

const ending = /exit|shut_?down|terminat|grace|kill|sigterm|sigint|^(?:on_?)?(?:signals?|close|death|stop)$/i;
const emitting = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);

/** What a function gets that hears events, or runs when the process ends: `(code, signal)`, `process.on('SIGTERM', (signal) => …)`. */
function isGivenOther(facts: FileFacts, value: Value, depth = 0): boolean {
  if (value.is === 'fallback') return (value.then.is === 'literal' && value.then.value !== null) || isGivenOther(facts, value.first, depth);
  if (value.is === 'member') return isGivenOther(facts, value.of, depth);
  // A parameter may be given a value that is made of itself.
  if (value.is === 'ref') return depth < 4 && facts.bindings[value.to]?.kind === 'param' && facts.bindings[value.to]?.values.some((v) => isGivenOther(facts, v, depth + 1)) === true;
  if (value.is !== 'param') return false;
  const { fn, at } = value;
  if (ending.test(facts.functions[fn]?.name ?? '') || facts.bindings.some((b) => b.fn === fn && b.kind === 'param' && /^(?:exit_?)?(?:code|status)$/i.test(b.name))) return true;
  const { handedTo, calledBy } = usersOf(facts, fn);
  return handedTo.some((call) => hearsOther(facts, call)) || calledBy.some(({ args }) => args[at]?.is === 'literal' || args[at]?.is === 'text');
}

/** The calls of a file that are handed a function, written in place or by its name, and those that call it. */
function usersOf(facts: FileFacts, fn: number): { readonly handedTo: readonly CallFact[]; readonly calledBy: readonly CallFact[] } {
  const { functions, args, calls } = referencesOf(facts);
  const names = functions.aliases.get(fn) ?? [];
  const handed = [...(functions.args.get(fn) ?? []), ...names.flatMap((to) => args.get(to) ?? [])];
  return { handedTo: handed.flatMap(({ call }) => facts.calls[call] ?? []), calledBy: names.flatMap((to) => calls.get(to) ?? []).flatMap((call) => facts.calls[call] ?? []) };
}

function hearsOther(facts: FileFacts, call: CallFact): boolean {
  const name = lastName(facts, call);
  const [event] = call.args;
  return ending.test(name) || (emitting.has(name) && !(event?.is === 'literal' && event.value === 'abort'));
}
