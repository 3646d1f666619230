import superagent from 'superagent';
import superagent8 from 'superagent-8';

import { limit, type Case } from '../case.js';
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
    wait('agentDeadline/0/off', (s) => viaAgent(s.silent, 0)),
  ];
};

export const cases: readonly Case[] = [...of('superagent', superagent), ...of('superagent-8', superagent8 as typeof superagent)];
