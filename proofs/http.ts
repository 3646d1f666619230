import http from 'node:http';

import { limit, type Case } from './case.js';

const library = 'node:http';

/** A request that is settled when its body has been read, or by its error. */
function get(
  url: string,
  options: http.RequestOptions,
  then: (request: http.ClientRequest) => unknown = () => undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, options, (response) => response.resume().once('end', resolve).once('error', reject));
    request.once('error', reject);
    then(request);
  });
}

const destroyOnTimeout = (request: http.ClientRequest): unknown => request.on('timeout', () => request.destroy(new Error('timeout')));

const agent = (): http.Agent => new http.Agent({ timeout: limit });

export const cases: readonly Case[] = [
  { library, knob: 'none', phase: 'headers', expect: 'pending', run: (s) => get(s.silent, {}) },
  { library, knob: 'call.timeout, no listener', phase: 'headers', expect: 'pending', run: (s) => get(s.silent, { timeout: limit }) },
  {
    library,
    knob: 'call.timeout, listener',
    phase: 'headers',
    expect: 'ends',
    run: (s) => get(s.silent, { timeout: limit }, destroyOnTimeout),
  },
  {
    library,
    knob: 'call.timeout, listener',
    phase: 'body',
    expect: 'ends',
    run: (s) => get(s.stalled, { timeout: limit }, destroyOnTimeout),
  },
  {
    library,
    knob: 'call.timeout, listener',
    phase: 'drip',
    expect: 'pending',
    run: (s) => get(s.dripping, { timeout: limit }, destroyOnTimeout),
  },
  {
    library,
    knob: 'call.agent > client.timeout, no listener',
    phase: 'headers',
    expect: 'pending',
    run: (s) => get(s.silent, { agent: agent() }),
  },
  {
    library,
    knob: 'call.agent > client.timeout, listener',
    phase: 'headers',
    expect: 'ends',
    run: (s) => get(s.silent, { agent: agent() }, destroyOnTimeout),
  },
  {
    library,
    knob: 'chain.setTimeout(0), no callback',
    phase: 'headers',
    expect: 'pending',
    run: (s) => get(s.silent, {}, (r) => r.setTimeout(limit)),
  },
  {
    library,
    knob: 'chain.setTimeout(0), callback',
    phase: 'headers',
    expect: 'ends',
    run: (s) => get(s.silent, {}, (r) => r.setTimeout(limit, () => r.destroy(new Error('timeout')))),
  },
  { library, knob: 'call.signal', phase: 'headers', expect: 'ends', run: (s) => get(s.silent, { signal: AbortSignal.timeout(limit) }) },
  { library, knob: 'call.signal', phase: 'drip', expect: 'ends', run: (s) => get(s.dripping, { signal: AbortSignal.timeout(limit) }) },
];
