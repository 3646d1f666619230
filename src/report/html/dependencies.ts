import type { Place, Report, ReportTrace } from '../../model/report.js';

/** Whether a practice is there: seen, seen to be missing, not clear. */
export type Tri = 'yes' | 'no' | 'unclear';

/** Calls of a client by whether something bounds them. */
export interface Deadlines {
  readonly bounded: number;
  readonly unbounded: number;
  readonly unclear: number;
  /** Bounds in milliseconds where the code shows them, the shortest first. */
  readonly ms: readonly number[];
}

/** A library that calls leave the process by, or a service that is asked through one. */
export interface Dependency {
  readonly name: string;
  readonly deadlines: Deadlines;
  /** Somebody who sent a request waits for some of its calls. */
  readonly onRequestPath: boolean;
  /** Absent where it was not judged for it. */
  readonly retry?: Tri;
  readonly breaker?: Tri;
  /** Where calls have no deadline. */
  readonly unboundedAt: readonly Place[];
  /** Services that are asked through this library. */
  readonly services: readonly Dependency[];
}

interface Seen extends Place {
  readonly rule: string;
  readonly tri: Tri;
  readonly reach: string;
  readonly trace: readonly ReportTrace[];
  readonly data: Readonly<Record<string, string | number | boolean>>;
}

const deadlineRules = ['require-timeout', 'no-ineffective-timeout'];

/**
 * What the service depends on, by the evidence of the rules that look at its calls: libraries with their deadlines, and below each the services that are known by
 * name, with retry and circuit breaker. Most calls first.
 */
export function dependenciesOf(report: Report): readonly Dependency[] {
  const seen = seenIn(report);
  const calls = seen.filter(({ rule, data, tri }) => typeof data['library'] === 'string' && (rule === 'require-timeout' || (deadlineRules.includes(rule) && tri === 'no')));
  const byPlace = new Map(calls.flatMap((call) => [call, ...call.trace].map((place) => [keyOf(place), call] as const)));
  const services = servicesOf(seen, byPlace);
  const libraries = [...new Set(calls.map(libraryOf))].map((name): Dependency => {
    const own = calls.filter((call) => libraryOf(call) === name);
    return { name, deadlines: deadlinesOf(own), onRequestPath: own.some(isRequest), unboundedAt: own.filter(({ tri }) => tri === 'no'), services: services.filter((service) => service.library === name) };
  });
  return [...libraries, ...services.filter(({ library }) => library === undefined)].toSorted((a, b) => callsOf(b.deadlines) - callsOf(a.deadlines) || (a.name < b.name ? -1 : 1));
}

export function callsOf({ bounded, unbounded, unclear }: Deadlines): number {
  return bounded + unbounded + unclear;
}

/** Whether all calls are bounded, or some are not, or nothing can be said. */
export function deadlineState(deadlines: Deadlines): Tri | undefined {
  if (callsOf(deadlines) === 0) return undefined;
  return deadlines.unbounded > 0 ? 'no' : deadlines.unclear > 0 ? 'unclear' : 'yes';
}

/** Waived findings are among them: the call is no more bounded for it. */
function seenIn({ findings, suppressed, evidence }: Report): readonly Seen[] {
  const open = [...findings, ...suppressed.filter(({ kind }) => kind === 'accepted-risk')].map((finding): Seen => ({ ...finding, tri: 'no' }));
  return [...open, ...evidence.map((one): Seen => ({ ...one, tri: one.outcome === 'pass' ? 'yes' : one.outcome === 'open' ? 'no' : 'unclear' }))];
}

function servicesOf(seen: readonly Seen[], byPlace: ReadonlyMap<string, Seen>): readonly (Dependency & { readonly library?: string })[] {
  const judged = seen.filter(({ rule, data }) => (rule === 'require-retry' || rule === 'require-circuit-breaker') && typeof data['dependency'] === 'string');
  return [...new Set(judged.map(dependencyOf))].map((name) => {
    const own = judged.filter((one) => dependencyOf(one) === name);
    const calls = [...new Set(own.flatMap((one) => byPlace.get(keyOf(one)) ?? []))];
    const asking = Math.max(...own.map(({ data }) => Number(data['asking'] ?? 1)));
    const [first] = calls;
    // The evidence names one call of several: the bound of one says nothing of the others.
    const deadlines = first && asking === 1 ? deadlinesOf([{ ...first, data: { ...first.data, calls: 1 } }]) : none;
    const [retry, breaker] = ['require-retry', 'require-circuit-breaker'].map((rule) => worst(own.filter((one) => one.rule === rule)));
    return { name, deadlines, onRequestPath: own.some(isRequest), unboundedAt: [], services: [], ...(retry && { retry }), ...(breaker && { breaker }), ...(first && { library: libraryOf(first) }) };
  });
}

const none: Deadlines = { bounded: 0, unbounded: 0, unclear: 0, ms: [] };

function deadlinesOf(calls: readonly Seen[]): Deadlines {
  const count = (tri: Tri): number => calls.filter((call) => call.tri === tri).reduce((sum, { data }) => sum + (typeof data['calls'] === 'number' ? data['calls'] : 1), 0);
  const ms = calls.flatMap(({ tri, data }) => (tri === 'yes' && typeof data['ms'] === 'number' ? [data['ms']] : []));
  return { bounded: count('yes'), unbounded: count('no'), unclear: count('unclear'), ms: [...new Set(ms)].toSorted((a, b) => a - b) };
}

function worst(seen: readonly Seen[]): Tri | undefined {
  return (['no', 'unclear', 'yes'] as const).find((tri) => seen.some((one) => one.tri === tri));
}

function isRequest({ reach }: Seen): boolean {
  return reach === 'request';
}

function libraryOf({ data }: Seen): string {
  return String(data['library']);
}

function dependencyOf({ data }: Seen): string {
  return String(data['dependency']);
}

function keyOf({ file, line, column }: Pick<Place, 'file' | 'line' | 'column'>): string {
  return `${file}:${String(line)}:${String(column)}`;
}
