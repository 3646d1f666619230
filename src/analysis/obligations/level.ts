import type { Evidence, Level } from '../../model/evidence.js';
import type { Project } from '../project.js';
import type { Obligation } from './obligations.js';

/** Elsewhere than in requests and jobs it is lost now and then, and where a module gets it, once. */
export function levelOf(project: Project, { ref, model, guess }: Obligation, reach: Evidence['reach']): Level {
  if (reach === 'script' || model.collected === 'info' || project.evaluator.call(ref)?.fn === -1) return 'info';
  return !guess && model.collected === undefined && (reach === 'request' || reach === 'worker') ? 'error' : 'warning';
}

/** What is committed or rolled back. */
export function isTransaction({ release }: Obligation['model']): boolean {
  return release.some((name) => name.startsWith('rollback'));
}
