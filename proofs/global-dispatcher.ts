import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';

import { watched, type Case } from './case.js';
import type { Subject } from './subject.js';

const preset = getGlobalDispatcher();

/** Works as a project does whose start-up file calls `setGlobalDispatcher`; undone afterwards, and also when the work never ends. */
export async function withGlobalDispatcher<T>(options: Agent.Options, work: () => Promise<T>): Promise<T> {
  const own = new Agent(options);
  const undo = (): void => {
    if (getGlobalDispatcher() === own) setGlobalDispatcher(preset);
  };
  const late = setTimeout(undo, watched);
  setGlobalDispatcher(own);
  try {
    return await work();
  } finally {
    clearTimeout(late);
    undo();
  }
}

/** Cases on the times of undici, for a library that calls Node's fetch: set for all of the process, since most such libraries have no other place for them. */
export function dispatched({ phases }: Subject, knob: string, options: Agent.Options, call: (url: string) => Promise<unknown>): readonly Case[] {
  return phases(knob, (url) => withGlobalDispatcher(options, () => call(url)), { how: 'ambient:undici.setGlobalDispatcher(0)', alone: true });
}
