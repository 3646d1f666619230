import { something, termsOf, type Condition, type Constant, type Term } from './condition.js';

/** More combinations than this are not tried. */
const most = 4096;
const counting = new Set(['length', 'size', 'count', 'byteLength']);

/** The values that a term can have where more is known than the conditions say; `undefined` for any. */
export type ValuesOfTerm = (term: Term) => readonly Constant[] | undefined;

/**
 * Whether conditions can hold together. Each is looked at as true for some values of its terms, which are taken to be independent; a condition that is not understood may
 * always hold.
 * @returns `undefined` where there are too many combinations to tell
 */
export function canHold(conditions: readonly Condition[], valuesOf: ValuesOfTerm): boolean | undefined {
  const terms = new Map(conditions.flatMap(termsOf).map((t) => [t.key, t]));
  const domains = [...terms.values()].map((term) => [term.key, valuesOf(term) ?? domainOf(term, conditions)] as const);
  if (domains.reduce((product, [, values]) => product * values.length, 1) > most) return undefined;
  return tries(domains, 0, new Map(), conditions);
}

function tries(domains: readonly (readonly [string, readonly Constant[]])[], at: number, chosen: Map<string, Constant>, conditions: readonly Condition[]): boolean {
  const domain = domains[at];
  if (!domain) return conditions.every((c) => holds(c, chosen) !== false);
  const [key, values] = domain;
  return values.some((value) => {
    chosen.set(key, value);
    return tries(domains, at + 1, chosen, conditions);
  });
}

/** The values that tell the conditions on a term apart. */
function domainOf(term: Term, conditions: readonly Condition[]): readonly Constant[] {
  const compared = conditions.flatMap((c) => constantsOf(c, term.key));
  if (term.value.is === 'member' && counting.has(term.value.name)) return [...new Set([0, 1, ...compared.filter((c): c is number => typeof c === 'number')])];
  if (compared.length > 0 && compared.every((c) => typeof c === 'boolean')) return [true, false];
  const others: readonly Constant[] = [undefined, ...(compared.includes(null) ? [null] : []), something];
  return [...new Set([...compared, ...others])];
}

/** What a term is compared with, and the numbers around it where it is an order. */
function constantsOf(condition: Condition, key: string): readonly Constant[] {
  switch (condition.is) {
    case 'equal': return condition.term.key === key ? [condition.to] : [];
    case 'less': return condition.term.key === key ? [condition.than - 1, condition.than, condition.than + 1].filter((n) => n >= 0 || condition.than < 0) : [];
    case 'not': return constantsOf(condition.of, key);
    case 'all': case 'any': return condition.of.flatMap((c) => constantsOf(c, key));
    default: return [];
  }
}

/** `undefined` where it may hold or not. */
function holds(condition: Condition, chosen: ReadonlyMap<string, Constant>): boolean | undefined {
  switch (condition.is) {
    case 'open': return undefined;
    case 'constant': return condition.holds;
    case 'truthy': return Boolean(chosen.get(condition.term.key));
    case 'equal': {
      const value = chosen.get(condition.term.key);
      return value === condition.to || (condition.loose === true && isNothing(value) && isNothing(condition.to));
    }
    case 'less': {
      const value = chosen.get(condition.term.key);
      return typeof value === 'number' ? value < condition.than || (condition.orEqual && value === condition.than) : false;
    }
    case 'not': {
      const inner = holds(condition.of, chosen);
      return inner === undefined ? undefined : !inner;
    }
    case 'all': case 'any': return ofSeveral(condition.of.map((c) => holds(c, chosen)), condition.is === 'any');
  }
}

function ofSeveral(found: readonly (boolean | undefined)[], any: boolean): boolean | undefined {
  if (found.includes(any)) return any;
  return found.includes(undefined) ? undefined : !any;
}

function isNothing(value: Constant): boolean {
  return value === null || value === undefined;
}
