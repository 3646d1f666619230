import { once, type EventEmitter } from 'node:events';
import http2, { type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';

import { limit, type Case } from '../case.js';
import type { Servers } from '../servers.js';
import { subject } from '../subject.js';

const { event, wait } = subject('http2', 'node');

/** Answers with the headers, and then stops or drips. */
async function answering(then: 'stalls' | 'drips'): Promise<string> {
  const server = http2.createServer().on('stream', (stream) => {
    stream.on('error', () => undefined).respond({ ':status': 200 });
    stream.write('half');
    const timer = then === 'drips' ? setInterval(() => stream.write(' '), 100) : undefined;
    stream.once('close', () => clearInterval(timer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const addresses = {
  connect: (s: Servers) => s.unreachable,
  headers: (s: Servers) => s.silent,
  body: () => answering('stalls'),
  total: () => answering('drips'),
} as const;

interface Turned {
  readonly options?: () => object;
  readonly session?: (session: ClientHttp2Session) => unknown;
  readonly stream?: (stream: ClientHttp2Stream) => unknown;
}

async function get(url: string, { options, session: onSession, stream: onStream }: Turned): Promise<unknown> {
  const session = http2.connect(url);
  session.on('error', () => undefined);
  onSession?.(session);
  const stream = session.request({ ':path': '/' }, options?.() ?? {});
  onStream?.(stream);
  return new Promise((resolve, reject) => stream.resume().once('close', resolve).once('end', resolve).once('error', reject));
}

const phases = (knob: string, turned: Turned): readonly Case[] =>
  Object.entries(addresses).map(([phase, address]) => wait(`${knob}/${phase}`, async (s) => get(await address(s), turned)));

export const cases: readonly Case[] = [
  ...phases('signal', { options: () => ({ signal: AbortSignal.timeout(limit) }) }),
  ...phases('setTimeout', { stream: (stream) => stream.setTimeout(limit, () => stream.destroy()) }),
  ...phases('sessionTimeout', { session: (session) => session.setTimeout(limit, () => session.destroy()) }),
  ...phases('timer', { stream: (stream) => setTimeout(() => stream.destroy(), limit) }),
  ...phases('closingTimer', { stream: (stream) => setTimeout(() => stream.close(), limit) }),
  wait('setTimeout/default', async (s) => get(s.silent, {})),
  wait('setTimeout/0/off', async (s) => get(s.silent, { stream: (stream) => stream.setTimeout(0, () => stream.close()) })),
  wait('setTimeout/unheard', async (s) => get(s.silent, { stream: (stream) => stream.setTimeout(limit) })),
  wait('Session.request/timeout/ignored', async (s) => get(s.silent, { options: () => ({ timeout: limit }) })),
  event('Session/error', (s, hear) => hear(http2.connect(s.resetting) as EventEmitter)),
];
