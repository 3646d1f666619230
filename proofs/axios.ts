import axios, { type AxiosInstance } from 'axios';

import { limit, type Case } from './case.js';

const library = 'axios';

/** `client.defaults.timeout = …`, after the client was made. */
function assigned(): AxiosInstance {
  const client = axios.create();
  client.defaults.timeout = limit;
  return client;
}

/** `axios.defaults.timeout = …` while `work` starts. */
async function withDefaults(work: () => Promise<unknown>): Promise<unknown> {
  axios.defaults.timeout = limit;
  try {
    return await work();
  } finally {
    axios.defaults.timeout = 0;
  }
}

/** An instance that was made before `axios.defaults` was changed keeps its own copy. */
const earlier = axios.create();

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'headers', expect: 'pending', run: (s) => axios.get(s.silent) },
  { library, knob: 'call.timeout', phase: 'headers', expect: 'ends', run: (s) => axios.get(s.silent, { timeout: limit }) },
  { library, knob: 'call.timeout', phase: 'body', expect: 'ends', run: (s) => axios.get(s.stalled, { timeout: limit }) },
  { library, knob: 'call.timeout', phase: 'drip', expect: 'pending', run: (s) => axios.get(s.dripping, { timeout: limit }) },
  {
    library,
    knob: 'call.timeout: 0',
    phase: 'headers',
    expect: 'pending',
    run: (s) => axios.create({ timeout: limit }).get(s.silent, { timeout: 0 }),
  },
  { library, knob: 'timeout in the data', phase: 'headers', expect: 'pending', run: (s) => axios.post(s.silent, { timeout: limit }) },
  { library, knob: 'call.timeout (post)', phase: 'headers', expect: 'ends', run: (s) => axios.post(s.silent, {}, { timeout: limit }) },
  {
    library,
    knob: 'call.timeout (postForm)',
    phase: 'headers',
    expect: 'ends',
    run: (s) => axios.postForm(s.silent, {}, { timeout: limit }),
  },
  { library, knob: 'call.timeout (axios(config))', phase: 'headers', expect: 'ends', run: (s) => axios({ url: s.silent, timeout: limit }) },
  { library, knob: 'client.timeout', phase: 'headers', expect: 'ends', run: (s) => axios.create({ timeout: limit }).get(s.silent) },
  {
    library,
    knob: 'client.timeout, derived',
    phase: 'headers',
    expect: 'ends',
    run: (s) => axios.create({ timeout: limit }).create().get(s.silent),
  },
  { library, knob: 'set.defaults.timeout', phase: 'headers', expect: 'ends', run: (s) => assigned().get(s.silent) },
  {
    library,
    knob: 'call.signal',
    phase: 'drip',
    expect: 'ends',
    run: (s) => axios.get(s.dripping, { signal: AbortSignal.timeout(limit) }),
  },
  {
    library,
    knob: 'ambient.defaults.timeout',
    phase: 'headers',
    expect: 'ends',
    alone: true,
    run: (s) => withDefaults(() => axios.get(s.silent)),
  },
  {
    library,
    knob: 'ambient.defaults.timeout, later instance',
    phase: 'headers',
    expect: 'ends',
    alone: true,
    run: (s) => withDefaults(() => axios.create().get(s.silent)),
  },
  {
    library,
    knob: 'ambient.defaults.timeout, earlier instance',
    phase: 'headers',
    expect: 'pending',
    alone: true,
    run: (s) => withDefaults(() => earlier.get(s.silent)),
  },
];
