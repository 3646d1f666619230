import type { Evidence, Level } from '../../model/evidence.js';
import type { Project } from '../project.js';
import type { Obligation } from './obligations.js';

/** A module gets it, once for the process: nothing piles up. */
export function isGotOnce({ evaluator }: Project, { ref }: Obligation): boolean {
  return evaluator.call(ref)?.fn === -1;
}

/** Elsewhere than in requests and jobs it is lost now and then, and where a module gets it, once. */
export function levelOf(project: Project, obligation: Obligation, reach: Evidence['reach']): Level {
  const { model, guess } = obligation;
  if (reach === 'script' || model.collected === 'info' || isGotOnce(project, obligation)) return 'info';
  return !guess && model.collected === undefined && (reach === 'request' || reach === 'worker') ? 'error' : 'warning';
}

/** What is committed or rolled back. */
export function isTransaction({ release }: Obligation['model']): boolean {
  return release.some((name) => name.startsWith('rollback'));
}
