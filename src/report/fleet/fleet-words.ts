import type { Fleet, FleetItem, FleetMoment, FleetService } from '../../model/fleet.js';
import { counted } from '../plural.js';

/** Items that a service fails or meets in part, those first that cost most. */
export function openItems({ items }: FleetService): readonly FleetItem[] {
  return items.filter(({ verdict }) => verdict === 'error' || verdict === 'fail' || verdict === 'partial').toSorted((a, b) => b.lost - a.lost);
}

/** `4 fail, 2 partial, 3 unknown`: what is open, and what could not be seen. */
export function verdictCounts({ items }: FleetService): string {
  const counts = (['error', 'fail', 'partial', 'unknown'] as const).map((verdict) => ({ verdict, count: items.filter((item) => item.verdict === verdict).length }));
  return counts.flatMap(({ verdict, count }) => (count === 0 ? [] : [`${String(count)} ${verdict}`])).join(', ') || 'none';
}

/** Points more or fewer than before: `+4`, `−2`, `±0`; a dash where nothing is known of before. */
export function changeText({ change }: FleetService): string {
  return change === undefined ? '–' : change === 0 ? '±0' : `${change > 0 ? '+' : '−'}${String(Math.abs(change))}`;
}

/** The verified scores over time, as far as there are several: `58 → 60 → 62`. */
export function trendText({ trend }: FleetService, most: number): string {
  const scores = trend.flatMap(({ verified }) => verified ?? []);
  return scores.length < 2 ? '' : `${scores.length > most ? '… ' : ''}${scores.slice(-most).join(' → ')}`;
}

/** The latest moment of a service. */
export function latest({ trend }: FleetService): FleetMoment {
  return trend.at(-1) ?? trend[0];
}

/** `✖ 3 of 12 services fail their gate, 1 was not judged whole`: the fleet in one line. */
export function fleetTitle({ services, problems }: Fleet): string {
  const count = (gate: FleetService['gate']): number => services.filter((service) => service.gate === gate).length;
  const [failed, incomplete] = [count('fail'), count('incomplete')];
  const clauses = [
    ...(failed > 0 ? [`${String(failed)} of ${counted(services.length, 'service')} ${failed === 1 ? 'fails its gate' : 'fail their gates'}`] : []),
    ...(incomplete > 0 ? [`${failed > 0 ? '' : `of ${counted(services.length, 'service')} `}${String(incomplete)} ${incomplete === 1 ? 'was' : 'were'} not judged whole`] : []),
    ...(problems.length > 0 ? [`${counted(problems.length, 'report')} could not be shown`] : []),
  ];
  if (clauses.length === 0) return `✔ ${counted(services.length, 'service')}: all gates passed`;
  return `${failed > 0 ? '✖' : '‼'} ${clauses.join(', ')}`;
}

/** 3 where a report could not be shown, or none is of a whole scan; a view judges nothing, so else 0. */
export function fleetExitCode({ complete }: Fleet): 0 | 3 {
  return complete ? 0 : 3;
}

/** The last line of a text: it is always there, so that a cut-off output cannot pass for a whole one. */
export function fleetClosing(fleet: Fleet): string {
  const count = (gate: FleetService['gate']): string => String(fleet.services.filter((service) => service.gate === gate).length);
  return `done complete=${String(fleet.complete)} services=${String(fleet.services.length)} failed=${count('fail')} incomplete=${count('incomplete')} unread=${String(fleet.problems.length)} exit=${String(fleetExitCode(fleet))}`;
}
