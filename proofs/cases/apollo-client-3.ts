import { createRequire } from 'node:module';

import '../peers.js';

import type * as Client from '@apollo/client';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

// Only what `require` loads gets the client beside it that is as old as itself.
const require = createRequire(import.meta.url);
const { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } = require('apollo-client-3/core') as typeof Client;
const { default: ApolloLinkTimeout } = require('apollo-link-timeout-3') as { readonly default: new (ms: number) => Client.ApolloLink };
const { phases, wait } = subject('apollo-client', 'apollo-link-timeout-3');

/** In a chain of links, as its documentation has it. */
const chained = (uri: string, ms: number): Promise<unknown> =>
  new ApolloClient({ link: ApolloLink.from([new ApolloLinkTimeout(ms), new HttpLink({ uri })]), cache: new InMemoryCache() }).query({ query: gql`{ one }` });
const plain = (uri: string): Promise<unknown> => new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache() }).query({ query: gql`{ one }` });

export const cases: readonly Case[] = [
  ...phases('timeoutLink', (url) => chained(url, limit)),
  wait('timeoutLink/default', (s) => plain(s.silent)),
  wait('timeoutLink/0/off', (s) => chained(s.silent, 0)),
];
