import { itemTitles, type ItemId, type ItemVerdict } from '../model/checklist.js';
import { fleetVersion, type Fleet, type FleetMoment, type FleetProblem, type FleetService } from '../model/fleet.js';
import { version } from '../version.js';
import type { Standing } from './standing-of.js';

/** Standings, in the order in which their reports were named, to the fleet. */
export function fleetOf(standings: readonly Standing[], problems: readonly FleetProblem[]): Fleet {
  const byService = new Map<string, Standing[]>();
  for (const standing of standings) {
    const key = identityOf(standing);
    byService.set(key, [...(byService.get(key) ?? []), standing]);
  }
  const services = [...byService].sort(([a], [b]) => compare(a, b)).flatMap(([, own]) => serviceOf(own)).sort(byUrgency);
  return { fleetVersion, tool: { name: 'readiness', version }, services, items: openItems(services), problems, complete: problems.length === 0 };
}

/** A service is the same as long as its name, its repository and its folder stay. */
function identityOf({ name, project = '', url = '', folder }: Standing): string {
  return [url, folder, project, name].join('\0');
}

/** Its reports by the day of their commits; those that know none come first, as they were named. Of one commit the last report counts. */
function serviceOf(standings: readonly Standing[]): readonly FleetService[] {
  const ordered = standings.toSorted((a, b) => compare(a.moment.date ?? '', b.moment.date ?? ''));
  const distinct = ordered.filter(({ moment: { commit } }, at) => commit === undefined || !ordered.slice(at + 1).some((later) => later.moment.commit === commit));
  const latest = distinct.at(-1);
  if (!latest) return [];
  const { moment, ...service } = latest;
  const before = distinct.slice(0, -1).map((one) => one.moment);
  const [first, ...rest] = [...before, moment];
  const change = changeOf(before.at(-1), moment);
  return [{ ...service, trend: [first, ...rest], ...(change !== undefined && { change }) }];
}

function changeOf(before: FleetMoment | undefined, now: FleetMoment): number | undefined {
  return before?.verified === undefined || now.verified === undefined ? undefined : now.verified - before.verified;
}

const ranks: Readonly<Record<FleetService['gate'], number>> = { incomplete: 0, fail: 1, pass: 2 };

/** What was not judged whole first, then what fails its gate; in each the lowest score first, and what has none, such as a library, last. */
function byUrgency(a: FleetService, b: FleetService): number {
  const score = ({ score: own }: FleetService): number => own?.verified ?? Infinity;
  const errors = ({ trend }: FleetService): number => trend.at(-1)?.errors ?? 0;
  return ranks[a.gate] - ranks[b.gate] || compare(score(a), score(b)) || errors(b) - errors(a) || compare(a.name, b.name);
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function openItems(services: readonly FleetService[]): Fleet['items'] {
  const items = services.flatMap((service) => service.items);
  const count = (id: ItemId, verdict: ItemVerdict): number => items.filter((item) => item.id === id && item.verdict === verdict).length;
  const counted = (Object.keys(itemTitles) as ItemId[]).map((id) => ({ id, title: itemTitles[id], fail: count(id, 'fail'), partial: count(id, 'partial') }));
  return counted.filter(({ fail, partial }) => fail + partial > 0).sort((a, b) => b.fail - a.fail || b.partial - a.partial);
}
