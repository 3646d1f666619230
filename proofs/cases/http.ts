import { createWriteStream } from 'node:fs';
import http from 'node:http';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases, event } = subject('http', 'node');

/** A request that is settled when its body has been read, or by its error. */
function get(url: string, options: http.RequestOptions, then: (request: http.ClientRequest) => unknown = () => undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, options, (response) => response.resume().once('end', resolve).once('error', reject));
    request.once('error', reject);
    then(request);
  });
}

const destroyOnTimeout = (request: http.ClientRequest): unknown => request.on('timeout', () => request.destroy(new Error('timeout')));
const agent = (): http.Agent => new http.Agent({ timeout: limit });

const endsInTime = (request: http.ClientRequest): unknown => setTimeout(() => request.destroy(new Error('too late')), limit);
const destroysLater = (request: http.ClientRequest): unknown => request.setTimeout(limit, () => request.destroy(new Error('timeout')));

export const cases: readonly Case[] = [
  ...phases('signal', (url) => get(url, { signal: AbortSignal.timeout(limit) })),
  ...phases('timeout', (url) => get(url, { timeout: limit }, destroyOnTimeout)),
  ...phases('timeout', (url) => get(url, { agent: agent() }, destroyOnTimeout), { how: 'call.agent > client.timeout' }),
  wait('timeout/default', (s) => get(s.silent, {}, destroyOnTimeout)),
  wait('timeout/0/off', (s) => get(s.silent, { timeout: 0 }, destroyOnTimeout)),
  wait('timeout/unheard', (s) => get(s.silent, { timeout: limit })),
  wait('timeout/unheard', (s) => get(s.silent, { agent: agent() }), { how: 'call.agent > client.timeout' }),
  ...phases('timer', (url) => get(url, {}, endsInTime)),
  wait('timer/default', (s) => get(s.silent, {})),
  ...phases('setTimeout', (url) => get(url, {}, destroysLater)),
  wait('setTimeout/default', (s) => get(s.silent, {})),
  wait('setTimeout/unheard', (s) => get(s.silent, {}, (request) => request.setTimeout(limit))),
  // Without a listener the error is not even emitted, and what the body is piped into never ends.
  wait('request().$0/error', (s) => new Promise((resolve) => http.get(s.broken, (response) => response.pipe(createWriteStream('/dev/null')).once('finish', () => resolve(undefined))))),
  event('request()/error', (s, hear) => hear(http.get(s.resetting))),
];
