import type { CallRef } from '../analysis/abstract.js';
import { parsePlace, type KnobPlace } from '../catalog/place.js';
import type { Knob } from '../catalog/types.js';
import { knobsOf } from '../catalog/catalog.js';
import type { PoolWait } from '../analysis/pools/pool-waits.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { factoryOf, indexOf } from './set-option.js';
import { writeFactoryOptions, writeOptions } from './write-options.js';

/** For how long somebody waits for a free connection. Milliseconds. */
const longestWait = 5000;
/** How many may wait at once, where a library knows no time. */
const mostWaiting = 100;

/** Sets what ends the wait for a connection, where the options of the pool are written: in place, under a name, or by a factory. */
export function boundWait(project: Project, { ref, calls, verdict }: PoolWait): readonly Fix[] {
  const setting = verdict.is === 'open' ? verdict.option : verdict.is === 'unlimited' ? verdict.settings[0] : undefined;
  if (setting === undefined || !/^\w+$/.test(setting)) return [];
  const value = verdict.is === 'unlimited' ? { text: String(mostWaiting), said: `${String(mostWaiting)} who wait` } : timeOf(calls, setting);
  if (!value) return [];
  const index = optionsAt(project, ref, calls) ?? Math.max(0, (project.evaluator.call(ref)?.args.length ?? 0) - 1);
  const option = { path: [setting], value: value.text };
  const factory = factoryOf(project, ref);
  const steps = factory === undefined ? undefined : stepsOf(calls, setting, factory);
  if (factory !== undefined && !steps) return [];
  const fixes = steps ? writeFactoryOptions(project, ref, index, steps, [option]) : writeOptions(project, ref, index, [option]);
  return fixes.map((fix) => ({ ...fix, title: `Set ${setting} to ${value.said}` }));
}

function timeOf(calls: PoolWait['calls'], setting: string): { readonly text: string; readonly said: string } | undefined {
  for (const { knob, places } of knobsAt(calls)) {
    const isIt = places.some(({ root, path, through }) => (root.at === 'client' || through !== undefined) && path.at(-1) === setting);
    if (isIt && (knob.unit === 'ms' || knob.unit === 's')) return { text: knob.unit === 's' ? String(longestWait / 1000) : '5_000', said: `${String(longestWait / 1000)} s` };
  }
  return undefined;
}

/** What leads to the options that a factory gives: `useClass()`, `createOptions()`. */
function stepsOf(calls: PoolWait['calls'], setting: string, factory: string): readonly string[] | undefined {
  const paths = knobsAt(calls).flatMap(({ places }) => places).map(({ path }) => path);
  return paths.find(([first, ...rest]) => first === `${factory}()` && rest.at(-1) === setting && rest.slice(0, -1).every((step) => step.endsWith('()')))?.slice(0, -1);
}

function knobsAt(calls: PoolWait['calls']): readonly { readonly knob: Knob; readonly places: readonly KnobPlace[] }[] {
  return calls.flatMap(({ outbound: { reading, model, version } }) => knobsOf(reading.entry, model.knobs, version).map(([, knob]) => ({ knob, places: knob.at.map(parsePlace) })));
}

/** Where the options stand among the arguments of the call that makes the pool. */
function optionsAt(project: Project, ref: CallRef, calls: PoolWait['calls']): number | undefined {
  for (const { outbound: { reading } } of calls) {
    for (const { type } of reading.made.toReversed()) {
      const index = indexOf(reading.entry.types?.[type]?.options, project, ref);
      if (index !== undefined) return index;
    }
  }
  return undefined;
}
