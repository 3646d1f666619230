import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, pathText, type Env } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import { calculated, chance, constant, greatest, ofTable, oneOf, placeOfValue, smallest, told, unknownGrowth, type Growth, type Variables } from './growth.js';

const deepest = 24;
const longestWay = 6;
const passing = new Set(['round', 'floor', 'ceil', 'trunc', 'abs']);
const random = new Set(['random', 'randomInt', 'randomBytes', 'getRandomValues', 'randomUUID']);

/** How a number goes on from attempt to attempt: through names, helpers and files. */
export function growthOf(project: Project, file: string, value: Value, variables: Variables, env?: Env, depth = 0): Growth {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return unknownGrowth;
  const of = (v: Value): Growth => growthOf(project, file, v, variables, env, depth + 1);
  const changing = placeOfValue(file, value);
  const known = changing === undefined ? undefined : variables(changing);
  if (known) return known;
  switch (value.is) {
    case 'literal': return typeof value.value === 'number' ? constant(value.value) : constant();
    case 'undefined': case 'global': return constant();
    case 'await': return of(value.of);
    case 'unary': return value.op === '-' ? calculated('-', constant(0), of(value.of)) : value.op === '+' || value.op === '~' ? of(value.of) : value.op === '++' || value.op === '--' ? of(value.of) : constant();
    case 'binary': return calculated(value.op, of(value.left), of(value.right));
    case 'either': return oneOf(value.of.map(of));
    case 'fallback': return fallback(project, file, value, variables, env, depth);
    case 'ref': return ofName(project, file, facts, value.to, variables, env, depth);
    case 'param': return ofParameter(project, file, value, variables, env, depth);
    case 'member': return ofMember(project, file, facts, value, variables, env, depth);
    case 'element': return ofElement(project, file, value, variables, env, depth);
    case 'call': return ofCall(project, file, facts, value.call, variables, env, depth);
    default: return unknownGrowth;
  }
}

function fallback(project: Project, file: string, { first, then }: Extract<Value, { is: 'fallback' }>, variables: Variables, env: Env | undefined, depth: number): Growth {
  const place = placeOfValue(file, first);
  const changed = place === undefined ? undefined : variables(place);
  if (changed) return changed;
  const isMissing = project.evaluator.evaluate(file, first, env).every((v) => v.is === 'absent' || (v.is === 'literal' && (v.value === undefined || v.value === null)));
  const rest = growthOf(project, file, then, variables, env, depth + 1);
  return isMissing ? rest : oneOf([growthOf(project, file, first, variables, env, depth + 1), rest]);
}

function ofName(project: Project, file: string, facts: FileFacts, to: number, variables: Variables, env: Env | undefined, depth: number): Growth {
  const binding = facts.bindings[to];
  if (!binding) return unknownGrowth;
  if (binding.kind === 'catch') return told;
  if (binding.kind === 'import') return ofConstant(project, file, { is: 'ref', to }, env);
  const values = binding.values.filter((v) => v.is !== 'unknown' && v.is !== 'undefined');
  const start = values.length === 0 ? constant() : oneOf(values.map((v) => growthOf(project, file, v, variables, env, depth + 1)));
  const steps = facts.functions[binding.fn]?.steps ?? [];
  const changes = stepsIn(steps).flatMap((s) => (typeof s !== 'number' && s.is === 'set' && s.to === to && s.change ? [s.change] : []));
  return changes.reduce((growth, { op, by }) => calculated(op, growth, growthOf(project, file, by, variables, env, depth + 1)), start);
}

/** What the caller gives, where it is seen who calls; else it is what it is for all attempts. */
function ofParameter(project: Project, file: string, value: Extract<Value, { is: 'param' }>, variables: Variables, env: Env | undefined, depth: number): Growth {
  for (let frame = env; frame; frame = frame.outer) {
    if (frame.fn !== value.fn || frame.file !== file) continue;
    const argument = project.evaluator.call(frame.call)?.args[value.at];
    return argument && argument.is !== 'spread' ? growthOf(project, frame.call.file, argument, variables, frame.outer, depth + 1) : constant();
  }
  return isGivenByLibrary(project, file, value) ? unknownGrowth : ofConstant(project, file, value, env);
}

/** The parameter of a function that is written in place: what it is called with is not seen. */
function isGivenByLibrary(project: Project, file: string, { fn }: Extract<Value, { is: 'param' }>): boolean {
  return project.evaluator.facts(file)?.functions[fn]?.passedTo !== undefined;
}

function ofMember(project: Project, file: string, facts: FileFacts, value: Extract<Value, { is: 'member' }>, variables: Variables, env: Env | undefined, depth: number): Growth {
  const root = rootOf(facts, value);
  if (root.is === 'ref' && facts.bindings[root.to]?.kind === 'catch') return told;
  if (root.is === 'await' || root.is === 'call') return told;
  if (value.of.is === 'param' || value.of.is === 'ref') {
    const given = propertyGiven(project, file, facts, value.of, value.name, env);
    if (given) return growthOf(project, given.file, given.value, variables, given.env, depth + 1);
  }
  return ofConstant(project, file, value, env);
}

function rootOf(facts: FileFacts, value: Value, depth = 0): Value {
  if (value.is === 'member' || value.is === 'element') return rootOf(facts, value.of, depth + 1);
  const [only, ...others] = value.is === 'ref' && facts.bindings[value.to]?.kind !== 'catch' ? (facts.bindings[value.to]?.values ?? []) : [];
  return only && others.length === 0 && depth < 6 && (only.is === 'member' || only.is === 'await' || only.is === 'call' || only.is === 'ref') ? rootOf(facts, only, depth + 1) : value;
}

/** `backoff({ attempt })`: the property of the object that the caller wrote. */
function propertyGiven(project: Project, file: string, facts: FileFacts, of: Value, name: string, env: Env | undefined): { readonly file: string; readonly value: Value; readonly env: Env | undefined } | undefined {
  const param = of.is === 'param' ? of : of.is === 'ref' ? facts.bindings[of.to]?.values.find((v) => v.is === 'param') : undefined;
  for (let frame = env; frame && param?.is === 'param'; frame = frame.outer) {
    if (frame.fn !== param.fn || frame.file !== file) continue;
    const argument = project.evaluator.call(frame.call)?.args[param.at];
    const property = argument?.is === 'object' ? argument.props.find((p) => p.key === name) : undefined;
    return property?.value && { file: frame.call.file, value: property.value, env: frame.outer };
  }
  return undefined;
}

/** Something that no attempt changes. */
function ofConstant(project: Project, file: string, value: Value, env: Env | undefined): Growth {
  const values = flatten(project.evaluator.evaluate(file, value, env));
  const [only] = values;
  return values.length === 1 && only?.is === 'literal' && typeof only.value === 'number' ? constant(only.value) : constant();
}

function ofElement(project: Project, file: string, value: Extract<Value, { is: 'element' }>, variables: Variables, env: Env | undefined, depth: number): Growth {
  const key = value.key ? growthOf(project, file, value.key, variables, env, depth + 1) : unknownGrowth;
  if (key.rate === 'constant' && !key.random) return constant();
  const [list, ...others] = flatten(project.evaluator.evaluate(file, value.of, env));
  if (list?.is !== 'array' || others.length > 0) return unknownGrowth;
  return ofTable(list.items.map((item) => {
    const [only, ...rest] = project.evaluator.evaluate(list.file, item, list.env);
    return rest.length === 0 && only?.is === 'literal' && typeof only.value === 'number' ? only.value : undefined;
  }));
}

function ofCall(project: Project, file: string, facts: FileFacts, call: number, variables: Variables, env: Env | undefined, depth: number): Growth {
  const fact = facts.calls[call];
  if (!fact) return unknownGrowth;
  const { callee, args } = fact;
  const parts = (): readonly Growth[] => args.map((a) => growthOf(project, file, a, variables, env, depth + 1));
  const only = (): Growth => (args[0] ? growthOf(project, file, args[0], variables, env, depth + 1) : unknownGrowth);
  if (callee.is === 'member' && callee.of.is === 'global' && callee.of.name === 'Math') return ofMath(callee.name, parts);
  if (callee.is === 'global' && (callee.name === 'Number' || callee.name === 'parseInt' || callee.name === 'parseFloat')) return only();
  for (const target of flatten(project.evaluator.evaluate(file, callee, env))) {
    if (target.is === 'library') return random.has(pathText(target.path).split('.').at(-1) ?? '') ? chance : unknownGrowth;
    if (target.is !== 'function' || depth > longestWay) return unknownGrowth;
    const inner = project.evaluator.enter(target, { file, call }, env, target.self);
    const returns = project.evaluator.facts(target.file)?.functions[target.fn]?.returns ?? [];
    return returns.length === 0 ? unknownGrowth : oneOf(returns.map((v) => growthOf(project, target.file, v, variables, inner, depth + 1)));
  }
  return unknownGrowth;
}

function ofMath(name: string, parts: () => readonly Growth[]): Growth {
  if (name === 'random') return chance;
  if (name === 'min') return smallest(parts());
  if (name === 'max') return greatest(parts());
  const [first = unknownGrowth, second = unknownGrowth] = parts();
  if (passing.has(name)) return first;
  if (name === 'pow') return calculated('**', first, second);
  if (name === 'exp') return calculated('**', constant(), first);
  return unknownGrowth;
}
