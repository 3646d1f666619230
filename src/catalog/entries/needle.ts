import { defineEntry } from '../types.js';

const arguments3And2And1 = ['call', 'arg2', 'arg1'] as const;

/**
 * needle. `timeout` is another name of `open_timeout`, which ends with the connection: the ten seconds that everybody
 * has by default say nothing of the answer. That is what `response_timeout` bounds, and `read_timeout` the body, from
 * the headers to its end; both are off unless set. Before 2.1 there was no `response_timeout`, and `open_timeout` ran on
 * until the headers. The verbs take a callback and give a stream; only `needle(…)` itself gives a promise, with
 * its options third where the method is `get` or `head`, else last.
 */
export default defineEntry({
  id: 'needle',
  name: 'needle',
  packages: ['needle'],
  versions: '>=2',
  calls: [
    {
      path: '',
      kind: 'outbound',
      does: 'HTTP request',
      options: [3],
      url: 1,
      knobs: ['openTimeout', 'responseTimeout', 'readTimeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'get|head',
      kind: 'outbound',
      does: 'HTTP request',
      options: [1],
      url: 0,
      knobs: ['openTimeout', 'responseTimeout', 'readTimeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'post|put|patch|delete',
      kind: 'outbound',
      does: 'HTTP request',
      options: [2],
      body: 1,
      url: 0,
      knobs: ['openTimeout', 'responseTimeout', 'readTimeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
    {
      path: 'request',
      kind: 'outbound',
      does: 'HTTP request',
      options: [3],
      url: 1,
      knobs: ['openTimeout', 'responseTimeout', 'readTimeout', 'signal'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    openTimeout: {
      at: [
        ...arguments3And2And1.flatMap((place) => [`${place}.open_timeout`, `${place}.timeout`] as const),
        'ambient.defaults(0).open_timeout',
        'ambient.defaults(0).timeout',
      ],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect'],
      ambient: true,
      versions: '>=2.1',
      source: 'needle@3.5.0 lib/needle.js:94, :120 (timeout is its alias), :766',
      verified: '3.5.0',
    },
    'openTimeout@2.0': {
      at: [
        ...arguments3And2And1.flatMap((place) => [`${place}.open_timeout`, `${place}.timeout`] as const),
        'ambient.defaults(0).open_timeout',
        'ambient.defaults(0).timeout',
      ],
      unit: 'ms',
      default: 10_000,
      off: [0],
      covers: ['connect', 'headers'],
      ambient: true,
      versions: '<2.1',
      source: 'needle@2.0.0 lib/needle.js:79 (10000), and set_timeout: replaced by the read timeout at the headers',
    },
    responseTimeout: {
      at: [...arguments3And2And1.map((place) => `${place}.response_timeout` as const), 'ambient.defaults(0).response_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['headers'],
      ambient: true,
      versions: '>=2.1',
      source: 'needle@3.5.0 lib/needle.js:95, :776-785 (starts when the socket is connected)',
      verified: '3.5.0',
    },
    readTimeout: {
      at: [...arguments3And2And1.map((place) => `${place}.read_timeout` as const), 'ambient.defaults(0).read_timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['body', 'total'],
      ambient: true,
      source: 'needle@3.5.0 lib/needle.js:96, :523 (from the headers to the end of the body, however it drips)',
      verified: '3.5.0',
    },
    signal: {
      at: [...arguments3And2And1.map((place) => `${place}.signal` as const)],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      versions: '>=3.3',
      source: 'needle@3.5.0 lib/needle.js:101, :797-803',
      verified: '3.5.0',
    },
  },
  // The names that are read in lib/needle.js and listed in the readme of needle@3.5.0, without those for TLS.
  optionNames: [
    'open_timeout', 'timeout', 'response_timeout', 'read_timeout', 'signal', 'follow', 'follow_max', 'multipart', 'agent', 'proxy', 'headers', 'auth', 'json',
    'username', 'password', 'compressed', 'decode', 'decode_response', 'parse', 'parse_response', 'output', 'cookies', 'parse_cookies', 'content_type',
    'accept', 'user_agent', 'connection', 'encoding', 'uri_modifier', 'localAddress', 'lookup', 'stream_length', 'rejectUnauthorized',
    'use_proxy_from_env_var', 'follow_set_cookies', 'follow_set_referer', 'follow_keep_method', 'follow_if_same_host', 'follow_if_same_protocol',
    'follow_if_same_location',
  ],
});
