import { parsePlace } from '../catalog/place.js';
import { knobsOf } from '../catalog/catalog.js';
import type { PoolWait } from '../analysis/pools/pool-waits.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setArgument } from './add-property.js';
import { draftOf } from './draft.js';
import { factoryOf } from './set-option.js';

/** For how long somebody waits for a free connection. Milliseconds. */
const longestWait = 5000;
/** How many may wait at once, where a library knows no time. */
const mostWaiting = 100;

/** Sets what ends the wait for a connection, where the pool is made with options that stand there, or none. */
export function boundWait(project: Project, { ref, calls, verdict }: PoolWait): readonly Fix[] {
  const setting = verdict.is === 'open' ? verdict.option : verdict.is === 'unlimited' ? verdict.settings[0] : undefined;
  const draft = setting !== undefined && /^\w+$/.test(setting) ? draftOf(project, ref.file) : undefined;
  const call = draft && callNode(project, draft, ref);
  if (!draft || !call || setting === undefined || factoryOf(project, ref) !== undefined) return [];
  const value = verdict.is === 'unlimited' ? { text: String(mostWaiting), said: `${String(mostWaiting)} who wait` } : timeOf(calls, setting);
  const index = optionsAt(calls) ?? (call.arguments?.length ?? 0) - 1;
  return value && setArgument(draft, call, Math.max(0, index), { [setting]: value.text }) ? draft.fix(`Set ${setting} to ${value.said}`) : [];
}

function timeOf(calls: PoolWait['calls'], setting: string): { readonly text: string; readonly said: string } | undefined {
  for (const { outbound: { reading, model, version } } of calls) {
    for (const [, knob] of knobsOf(reading.entry, model.knobs, version)) {
      const isIt = knob.at.map(parsePlace).some(({ root, path, through }) => (root.at === 'client' || through !== undefined) && path.at(-1) === setting);
      if (isIt && (knob.unit === 'ms' || knob.unit === 's')) return { text: knob.unit === 's' ? String(longestWait / 1000) : '5_000', said: `${String(longestWait / 1000)} s` };
    }
  }
  return undefined;
}

/** Where the options stand among the arguments of the call that makes the pool. */
function optionsAt(calls: PoolWait['calls']): number | undefined {
  for (const { outbound: { reading } } of calls) {
    for (const { type } of reading.made.toReversed()) {
      const options = reading.entry.types?.[type]?.options;
      if (typeof options === 'number') return options;
    }
  }
  return undefined;
}
