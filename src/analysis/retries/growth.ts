import type { Value } from '../../model/facts.js';

/** How a wait goes on from attempt to attempt. `own` is what the variable itself was before, while it is looked at what it becomes. */
export type Rate = 'constant' | 'own' | 'falling' | 'linear' | 'polynomial' | 'exponential' | 'unknown';

/** A number that is worked out anew for each attempt, as far as the code shows how. */
export interface Growth {
  readonly rate: Rate;
  /** Chance is part of it. */
  readonly random: boolean;
  /** It never gets over something; a number where that is known. */
  readonly max: boolean | number;
  /** Its worth, where it is always the same. */
  readonly at?: number;
  /** The other side says it: a header, the error. */
  readonly told?: true;
}

/** What changes from attempt to attempt: a name, a field or a parameter by its place; absent where it stays as it is. */
export type Variables = (place: string) => Growth | undefined;

export const unknownGrowth: Growth = { rate: 'unknown', random: false, max: false };
export const told: Growth = { rate: 'unknown', random: false, max: false, told: true };
export const chance: Growth = { rate: 'constant', random: true, max: true };
export const own: Growth = { rate: 'own', random: false, max: false };

const order: readonly Rate[] = ['constant', 'own', 'linear', 'polynomial', 'exponential'];

export function constant(at?: number): Growth {
  return { rate: 'constant', random: false, max: at ?? true, ...(at !== undefined && { at }) };
}

export function counter(direction: 'up' | 'down'): Growth {
  return { rate: direction === 'up' ? 'linear' : 'falling', random: false, max: false };
}

/** The greater of the two; `unknown` where one is. */
function stronger(a: Rate, b: Rate): Rate {
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  if (a === 'falling' || b === 'falling') return a === b || a === 'constant' || b === 'constant' ? 'falling' : 'unknown';
  return order[Math.max(order.indexOf(a), order.indexOf(b))] ?? 'unknown';
}

function joined(a: Growth, b: Growth, rate: Rate): Growth {
  const isTold = a.told ?? b.told;
  return { rate, random: a.random || b.random, max: Boolean(a.max) && Boolean(b.max), ...(isTold && { told: true }) };
}

/** What a calculation makes of its parts. */
export function calculated(op: string, a: Growth, b: Growth): Growth {
  const value = a.at !== undefined && b.at !== undefined ? arithmetic(op, a.at, b.at) : undefined;
  if (value !== undefined) return constant(value);
  switch (op) {
    case '+': return sum(a, b);
    case '-': return a.rate === 'own' && b.rate === 'constant' ? joined(a, b, 'falling') : sum(a, { ...b, rate: b.rate === 'linear' || b.rate === 'polynomial' || b.rate === 'exponential' ? 'falling' : b.rate === 'falling' ? 'linear' : b.rate });
    case '*': return product(a, b);
    case '/': return b.rate === 'constant' ? product(a, { ...b, ...(b.at !== undefined && { at: 1 / b.at }) }) : joined(a, b, b.rate === 'unknown' || a.rate !== 'constant' ? 'unknown' : b.rate === 'falling' ? 'linear' : 'falling');
    case '**': return power(a, b);
    case '<<': return b.rate === 'constant' ? a : joined(a, b, b.rate === 'linear' ? 'exponential' : 'unknown');
    case '%': return { ...joined(a, b, a.rate === 'constant' ? 'constant' : 'unknown'), max: true };
    default: return unknownGrowth;
  }
}

function sum(a: Growth, b: Growth): Growth {
  const self = a.rate === 'own' ? b.rate : b.rate === 'own' ? a.rate : undefined;
  // What a constant is added to each time grows linearly.
  if (self === 'constant') return joined(a, b, 'linear');
  if (self === 'linear') return joined(a, b, 'polynomial');
  return joined(a, b, stronger(a.rate, b.rate));
}

function product(a: Growth, b: Growth): Growth {
  const [one, other] = a.rate === 'own' ? [a, b] : [b, a];
  if (one.rate === 'own') {
    if (other.rate === 'constant' && other.at !== undefined && other.at <= 1) return joined(a, b, other.at === 1 ? 'own' : 'falling');
    // What chance is multiplied with only shakes it.
    return joined(a, b, other.rate === 'unknown' ? 'unknown' : 'exponential');
  }
  if (a.rate === 'linear' && b.rate === 'linear') return joined(a, b, 'polynomial');
  return joined(a, b, stronger(a.rate, b.rate));
}

function power(a: Growth, b: Growth): Growth {
  if (a.rate === 'constant' && b.rate === 'linear') return joined(a, b, a.at !== undefined && a.at <= 1 ? 'constant' : 'exponential');
  if (a.rate === 'constant' && b.rate === 'falling') return joined(a, b, 'falling');
  if ((a.rate === 'linear' || a.rate === 'polynomial') && b.rate === 'constant') return joined(a, b, 'polynomial');
  return joined(a, b, a.rate === 'constant' && b.rate === 'constant' ? 'constant' : 'unknown');
}

/** `Math.min(delay * 2, 10_000)`. */
export function smallest(parts: readonly Growth[]): Growth {
  const [first = unknownGrowth, ...others] = parts;
  const whole = others.reduce((a, b) => joined(a, b, stronger(a.rate, b.rate)), first);
  const limits = parts.flatMap(({ rate, max, at }) => (rate === 'constant' ? [at ?? (typeof max === 'number' ? max : true)] : max ? [max] : []));
  const known = limits.filter((l) => typeof l === 'number');
  return { ...whole, max: known.length > 0 && known.length === limits.length ? Math.min(...known) : limits.length > 0 };
}

/** `Math.max(100, delay)`. */
export function greatest(parts: readonly Growth[]): Growth {
  const [first = unknownGrowth, ...others] = parts;
  return others.reduce((a, b) => joined(a, b, stronger(a.rate, b.rate)), first);
}

/** One of several: the best of them counts, since it is not known which it is. */
export function oneOf(parts: readonly Growth[]): Growth {
  const [first = unknownGrowth, ...others] = parts;
  return others.reduce((a, b) => {
    if (a.at !== undefined && a.at === b.at) return a;
    const rate = a.rate === 'unknown' || b.rate === 'unknown' ? 'unknown' : a.rate === 'falling' && b.rate === 'falling' ? 'falling' : stronger(a.rate === 'falling' ? 'constant' : a.rate, b.rate === 'falling' ? 'constant' : b.rate);
    return { ...joined(a, b, rate), max: (a.rate === 'constant' || Boolean(a.max)) && (b.rate === 'constant' || Boolean(b.max)) };
  }, first);
}

/** A list of waits, read by the number of the attempt. */
export function ofTable(items: readonly (number | undefined)[]): Growth {
  const known = items.filter((i) => i !== undefined);
  if (known.length < items.length || known.length === 0) return unknownGrowth;
  const max = Math.max(...known);
  const steps = known.slice(1).map((n, i) => [known[i] ?? 0, n] as const);
  if (steps.every(([a, b]) => a === b)) return { rate: 'constant', random: false, max };
  if (steps.every(([a, b]) => b >= a * 1.4)) return { rate: 'exponential', random: false, max };
  return { rate: steps.every(([a, b]) => b >= a) ? 'linear' : 'unknown', random: false, max };
}

function arithmetic(op: string, a: number, b: number): number | undefined {
  switch (op) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return a / b;
    case '**': return a ** b;
    case '%': return a % b;
    case '<<': return a << b;
    default: return undefined;
  }
}

/** A name, a parameter or a field of a file, as a place that can change; absent for everything else. */
export function placeOfValue(file: string, value: Value): string | undefined {
  switch (value.is) {
    case 'ref': return `${file} name ${String(value.to)}`;
    case 'param': return `${file} param ${String(value.fn)} ${String(value.at)}`;
    case 'member': {
      const of = value.of.is === 'this' ? `${file} this ${String(value.of.cls)}` : placeOfValue(file, value.of);
      return of === undefined ? undefined : `${of}.${value.name}`;
    }
    default: return undefined;
  }
}
