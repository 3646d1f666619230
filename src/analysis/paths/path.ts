import type { FileFacts, Range, Step, Value } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { conditionOf, keyOf, something, termsOf, type Condition, type Constant, type Term, type VersionOfName } from './condition.js';
import { canHold } from './feasible.js';

/** Where a path went one way and not the other. */
export interface Choice {
  readonly is: 'branch' | 'case' | 'catch' | 'loop';
  readonly file: string;
  /** Where the condition, the switch, the catch or the loop stands. */
  readonly at: number;
  /** What was tested, and whether it held. */
  readonly test?: Value;
  readonly holds?: boolean;
  readonly condition: Condition;
}

/** A path that came to the end of a function with the duty undone. */
export interface End {
  readonly fn: FunctionRef;
  /** The `return`; absent where the path falls off the end. */
  readonly range?: Range;
  /** What fails, and nothing catches it: the path leaves by an error. Only where the question asks for such ends. */
  readonly failed?: Step;
  /** Nothing on the path can have done it unseen, and nothing speaks against the path being taken. */
  readonly sure: boolean;
  readonly choices: readonly Choice[];
}

/** A path on its way, with the duty undone so far. */
export interface Path {
  readonly sure: boolean;
  /** There is a duty: what it comes with was got. Before that nothing is to be done. */
  readonly due: boolean;
  /** The step that fails on it, until something catches it. */
  readonly failed?: Step;
  /** Only what is not expected to happen would do it: a listener for an error. */
  readonly weak: boolean;
  /** A function that was handed on was to do it, and ends without, here. */
  readonly end?: End;
  /** The name that held what it is about holds something else by now. */
  readonly lost?: true;
  readonly choices: readonly Choice[];
  /** What names hold that were given constants. */
  readonly known: ReadonlyMap<number, Constant>;
  readonly versions: ReadonlyMap<number, number>;
}

export const start: Path = { sure: true, due: true, weak: false, choices: [], known: new Map(), versions: new Map() };

/** What the walk has to be told about conditions. */
export interface Assumptions {
  /** What a term holds as long as the duty is undone: `res.headersSent` is false. `due`: the duty has begun on the path at hand. */
  fixed(term: Term, due: boolean): readonly Constant[] | undefined;
  /** Whether a term stays as it is while the path runs, for all that can be seen. */
  steady(term: Term): boolean;
  /** Whether whoever asks decides on it: then no list of constants is complete. */
  asked(term: Term): boolean;
}

export function versionsIn({ versions }: Path): VersionOfName {
  return (to) => versions.get(to) ?? 0;
}

/** The path on which a condition was met; `undefined` where it contradicts what was met before. */
export function chosen(path: Path, choice: Choice, assumptions: Assumptions): Path | undefined {
  const related = relatedTo(choice.condition, path.choices.map((c) => c.condition));
  const feasible = canHold([...related, choice.condition], (term) => valuesOn(path, term, assumptions));
  if (feasible === false) return undefined;
  const doubtful = feasible === undefined || termsOf(choice.condition).some((t) => !assumptions.steady(t)) || isListed(choice.condition, related, assumptions);
  return { ...path, sure: path.sure && !doubtful, choices: [...path.choices, choice] };
}

function valuesOn({ known, versions, due }: Path, term: Term, assumptions: Assumptions): readonly Constant[] | undefined {
  const { value } = term;
  // What a callback may have changed in between is not known any more.
  if (value.is === 'ref' && known.has(value.to) && assumptions.steady(term) && term.key.endsWith(`@${String(versions.get(value.to) ?? 0)}`)) return [known.get(value.to)];
  return assumptions.fixed(term, due);
}

/** The conditions that have a term in common with one, directly or by way of others. */
function relatedTo(condition: Condition, others: readonly Condition[]): readonly Condition[] {
  const keys = new Set(termsOf(condition).map((t) => t.key));
  const found = new Set<Condition>();
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const candidate of others) {
      const terms = termsOf(candidate);
      if (found.has(candidate) || !terms.some((t) => keys.has(t.key))) continue;
      found.add(candidate);
      for (const { key } of terms) keys.add(key);
    }
  }
  return [...found];
}

/** `if (kind === 'a') … else if (kind === 'b') …`: all kinds may have been named, unless a stranger says which it is. */
function isListed(condition: Condition, related: readonly Condition[], assumptions: Assumptions): boolean {
  const excluded = isExcluding(condition);
  return excluded !== undefined && !assumptions.asked(excluded) && related.some((c) => isExcluding(c)?.key === excluded.key);
}

function isExcluding(condition: Condition): Term | undefined {
  return condition.is === 'not' && condition.of.is === 'equal' && condition.of.to !== undefined && condition.of.to !== null ? condition.of.term : undefined;
}

/** The condition of a way at a branch. */
export function conditionOfWay(facts: FileFacts, path: Path, test: Value, on: 'falsy' | 'nullish' | undefined, first: boolean): { readonly condition: Condition; readonly holds: boolean } {
  if (on === 'nullish') {
    const condition = conditionOf(facts, { is: 'binary', op: '==', left: test, right: { is: 'literal', value: null } }, versionsIn(path));
    return { condition: first ? condition : { is: 'not', of: condition }, holds: !first };
  }
  const holds = first === (on === undefined);
  const condition = conditionOf(facts, test, versionsIn(path));
  return { condition: holds ? condition : negated(condition), holds };
}

function negated(condition: Condition): Condition {
  return condition.is === 'not' ? condition.of : { is: 'not', of: condition };
}

/** A name gets a value. `there`: it is something, for what the question knows. */
export function assigned(facts: FileFacts, path: Path, to: number, value: Value, there = false): Path {
  const known = new Map(path.known);
  const held = there ? { constant: something } : heldBy(facts, path, value);
  if (held) known.set(to, held.constant);
  else known.delete(to);
  return { ...path, known, versions: new Map(path.versions).set(to, (path.versions.get(to) ?? 0) + 1) };
}

/** A property gets a value: what was found out of it before does not hold any more. */
export function forgotten(facts: FileFacts, path: Path, target: Value): Path {
  const key = keyOf(facts, target, versionsIn(path));
  const isOfIt = (term: Term): boolean => key !== undefined && (term.key === key || term.key.startsWith(`${key}.`));
  return path.choices.some((c) => termsOf(c.condition).some(isOfIt)) ? { ...path, choices: path.choices.map((c) => (termsOf(c.condition).some(isOfIt) ? { ...c, condition: { is: 'open' } } : c)) } : path;
}

function heldBy(facts: FileFacts, { known }: Path, value: Value): { readonly constant: Constant } | undefined {
  switch (value.is) {
    case 'literal': return { constant: value.value };
    case 'undefined': return { constant: undefined };
    case 'object': case 'array': case 'function': case 'class': return { constant: something };
    case 'call': return facts.calls[value.call]?.construct ? { constant: something } : undefined;
    case 'ref': return facts.bindings[value.to]?.kind === 'catch' ? { constant: something } : known.has(value.to) ? { constant: known.get(value.to) } : undefined;
    default: return undefined;
  }
}

/**
 * Paths that came together again, after they parted from `before`. Those that differ only in the ways they took are one: which way it was does not matter any more.
 */
export function joined(paths: readonly Path[], before: readonly Choice[]): readonly Path[] {
  const byState = new Map<string, Path[]>();
  const ends: End[] = [];
  const numberOf = (end: End | undefined): number => {
    if (!end) return -1;
    if (!ends.includes(end)) ends.push(end);
    return ends.indexOf(end);
  };
  for (const path of new Set(paths)) {
    const key = JSON.stringify([path.sure, path.due, path.weak, path.lost, numberOf(path.end), [...path.known].map(([to, value]) => [to, value === undefined ? 'undefined' : JSON.stringify(value)]).sort()]);
    byState.set(key, [...(byState.get(key) ?? []), path]);
  }
  return [...byState.values()].flatMap(([first, ...others]) => (first ? [others.length === 0 ? first : one(first, others, before)] : []));
}

function one(first: Path, others: readonly Path[], before: readonly Choice[]): Path {
  const versions = new Map(first.versions);
  for (const other of others) for (const [to, version] of other.versions) versions.set(to, Math.max(version, versions.get(to) ?? 0));
  return { ...first, versions, choices: before };
}
