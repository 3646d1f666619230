import type { CallFact, DeclaredResult, FileFacts, MemberFact, Range, Value } from '../../model/facts.js';
import { flatten, type Abstract, type CallRef, type Env, type FunctionRef } from '../abstract.js';
import { parameterBindings } from '../deadline/consumers.js';
import { executorsOf } from '../promises/executors.js';
import { calleeName, writtenName } from '../names.js';
import type { Project } from '../project.js';
import { chainOutlook } from './chain-outlook.js';
import { behindCall, worse, type Failure, type Outlook } from './failure.js';
import { borrowedFrom, isInSight } from './in-sight.js';
import { libraryOutlook } from './library-outlook.js';

const none: Outlook = { is: 'none' };
const deepest = 10;

/**
 * Whether a value is a promise, and whether that may reject: by what makes it, through names, functions of the project and chains of `then`; else by annotations;
 * else by types, where the host has them.
 * @param value of `file`, looked at without the calls through which its function is entered
 * @param env the frames of the function around, where that was made by another one
 */
export function outlookOf(project: Project, file: string, value: Value, depth = 0, env?: Env): Outlook {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return { is: 'unknown', why: 'a long way' };
  switch (value.is) {
    case 'call': return ofCall(project, { file, call: value.call }, facts, depth, env);
    case 'ref': return ofName(project, file, facts, value.to, depth);
    case 'member': case 'element': return ofMember(project, file, facts, value);
    case 'either': return combined(value.of.map((v) => outlookOf(project, file, v, depth + 1, env)));
    case 'fallback': return combined([value.first, value.then].map((v) => outlookOf(project, file, v, depth + 1, env)));
    case 'array': return combined(value.items.map((v) => outlookOf(project, file, v, depth + 1)));
    case 'import': return value.name === '*' ? mayReject(file, facts, value, 'import()') : { is: 'unknown', why: 'an import' };
    case 'param': return { is: 'unknown', why: 'a parameter' };
    case 'unknown': case 'spread': return { is: 'unknown', why: 'an expression that is not followed' };
    default: return none;
  }
}

/** As `outlookOf`, and where that is left open by the type of the expression that stands at `range`. */
export function outlookAt(project: Project, file: string, value: Value, range: Range): Outlook {
  const outlook = outlookOf(project, file, value);
  const facts = project.evaluator.facts(file);
  return outlook.is === 'unknown' && facts ? (byType(project, file, facts, value, range) ?? outlook) : outlook;
}

/** The worst of several: one that rejects makes all of them a matter of care, first of all one of which is known why. */
export function combined(outlooks: readonly Outlook[]): Outlook {
  const why = outlooks.reduce<Failure | undefined>((found, o) => (o.is === 'rejects' ? worse(found, o.by) : found), undefined);
  if (why) return { is: 'rejects', by: why };
  for (const is of ['lazy', 'unknown', 'settles'] as const) {
    const found = outlooks.find((o) => o.is === is);
    if (found) return found;
  }
  return none;
}

/** A promise of which no more is known than that it is one: like most, it may reject. */
export function mayReject(file: string, facts: FileFacts, value: Value, name = value.is === 'call' ? calleeName(facts, value.call) : writtenName(facts, value)): Outlook {
  const range = (value.is === 'call' ? facts.calls[value.call]?.calleeRange : undefined) ?? [0, 0];
  return { is: 'rejects', by: { is: 'await', file, range, name, sure: value.is === 'call', through: [] } };
}

function ofName(project: Project, file: string, facts: FileFacts, to: number, depth: number): Outlook {
  const binding = facts.bindings[to];
  if (!binding || binding.kind === 'catch') return none;
  if (binding.promise) return mayReject(file, facts, { is: 'ref', to });
  if (binding.kind === 'function' || binding.kind === 'class') return none;
  const written = binding.values.filter((v) => v.is !== 'undefined');
  return written.length === 0 ? { is: 'unknown', why: 'a name without a value' } : combined(written.map((v) => outlookOf(project, file, v, depth + 1)));
}

/** A field of an object: its declaration says whether it holds a promise. */
function ofMember(project: Project, file: string, facts: FileFacts, value: Extract<Value, { is: 'member' | 'element' }>): Outlook {
  if (value.is === 'element') return { is: 'unknown', why: 'one of several' };
  const declared = membersNamed(project, file, value);
  if (declared.some((m) => m.promise)) return mayReject(file, facts, value);
  const values = flatten(project.evaluator.evaluate(file, value));
  return values.length > 0 && values.every((v) => v.is === 'literal' || v.is === 'number' || v.is === 'text') ? none : { is: 'unknown', why: 'a property' };
}

/** The members of a name in the classes and interfaces that an object may be of, by what it is or by its annotation. */
function membersNamed(project: Project, file: string, { of, name }: Extract<Value, { is: 'member' }>): readonly MemberFact[] {
  const { evaluator } = project;
  const type = annotationOf(project, file, of);
  const objects = [...flatten(evaluator.evaluate(file, of)), ...(type ? evaluator.evaluate(file, type) : [])];
  return objects.flatMap((object) => {
    const cls = object.is === 'instance' || object.is === 'class' ? evaluator.facts(object.file)?.classes[object.cls] : undefined;
    return cls?.members.filter((m) => m.name === name) ?? [];
  });
}

/** `store: Store` of a parameter, or of a field of the class at hand. */
function annotationOf(project: Project, file: string, value: Value): Value | undefined {
  const facts = project.evaluator.facts(file);
  if (value.is === 'ref') return facts?.bindings[value.to]?.type;
  return value.is === 'member' && value.of.is === 'this' ? facts?.classes[value.of.cls]?.members.find((m) => m.name === value.name)?.type : undefined;
}

function ofCall(project: Project, ref: CallRef, facts: FileFacts, depth: number, env: Env | undefined): Outlook {
  const fact = facts.calls[ref.call];
  if (!fact) return none;
  const chained = chainOutlook(project, ref, facts, fact, depth);
  if (chained) return chained;
  if (fact.construct) return ofNew(project, ref, facts, fact);
  const targets = flatten(project.evaluator.evaluate(ref.file, borrowedFrom(fact.callee), env));
  const known = combined(targets.map((target) => ofTarget(project, ref, facts, target, depth)));
  if (known.is !== 'unknown' && targets.length > 0) return known;
  const declared = byDeclaration(project, ref, facts) ?? byType(project, ref.file, facts, { is: 'call', call: ref.call }, fact.range);
  // Of a function in a file that is not at hand, that file may show that it cannot fail.
  // Nor one of which some of the functions that it may be are seen, and do not fail.
  const partlyKnown = targets.some((t) => t.is === 'function');
  if (declared?.is === 'rejects' && (partlyKnown || !isInSight(project, ref))) return { is: 'rejects', by: { ...declared.by, sure: false } };
  return declared ?? { is: 'unknown', why: targets.length === 0 ? 'a function that is not seen' : known.is === 'unknown' ? known.why : '' };
}

function ofTarget(project: Project, ref: CallRef, facts: FileFacts, target: Abstract, depth: number): Outlook {
  switch (target.is) {
    case 'function': return ofFunction(project, ref, target, depth);
    case 'library': return libraryOutlook(project, ref, facts, target);
    case 'unknown': return { is: 'unknown', why: target.why };
    case 'class': return none;
    default: return { is: 'unknown', why: 'a function that is handed in' };
  }
}

/** What a function of the project gives, when it is called here. */
function ofFunction(project: Project, ref: CallRef, fn: FunctionRef & { readonly env: Env | undefined }, depth: number): Outlook {
  if (answersByCallback(project, ref, fn)) return { is: 'unknown', why: 'a function that answers by its callback' };
  const given = functionOutlook(project, fn, depth, fn.env);
  const facts = project.evaluator.facts(ref.file);
  const call = project.evaluator.call(ref);
  if (given.is === 'rejects') return call ? { ...given, by: behindCall(given.by, ref, call) } : given;
  const declared = project.evaluator.facts(fn.file)?.functions[fn.fn]?.gives === 'promise';
  return given.is === 'unknown' && declared && facts ? mayReject(ref.file, facts, { is: 'call', call: ref.call }) : given;
}

/** What a function of the project gives, whoever calls it. */
export function functionOutlook(project: Project, { file, fn }: FunctionRef, depth = 0, env?: Env): Outlook {
  const fact = project.evaluator.facts(file)?.functions[fn];
  if (!fact) return { is: 'unknown', why: 'a function that is not seen' };
  if (fact.generator) return none;
  if (fact.async) {
    const by = project.failures.of({ file, fn });
    return by ? { is: 'rejects', by } : { is: 'settles' };
  }
  return fact.gives === 'other' ? none : combined(fact.returns.map((v) => outlookOf(project, file, v, depth + 1, env)));
}

/** `load(id, callback)` of functions that give a promise when there is no callback: they ask whether they are given one. */
function answersByCallback(project: Project, ref: CallRef, { file, fn }: FunctionRef): boolean {
  const home = project.evaluator.facts(file);
  const at = (project.evaluator.call(ref)?.args.length ?? 0) - 1;
  if (!home || at < 0 || home.functions[fn]?.async || !project.evaluator.argument(ref, at, undefined).some((v) => v.is === 'function')) return false;
  return parameterBindings(home, fn, at).some((binding) => home.bindings[binding]?.uses?.some((u) => u.as === 'compared'));
}

/** `new Promise(…)`: rejects when its executor does, or where others hold `reject`. */
function ofNew(project: Project, ref: CallRef, facts: FileFacts, { callee, range }: CallFact): Outlook {
  // A class of promises may have another name: `new Bluebird(…)`.
  if (callee.is !== 'global' || callee.name !== 'Promise') return byType(project, ref.file, facts, { is: 'call', call: ref.call }, range) ?? none;
  const executor = executorsOf(project, ref.file).find((e) => e.ref.call === ref.call);
  const thrown = executor?.fn && !executor.async ? project.failures.of(executor.fn) : undefined;
  if (thrown?.sure) return { is: 'rejects', by: thrown };
  const rejects = !executor || (executor.leaves && takesReject(project, executor.fn)) || executor.settlings.some((s) => s.by === 'reject');
  return rejects ? mayReject(ref.file, facts, { is: 'call', call: ref.call }, 'new Promise') : { is: 'settles' };
}

/** `new Promise((resolve) => { done = resolve; })`: whoever holds that cannot reject. */
function takesReject(project: Project, fn: FunctionRef | undefined): boolean {
  const params = fn && project.evaluator.facts(fn.file)?.functions[fn.fn]?.params;
  return !params || params.length > 1 || params.some((p) => p.rest);
}

function byDeclaration(project: Project, ref: CallRef, facts: FileFacts): Outlook | undefined {
  return declaredResults(project, ref).includes('promise') ? mayReject(ref.file, facts, { is: 'call', call: ref.call }) : undefined;
}

/** What an interface, a parameter or a field declares that its function gives: one for each that it may be. */
export function declaredResults(project: Project, ref: CallRef): readonly (DeclaredResult | undefined)[] {
  const facts = project.evaluator.facts(ref.file);
  const callee = facts?.calls[ref.call]?.callee;
  if (callee?.is === 'ref') return [facts?.bindings[callee.to]?.gives];
  return callee?.is === 'member' ? membersNamed(project, ref.file, callee).map((m) => m.gives) : [];
}

function byType(project: Project, file: string, facts: FileFacts, value: Value, range: Range): Outlook | undefined {
  const gives = project.oracle.givesPromise(file, range);
  if (gives === undefined) return undefined;
  if (!gives) return none;
  const rejects = mayReject(file, facts, value);
  // That it is a promise says less than what is seen to fail.
  return rejects.is === 'rejects' ? { is: 'rejects', by: { ...rejects.by, guess: true } } : rejects;
}
