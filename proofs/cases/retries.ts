import asyncRetry from 'async-retry';
import axios from 'axios';
import axiosRetry from 'axios-retry';
import { handleAll, retry } from 'cockatiel';
import { backOff } from 'exponential-backoff';
import pRetry from 'p-retry';
import promiseRetry from 'promise-retry';

import type { Case } from '../case.js';
import { subject } from '../subject.js';

const of = (library: string) => subject('retries', library);

/** Runs work that always fails, as often as something has it run, and gives how often. */
async function counted(start: (work: () => Promise<never>) => Promise<unknown>): Promise<number> {
  let count = 0;
  await start(() => {
    count++;
    return Promise.reject(new Error('fails'));
  }).catch(() => undefined);
  return count;
}

// The waits are set to a millisecond: only the number is claimed.
const soon = { minTimeout: 1, maxTimeout: 1 };

export const cases: readonly Case[] = [
  of('p-retry').attempts('p-retry/retries', () => counted((work) => pRetry(work, soon))),
  of('async-retry').attempts('async-retry/retries', () => counted((work) => asyncRetry(work, soon))),
  of('promise-retry').attempts('promise-retry/retries', () => counted((work) => promiseRetry((again: (error: Error) => never) => work().catch(again), soon))),
  of('exponential-backoff').attempts('backOff/retries', () => counted((work) => backOff(work, { startingDelay: 1, maxDelay: 1 }))),
  of('axios-retry').attempts('axios-retry/retries', async (s) => {
    const client = axios.create();
    axiosRetry(client);
    await client.get(s.failing).catch(() => undefined);
  }),
  subject('cockatiel', 'cockatiel').attempts('retry/retries', (s) =>
    retry(handleAll, { maxAttempts: undefined as never }).execute(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (!(await fetch(s.failing)).ok) throw new Error('fails');
    }),
  ),
];
