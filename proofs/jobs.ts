import net from 'node:net';

import { realRedis } from './real-redis.js';
import { failing } from './rejections.js';
import type { Servers, Speaking } from './servers.js';

/** A pause, in milliseconds. */
export const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
let made = 0;
/** Cases share a Redis, and keep to a queue of their own. */
export const name = (): string => `queue-${String(process.pid)}-${String(++made)}`;

/** How often a job that always fails is tried when nothing is set. */
export async function tries(start: (work: () => Promise<never>) => Promise<unknown>): Promise<number> {
  let count = 0;
  await start(() => (count++, failing()));
  await later(3_000);
  return count;
}

/** A job that is to be tried twice is, and its rejection is heard. */
export async function retried(start: (work: () => Promise<never>) => Promise<unknown>): Promise<string> {
  const count = await tries(start);
  if (count !== 2) throw new Error(`it is tried ${String(count)} times`);
  return 'with two attempts it is tried twice';
}

/** Settles when the event comes. */
export const once = (emitter: { once(event: never, listener: () => void): unknown }, event: string): Promise<void> => new Promise((resolve) => emitter.once(event as never, () => resolve()));

/** A Redis whose connections are counted on their way. */
export const counted = async (s: Servers): Promise<Speaking> => {
  const port = await realRedis();
  return s.speaking((socket) => {
    const to = net.connect(port, '127.0.0.1');
    socket.pipe(to).pipe(socket);
    for (const one of [socket, to]) one.on('error', () => undefined);
    socket.once('close', () => to.destroy());
  });
};

/** All of twenty finished jobs stay. */
export const kept = (count: number): string => {
  if (count !== 20) throw new Error(`of 20 finished jobs ${String(count)} are kept`);
  return 'of 20 finished jobs all are kept';
};
