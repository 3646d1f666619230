import type { LocalState, StateKind } from './local-state.js';

export type JudgedState = Pick<LocalState, 'outcome' | 'level' | 'why'>;

/** What it means that sessions or counts of requests are kept in the process. */
export function judgedState(keeps: StateKind): JudgedState {
  if (keeps === 'sessions') return { outcome: 'fail', level: 'warning', why: 'sessions are kept in the memory of this process: who comes to another instance, or comes back after a restart, is logged out' };
  return { outcome: 'fail', level: 'info', why: 'requests are counted in the memory of this process: with several instances as many times more of them pass, and a restart forgets all counts' };
}
