import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { Agent } from 'undici';

import { limit, type Case } from '../case.js';
import { dispatched } from '../global-dispatcher.js';
import { subject } from '../subject.js';

const library = subject('apollo-client', '@apollo/client');
const { wait, phases } = library;

const query = (url: string, context: object = {}, link: object = {}, call: object = {}): Promise<unknown> =>
  new ApolloClient({ link: new HttpLink({ uri: url, ...link }), cache: new InMemoryCache() }).query({ query: gql`{ one }`, context, ...call });

export const cases: readonly Case[] = [
  ...phases('signal', (url) => query(url, { fetchOptions: { signal: AbortSignal.timeout(limit) } })),
  ...phases('signal', (url) => query(url, {}, { fetchOptions: { signal: AbortSignal.timeout(limit) } }), { how: 'client.link > client.fetchOptions.signal' }),
  wait('Client.query/timeout/ignored', (s) => query(s.silent, {}, {}, { timeout: limit })),
  wait('Client.query/context.timeout/ignored', (s) => query(s.silent, { timeout: limit })),
  wait('Client.query/context.fetchOptions.timeout/ignored', (s) => query(s.silent, { fetchOptions: { timeout: limit } })),
  wait('connectTimeout/default', (s) => query(s.unreachable)),
  wait('connectTimeout/0/off', (s) => query(s.unreachable, {}, { fetchOptions: { dispatcher: new Agent({ connect: { timeout: 0 } }) } })),
  ...dispatched(library, 'headersTimeout', { headersTimeout: limit }, query),
  ...dispatched(library, 'bodyTimeout', { bodyTimeout: limit }, query),
  ...dispatched(library, 'connectTimeout', { connect: { timeout: limit } }, query),
];
