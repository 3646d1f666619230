import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';

import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import axiosOld from 'axios-0';
import axiosOlder from 'axios-21';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases } = subject('axios', 'axios');
const old = subject('axios', 'axios-0');
// Its types are those of a CommonJS module, and what is imported is its default.
const axios0 = axiosOld as unknown as typeof axios;
const older = subject('axios', 'axios-21');
const axios21 = axiosOlder as unknown as typeof axios;

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

function cancelled(url: string, { CancelToken, get }: Pick<typeof axios, 'CancelToken' | 'get'>): Promise<unknown> {
  const source = CancelToken.source();
  setTimeout(() => source.cancel(), limit);
  return get(url, { cancelToken: source.token });
}

/** The end of a file into which a body is piped. */
async function piped(response: Promise<AxiosResponse<Readable>>): Promise<unknown> {
  const { data } = await response;
  return once(data.pipe(createWriteStream('/dev/null')), 'finish');
}

const timed = axios.create({ timeout: limit });

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => axios.get(url, { timeout: limit })),
  ...phases('signal', (url) => axios.get(url, { signal: AbortSignal.timeout(limit) })),
  ...phases('cancelToken', (url) => cancelled(url, axios)),
  wait('timeout/default', (s) => axios.get(s.silent)),
  wait('timeout/0/off', (s) => timed.get(s.silent, { timeout: 0 }), { overrides: true }),
  wait('timeout/headers', (s) => axios.post(s.silent, {}, { timeout: limit }), { how: 'post' }),
  wait('timeout/headers', (s) => axios.postForm(s.silent, {}, { timeout: limit }), { how: 'postForm' }),
  wait('timeout/headers', (s) => axios({ url: s.silent, timeout: limit }), { how: 'axios(config)' }),
  wait('timeout/headers', (s) => timed.get(s.silent), { how: 'client.timeout' }),
  wait('timeout/headers', (s) => timed.create().get(s.silent), { how: 'client.timeout, derived' }),
  wait('timeout/headers', (s) => assigned().get(s.silent), { how: 'set.defaults.timeout' }),
  wait('timeout/headers', (s) => withDefaults(() => axios.get(s.silent)), { how: 'ambient.defaults.timeout', alone: true }),
  wait('timeout/headers', (s) => withDefaults(() => axios.create().get(s.silent)), { how: 'ambient.defaults.timeout, later instance', alone: true }),
  ...old.phases('timeout', (url) => axios0.get(url, { timeout: limit })),
  ...old.phases('signal', (url) => axios0.get(url, { signal: AbortSignal.timeout(limit) })),
  old.wait('timeout/default', (s) => axios0.get(s.silent)),
  ...older.phases('timeout', (url) => axios21.get(url, { timeout: limit })),
  older.wait('timeout/default', (s) => axios21.get(s.silent)),
  older.wait('Client.get/signal/ignored', (s) => axios21.get(s.silent, { signal: AbortSignal.timeout(limit) })),
  wait('Client.get().data/error', (s) => piped(axios.get(s.broken, { responseType: 'stream' }))),
  wait('Client().data/error', (s) => piped(axios({ url: s.broken, responseType: 'stream' }))),
];
