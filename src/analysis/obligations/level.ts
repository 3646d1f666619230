import type { Evidence, Level } from '../../model/evidence.js';
import type { Obligation } from './obligations.js';

/** Elsewhere than in requests and jobs it is lost now and then. */
export function levelOf({ model, guess }: Obligation, reach: Evidence['reach']): Level {
  if (reach === 'script' || model.collected === 'info') return 'info';
  return !guess && model.collected === undefined && (reach === 'request' || reach === 'worker') ? 'error' : 'warning';
}

/** What is committed or rolled back. */
export function isTransaction({ release }: Obligation['model']): boolean {
  return release.some((name) => name.startsWith('rollback'));
}
