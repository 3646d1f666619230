import request, { GraphQLClient, request as plain } from 'graphql-request';
import { GraphQLClient as GraphQLClient6 } from 'graphql-request-6';

import { limit, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const library = subject('graphql-request', 'graphql-request');
const { wait, phases } = library;
const six = subject('graphql-request', 'graphql-request-6');

const document = '{ one }';
const query = (url: string, client: object = {}, call: object = {}): Promise<unknown> => new GraphQLClient(url, client).request({ document, ...call });
const query6 = (url: string, client: object = {}, call: object = {}): Promise<unknown> => new GraphQLClient6(url, client).request({ document, ...call });

export const cases: readonly Case[] = [
  ...phases('signal', (url) => query(url, {}, { signal: AbortSignal.timeout(limit) })),
  ...phases('signal', (url) => query(url, { signal: AbortSignal.timeout(limit) }), { how: 'client.signal' }),
  ...phases('signal', (url) => query(url, { fetch: (input: string, init: RequestInit) => fetch(input, { ...init, signal: AbortSignal.timeout(limit) }) }), { how: 'client.fetch()' }),
  wait('Client.request/client.timeout/ignored', (s) => query(s.silent, { timeout: limit })),
  wait('Client.request/timeout/ignored', (s) => query(s.silent, {}, { timeout: limit })),
  wait('request/timeout/ignored', (s) => plain({ url: s.silent, document, ...({ timeout: limit } as object) })),
  wait('export/timeout/ignored', (s) => request({ url: s.silent, document, ...({ timeout: limit } as object) })),
  wait('connectTimeout/default', (s) => query(s.unreachable)),
  ...dispatched(library, 'headersTimeout', { headersTimeout: limit }, query),
  ...dispatched(library, 'bodyTimeout', { bodyTimeout: limit }, query),
  ...dispatched(library, 'connectTimeout', { connect: { timeout: limit } }, query),
  ...six.phases('signal', (url) => query6(url, {}, { signal: AbortSignal.timeout(limit) })),
  ...six.phases('timeout', (url) => query6(url, { timeout: limit })),
  six.wait('timeout/default', (s) => query6(s.silent)),
  six.wait('timeout/0/off', (s) => query6(s.silent, { timeout: 0 })),
  six.wait('Client.request/timeout/ignored', (s) => query6(s.silent, {}, { timeout: limit })),
];
