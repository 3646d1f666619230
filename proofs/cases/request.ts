import cypress from '@cypress/request';
import request from 'request';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

interface Sent {
  abort(): void;
}
type Request = (options: object, done: (error: Error | null, response: unknown) => void) => Sent;

export const cases: readonly Case[] = [
  ['request', request],
  ['@cypress/request', cypress],
].flatMap(([library, client]) => {
  const { wait, phases } = subject('request', String(library));
  const get = (url: string, options: object = {}, then: (sent: Sent) => unknown = () => undefined): Promise<unknown> =>
    new Promise((resolve, reject) => then((client as Request)({ url, ...options }, (error, response) => (error ? reject(error) : resolve(response)))));
  // A request that is aborted calls nobody back: the end is told beside it.
  const aborted = (url: string): Promise<unknown> =>
    new Promise((resolve, reject) => get(url, {}, (sent) => setTimeout(() => (sent.abort(), reject(new Error('aborted'))), limit)).then(resolve, reject));
  return [
    ...phases('timeout', (url) => get(url, { timeout: limit })),
    ...phases('signal', (url) => get(url, { signal: AbortSignal.timeout(limit) })),
    ...phases('timer', aborted),
    wait('timeout/default', (s) => get(s.silent)),
    wait('timeout/0/off', (s) => get(s.silent, { timeout: 0 })),
    ...['connectTimeout', 'requestTimeout', 'readTimeout'].map((option) => wait(`Client/${option}/ignored`, (s) => get(s.silent, { [option]: limit }))),
  ];
});
