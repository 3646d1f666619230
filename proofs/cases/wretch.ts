import { Agent } from 'undici';
import wretch from 'wretch';
import AbortAddon from 'wretch/addons/abort';

import { limit, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const library = subject('wretch', 'wretch');
const { wait, phases } = library;

const get = (url: string, options: object = {}): Promise<string> => wretch(url, options).get().text();
const via = (options: Agent.Options) => (url: string) => get(url, { dispatcher: new Agent(options) });

export const cases: readonly Case[] = [
  ...phases('setTimeout', (url) => wretch(url).addon(AbortAddon()).get().setTimeout(limit).text()),
  ...phases('signal', (url) => get(url, { signal: AbortSignal.timeout(limit) })),
  ...phases('headersTimeout', via({ headersTimeout: limit })),
  ...phases('bodyTimeout', via({ bodyTimeout: limit })),
  wait('setTimeout/default', (s) => get(s.silent)),
  wait('connectTimeout/default', (s) => get(s.unreachable)),
  wait('connectTimeout/0/off', (s) => via({ connect: { timeout: 0 } })(s.unreachable)),
  ...dispatched(library, 'connectTimeout', { connect: { timeout: limit } }, get),
  ...dispatched(library, 'headersTimeout', { headersTimeout: limit }, get),
  ...dispatched(library, 'bodyTimeout', { bodyTimeout: limit }, get),
];
