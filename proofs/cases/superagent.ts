import superagent from 'superagent';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases } = subject('superagent', 'superagent');

const get = (url: string, timeout: Parameters<superagent.Request['timeout']>[0]): Promise<unknown> => Promise.resolve(superagent.get(url).timeout(timeout));
const viaAgent = (url: string, timeout: object | number): Promise<unknown> => Promise.resolve(superagent.agent().timeout(timeout).get(url));

export const cases: readonly Case[] = [
  ...phases('deadline', (url) => get(url, limit)),
  ...phases('deadline', (url) => get(url, { deadline: limit }), { how: 'chain.timeout(0).deadline' }),
  ...phases('response', (url) => get(url, { response: limit })),
  ...phases('agentDeadline', (url) => viaAgent(url, limit)),
  ...phases('agentResponse', (url) => viaAgent(url, { response: limit })),
  wait('deadline/default', async (s) => superagent.get(s.silent)),
  wait('deadline/0/off', (s) => get(s.silent, 0)),
];
