import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { wait, phases } = subject('apollo-client', '@apollo/client');

const query = (url: string, context: object = {}, link: object = {}, call: object = {}): Promise<unknown> =>
  new ApolloClient({ link: new HttpLink({ uri: url, ...link }), cache: new InMemoryCache() }).query({ query: gql`{ one }`, context, ...call });

export const cases: readonly Case[] = [
  ...phases('signal', (url) => query(url, { fetchOptions: { signal: AbortSignal.timeout(limit) } })),
  ...phases('signal', (url) => query(url, {}, { fetchOptions: { signal: AbortSignal.timeout(limit) } }), { how: 'client.link > client.fetchOptions.signal' }),
  wait('Client.query/timeout/ignored', (s) => query(s.silent, {}, {}, { timeout: limit })),
  wait('Client.query/context.timeout/ignored', (s) => query(s.silent, { timeout: limit })),
  wait('Client.query/context.fetchOptions.timeout/ignored', (s) => query(s.silent, { fetchOptions: { timeout: limit } })),
  wait('connectTimeout/default', (s) => query(s.unreachable)),
];
