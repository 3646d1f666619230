import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, pathText } from '../abstract.js';
import { settingOf } from '../clients/setting.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import type { LogCall } from './log-call.js';

/**
 * What an entry keeps of the error that it is about. `text`: its message, and neither stack nor cause. `lost`: it is put where the logger leaves nothing of it.
 * `none`: it is about no error that is caught here.
 */
export type LoggedError = { readonly is: 'kept' | 'none' | 'unknown' } | { readonly is: 'text'; readonly how: string } | { readonly is: 'lost'; readonly how: string; readonly instead: string };

/** Levels on which somebody looks for the cause. */
const grave: ReadonlySet<string> = new Set(['error', 'fatal', 'critical', 'crit', 'alert', 'emerg']);
const deepest = 5;

/** What a call of a logger keeps of the caught error that it writes about. */
export function loggedError(project: Project, log: LogCall): LoggedError {
  const { file, call } = log.ref;
  const facts = project.evaluator.facts(file);
  const fact = facts?.calls[call];
  if (!facts || !fact || fact.callee.is !== 'member' || !grave.has(fact.callee.name)) return { is: 'none' };
  const parts = fact.args.map((arg) => partsOf(project, file, facts, arg));
  const all = parts.flat();
  if (all.length === 0) return { is: 'none' };
  if (all.some(({ is }) => is === 'kept')) return { is: 'kept' };
  const whole = parts.flatMap((found, at) => found.flatMap((part) => (part.is === 'whole' ? [placeOfWhole(project, log, facts, at, part.field)] : [])));
  const best = whole.find(({ is }) => is === 'kept') ?? whole.find(({ is }) => is === 'unknown') ?? whole[0];
  if (best) return best;
  if (all.some(({ is }) => is === 'unknown') || isPassedOn(facts, call)) return { is: 'unknown' };
  return { is: 'text', how: all.find(({ is }) => is === 'text')?.how ?? '' };
}

/** A part of an argument that comes from an error. */
interface Part {
  readonly is: 'whole' | 'text' | 'kept' | 'unknown';
  readonly how: string;
  readonly field?: string;
}

function partsOf(project: Project, file: string, facts: FileFacts, value: Value, depth = 0): readonly Part[] {
  if (depth > deepest) return [];
  const of = (v: Value): readonly Part[] => partsOf(project, file, facts, v, depth + 1);
  const asText = (found: readonly Part[]): readonly Part[] => found.map((part) => (part.is === 'whole' ? { ...part, is: 'text' as const } : part));
  const name = errorName(facts, value);
  if (name !== undefined) return [{ is: 'whole', how: name }];
  switch (value.is) {
    case 'ref': {
      const [only, ...more] = facts.bindings[value.to]?.kind === 'const' ? (facts.bindings[value.to]?.values ?? []) : [];
      return only && more.length === 0 ? of(only) : [];
    }
    case 'member': {
      const owner = errorName(facts, value.of);
      if (owner === undefined) return value.of.is === 'call' ? [] : value.name === 'stack' && of(value.of).some(({ is }) => is === 'whole') ? [{ is: 'kept', how: '' }] : [];
      if (value.name === 'message') return [{ is: 'text', how: `${owner}.message` }];
      return value.name === 'stack' || value.name === 'cause' ? [{ is: 'kept', how: '' }] : [];
    }
    case 'text': return asText(value.parts.flatMap(of));
    case 'binary': return value.op === '+' ? asText([...of(value.left), ...of(value.right)]) : [];
    case 'either': return value.of.flatMap(of);
    case 'fallback': return [...of(value.first), ...of(value.then)];
    case 'array': return value.items.flatMap(of);
    case 'object': return value.props.flatMap((p): readonly Part[] => (p.spread ? of(p.spread).map((part) => ({ ...part, is: 'unknown' as const })) : p.value ? of(p.value).map((part) => ({ ...part, field: p.key ?? '' })) : []));
    case 'call': return partsOfCall(project, file, facts, value.call, of);
    default: return [];
  }
}

/** `String(err)`, `err.toString()` and `JSON.stringify(err)` leave no stack; what other functions leave is not seen. */
function partsOfCall(project: Project, file: string, facts: FileFacts, call: number, of: (v: Value) => readonly Part[]): readonly Part[] {
  const fact = facts.calls[call];
  if (!fact) return [];
  const owner = fact.callee.is === 'member' ? errorName(facts, fact.callee.of) : undefined;
  if (owner !== undefined) return [fact.callee.is === 'member' && fact.callee.name === 'toString' ? { is: 'text', how: `${owner}.toString()` } : { is: 'unknown', how: '' }];
  const given = fact.args.flatMap(of);
  if (given.length === 0) return [];
  const isPlain = flatten(project.evaluator.evaluate(file, fact.callee)).some((v) => v.is === 'library' && v.package === 'globalThis' && (pathText(v.path) === 'String' || pathText(v.path) === 'JSON.stringify'));
  return isPlain ? given.map((part) => (part.is === 'whole' ? { is: 'text', how: `the text of ${part.how}` } : part)) : [{ is: 'unknown', how: '' }];
}

/** The name of a caught error: of a `catch`, or of the first parameter of a function that hears of failures. */
function errorName(facts: FileFacts, value: Value): string | undefined {
  if (value.is !== 'ref') return undefined;
  const binding = facts.bindings[value.to];
  if (binding?.kind === 'catch') return binding.name;
  const [param] = binding?.kind === 'param' ? binding.values : [];
  if (!binding || param?.is !== 'param' || param.at !== 0) return undefined;
  const passed = facts.functions[param.fn]?.passedTo;
  const by = passed && facts.calls[passed.call];
  if (!passed || by?.callee.is !== 'member') return undefined;
  const [event] = by.args;
  const hears = (by.callee.name === 'catch' && passed.index === 0) || (by.callee.name === 'then' && passed.index === 1) || ((by.callee.name === 'on' || by.callee.name === 'once') && event?.is === 'literal' && event.value === 'error');
  return hears ? binding.name : undefined;
}

/** An error as it is, at an argument or under a name. */
function placeOfWhole(project: Project, { ref, made, model: { errors }, library }: LogCall, facts: FileFacts, at: number, field: string | undefined): LoggedError {
  if (!errors) return { is: 'unknown' };
  if (field !== undefined) {
    // An object behind a text is merged by some, and left out by pino like any other value.
    if (at > 0 && errors.later !== true) return isPlaced(facts, ref.call, at) ? { is: 'kept' } : lostUnlessChanged(project, made, errors.changedBy, `behind the text, where ${library} leaves it out`, 'Give the object first, and the text behind it');
    if (errors.fields === 'all' || errors.fields.includes(field)) return { is: 'kept' };
    return lostUnlessChanged(project, made, errors.changedBy, `as ${field === '' ? 'a field' : `"${field}"`}, of which JSON keeps neither message nor stack`, errors.fields[0] === undefined ? 'Give the error itself behind the text' : `Call the field ${errors.fields[0]}, or give it a serializer`);
  }
  if (at === 0) return errors.first ? { is: 'kept' } : { is: 'unknown' };
  if (errors.later === true || (errors.later === 'placed' && isPlaced(facts, ref.call, at))) return { is: 'kept' };
  return lostUnlessChanged(project, made, errors.changedBy, `behind the text, where ${library} leaves it out`, 'Give the error first, and the text behind it');
}

function lostUnlessChanged(project: Project, made: LogCall["made"], changedBy: readonly string[] = [], how: string, instead: string): LoggedError {
  if (!made) return { is: 'unknown' };
  const isChanged = changedBy.some((at) => settingOf(project, made, at).some((v) => v.is !== 'absent'));
  return isChanged ? { is: 'unknown' } : { is: 'lost', how, instead };
}

/** The text has a place for it: `'failed: %s', err`. What is no text has its own way. */
function isPlaced(facts: FileFacts, call: number, at: number): boolean {
  const args = facts.calls[call]?.args ?? [];
  const first = args[0];
  const from = first && (first.is === 'literal' || first.is === 'text' || first.is === 'binary') ? 0 : 1;
  const text = args[from];
  const literals = text?.is === 'literal' ? [text] : text?.is === 'text' ? text.parts.filter((p) => p.is === 'literal') : undefined;
  if (!literals) return true;
  const places = literals.reduce((count, p) => count + (typeof p.value === 'string' ? (p.value.match(/%[sdifoOj]/g)?.length ?? 0) : 0), 0);
  return places >= at - from;
}

/** Another call of the function gets the error, or it is thrown or given back: somebody else may write it as a whole. */
function isPassedOn(facts: FileFacts, call: number): boolean {
  const fn = facts.calls[call]?.fn ?? -1;
  const errors = facts.bindings.flatMap((_, to) => (errorName(facts, { is: 'ref', to }) === undefined ? [] : [to]));
  const isMentioned = (v: Value): boolean => errors.some((to) => errorIn(v, to));
  return stepsIn(fn === -1 ? facts.steps : (facts.functions[fn]?.steps ?? [])).some((step) => {
    if (typeof step === 'number') return step !== call && (facts.calls[step]?.args ?? []).some(isMentioned);
    return (step.is === 'throw' || step.is === 'return') && step.of !== undefined && isMentioned(step.of);
  });
}

/** The error as it is, also under a name: not a part of it. */
function errorIn(value: Value, to: number): boolean {
  if (value.is === 'ref') return value.to === to;
  return value.is === 'object' && value.props.some((p) => p.value !== undefined && errorIn(p.value, to));
}
