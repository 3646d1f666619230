import { PassThrough } from 'node:stream';

import superagent from 'superagent';
import superagent8 from 'superagent-8';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const of = (library: string, { get, agent }: typeof superagent): readonly Case[] => {
  const { wait, phases } = subject('superagent', library);
  const timed = (url: string, timeout: Parameters<superagent.Request['timeout']>[0]): Promise<unknown> => Promise.resolve(get(url).timeout(timeout));
  const viaAgent = (url: string, timeout: object | number): Promise<unknown> => Promise.resolve(agent().timeout(timeout).get(url));
  return [
    ...phases('deadline', (url) => timed(url, limit)),
    ...phases('deadline', (url) => timed(url, { deadline: limit }), { how: 'chain.timeout(0).deadline' }),
    ...phases('response', (url) => timed(url, { response: limit })),
    ...phases('agentDeadline', (url) => viaAgent(url, limit)),
    ...phases('agentResponse', (url) => viaAgent(url, { response: limit })),
    wait('deadline/default', async (s) => get(s.silent)),
    wait('deadline/0/off', (s) => timed(s.silent, 0)),
    wait('response/default', async (s) => get(s.silent)),
    wait('response/0/off', (s) => timed(s.silent, { response: 0 })),
    wait('agentDeadline/default', async (s) => agent().get(s.silent)),
    wait('agentResponse/default', async (s) => agent().get(s.silent)),
    wait('agentResponse/0/off', (s) => viaAgent(s.silent, { response: 0 })),
    wait('agentResponse/false/off', (s) => viaAgent(s.silent, { response: false })),
    wait('agentDeadline/0/off', (s) => viaAgent(s.silent, 0)),
  ];
};

/** How a request is begun, and what stands behind that. */
const chains = {
  export: (url) => (superagent as unknown as (method: string, url: string) => superagent.Request)('GET', url),
  'Agent.get': (url) => superagent.agent().get(url),
  'get().*().send': (url) => superagent.get(url).set('a', 'b').query({ a: 1 }),
  'get().*().*().send': (url) => superagent.get(url).set('a', 'b').accept('json').query({ a: 1 }),
  'get().*().*().*().send': (url) => superagent.get(url).set('a', 'b').accept('json').type('json').query({ a: 1 }),
  'Agent.get().send': (url) => superagent.agent().get(url).set('a', 'b'),
  'Agent.get().*().send': (url) => superagent.agent().get(url).set('a', 'b').query({ a: 1 }),
  'Agent.get().*().*().send': (url) => superagent.agent().get(url).set('a', 'b').accept('json').query({ a: 1 }),
} satisfies Readonly<Record<string, (url: string) => superagent.Request>>;

/** A request is sent when its connection is there. */
const lazy = (make: (url: string) => unknown) => async (s: Servers): Promise<string> => {
  const own = await s.speaking(() => undefined);
  return gives.lazy(() => make(`http://127.0.0.1:${String(own.port)}`), () => own.open() > 0);
};
const { shown } = subject('superagent', 'superagent');
/** Behind it stands what ends the request with a callback: `end` gives the request, whose `then` would send another. */
const ends = (links: number) => (s: Servers): Promise<string> => {
  const begun = Array.from({ length: links }).reduce<superagent.Request>((request) => request.set('a', 'b'), superagent.get(s.answering));
  return gives.none(() => begun.pipe(new PassThrough()));
};

export const cases: readonly Case[] = [
  ...Object.entries(chains).map(([path, make]) => shown(`${path}/gives`, lazy(make))),
  ...[0, 1, 2, 3].map((links) => shown(`get()${'.*()'.repeat(links)}.end/gives`, ends(links))),
  ...of('superagent', superagent), ...of('superagent-8', superagent8 as typeof superagent)];
