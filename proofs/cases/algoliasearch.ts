import { algoliasearch } from 'algoliasearch';
import algoliasearch4 from 'algoliasearch-4';

import { limit, second, type Case } from '../case.js';
import { subject } from '../subject.js';

const five = subject('algoliasearch', 'algoliasearch');
const four = subject('algoliasearch', 'algoliasearch-4');

const far = 60_000;

/** Of several hosts the next one is tried: here there is one. */
function search(url: string, timeouts: { readonly connect?: number; readonly read?: number }): Promise<unknown> {
  const hosts = [{ url: '127.0.0.1', port: Number(new URL(url).port), protocol: 'http' as const, accept: 'readWrite' as const }];
  return algoliasearch('ID', 'key', { hosts, timeouts: { connect: far, read: far, write: far, ...timeouts } }).getSettings({ indexName: 'index' });
}

/** Seconds. */
function search4(url: string, timeouts: { readonly connect?: number; readonly read?: number }): Promise<unknown> {
  const hosts = [{ url: new URL(url).host, protocol: 'http', accept: 3 }];
  const client = (algoliasearch4 as unknown as (id: string, key: string, options: object) => { initIndex(name: string): { getSettings(): Promise<unknown> } })('ID', 'key', { hosts, timeouts: { connect: 60, read: 60, write: 60, ...timeouts } });
  return client.initIndex('index').getSettings();
}

export const cases: readonly Case[] = [
  ...five.phases('connect', (url) => search(url, { connect: limit })),
  ...five.phases('read', (url) => search(url, { read: limit })),
  ...four.phases('connect@4', (url) => search4(url, { connect: second })),
  ...four.phases('read@4', (url) => search4(url, { read: second })),
];
