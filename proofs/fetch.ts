import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';

import { limit, type Case } from './case.js';

const library = 'fetch';

/** Options that the types of `fetch` do not know: what is ignored, and what only Node's fetch has. */
const text = async (url: string | Request, init: object = {}): Promise<string> => (await fetch(url, init)).text();

/** What a project's start-up file would do, undone afterwards. */
async function withGlobalDispatcher(agent: Agent, work: () => Promise<unknown>): Promise<unknown> {
  const before = getGlobalDispatcher();
  setGlobalDispatcher(agent);
  try {
    return await work();
  } finally {
    setGlobalDispatcher(before);
  }
}

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'headers', expect: 'pending', run: (s) => text(s.silent) },
  { library, knob: 'none', phase: 'body', expect: 'pending', run: (s) => text(s.stalled) },
  { library, knob: 'call.signal', phase: 'headers', expect: 'ends', run: (s) => text(s.silent, { signal: AbortSignal.timeout(limit) }) },
  { library, knob: 'call.signal', phase: 'body', expect: 'ends', run: (s) => text(s.stalled, { signal: AbortSignal.timeout(limit) }) },
  { library, knob: 'call.signal', phase: 'drip', expect: 'ends', run: (s) => text(s.dripping, { signal: AbortSignal.timeout(limit) }) },
  {
    library,
    knob: 'arg0 > client.signal',
    phase: 'headers',
    expect: 'ends',
    run: (s) => text(new Request(s.silent, { signal: AbortSignal.timeout(limit) })),
  },
  { library, knob: 'timeout (ignored)', phase: 'headers', expect: 'pending', run: (s) => text(s.silent, { timeout: limit }) },
  { library, knob: 'headersTimeout (ignored)', phase: 'headers', expect: 'pending', run: (s) => text(s.silent, { headersTimeout: limit }) },
  { library, knob: 'bodyTimeout (ignored)', phase: 'body', expect: 'pending', run: (s) => text(s.stalled, { bodyTimeout: limit }) },
  {
    library,
    knob: 'call.dispatcher > client.headersTimeout',
    phase: 'headers',
    expect: 'ends',
    run: (s) => text(s.silent, { dispatcher: new Agent({ headersTimeout: limit }) }),
  },
  {
    library,
    knob: 'call.dispatcher > client.bodyTimeout',
    phase: 'body',
    expect: 'ends',
    run: (s) => text(s.stalled, { dispatcher: new Agent({ bodyTimeout: limit }) }),
  },
  {
    library,
    knob: 'call.dispatcher > client.bodyTimeout',
    phase: 'drip',
    expect: 'pending',
    run: (s) => text(s.dripping, { dispatcher: new Agent({ bodyTimeout: limit }) }),
  },
  {
    library,
    knob: 'ambient:undici.setGlobalDispatcher(0) > client.headersTimeout',
    phase: 'headers',
    expect: 'ends',
    alone: true,
    run: (s) => withGlobalDispatcher(new Agent({ headersTimeout: limit }), () => text(s.silent)),
  },
];
