import type { LocalStateModel } from '../../catalog/types.js';
import type { Span } from '../../model/span.js';
import type { Level } from '../../model/evidence.js';
import type { Project } from '../project.js';
import { localCollections } from './local-collections.js';
import { localLibraryStates } from './library-state.js';
import { nestSocketAdapters } from './nest-socket-adapters.js';
import { localPluginStates } from './plugin-state.js';
import { localSchedules } from './local-schedules.js';

export type StateKind = LocalStateModel['keeps'] | 'collection';

/** Something that one instance of the service has and others do not. */
export interface LocalState {
  readonly kind: StateKind;
  readonly span: Span;
  /** As it is written, for messages. */
  readonly name: string;
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly level: Level;
  /** What breaks, or what makes it shared, or why it is not known; without a point. */
  readonly why: string;
  readonly advice: string;
}

/** The states of one kind in one package, told at the first of them. */
export interface StateGroup {
  readonly first: LocalState;
  readonly others: readonly LocalState[];
}

const known = new WeakMap<Project, readonly StateGroup[]>();

/** What a project keeps in one instance, each kind once for each package; what passes, and what is unknown, one by one. */
export function stateGroups(project: Project): readonly StateGroup[] {
  let groups = known.get(project);
  if (!groups) known.set(project, (groups = grouped(project)));
  return groups;
}

function grouped(project: Project): readonly StateGroup[] {
  const states = [...localLibraryStates(project), ...localPluginStates(project), ...nestSocketAdapters(project), ...localSchedules(project), ...localCollections(project)];
  const failing = new Map<string, LocalState[]>();
  for (const state of states.filter((s) => s.outcome === 'fail')) {
    const key = `${state.kind} ${state.level} ${project.evaluator.sources.resolver.folderOf(state.span.file)}`;
    failing.set(key, [...(failing.get(key) ?? []), state]);
  }
  const told = [...failing.values()].flatMap((list) => {
    const [first, ...others] = list.toSorted((a, b) => (a.span.file === b.span.file ? a.span.start - b.span.start : a.span.file < b.span.file ? -1 : 1));
    return first ? [{ first, others }] : [];
  });
  return [...told, ...states.filter((s) => s.outcome !== 'fail').map((first) => ({ first, others: [] }))];
}
