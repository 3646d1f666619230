import http from 'node:http';
import type net from 'node:net';

/** A handler that fails. */
export const failing = (): Promise<never> => Promise.reject(new Error('handler failed'));

/** The port of a server that listens, or is about to. */
export const portOf = async (server: net.Server): Promise<number> => {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as net.AddressInfo).port;
};

/** The status of an answer, or undefined when none comes within a second. */
export function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = http.get({ port, host: '127.0.0.1', path: '/' }, (response) => resolve(response.resume().statusCode));
    request.on('error', () => resolve(undefined));
    setTimeout(resolve, 1_000, undefined);
  });
}

/** Counts the rejections of the handler that nobody hears meanwhile. */
export async function unheard<T>(run: () => Promise<T>): Promise<readonly [given: T, count: number]> {
  let count = 0;
  const hear = (reason: unknown): void => void (count += reason instanceof Error && reason.message === 'handler failed' ? 1 : 0);
  process.on('unhandledRejection', hear);
  try {
    return [await run(), count];
  } finally {
    process.off('unhandledRejection', hear);
  }
}

/** The framework answers 500, and nothing is left unheard. */
export async function framework(server: net.Server): Promise<string> {
  const port = await portOf(server);
  const [status, count] = await unheard(() => statusOf(port));
  if (status !== 500 || count > 0) throw new Error(`the answer is ${String(status)}, unhandled rejections: ${String(count)}`);
  return 'the answer is 500, and no rejection is unhandled';
}

/** No answer comes, and the rejection is unhandled, which ends a process. */
export async function nobody(server: net.Server): Promise<string> {
  const port = await portOf(server);
  const [status, count] = await unheard(() => statusOf(port));
  if (status !== undefined || count !== 1) throw new Error(`the answer is ${String(status)}, unhandled rejections: ${String(count)}`);
  return 'no answer comes, and the rejection is unhandled';
}

/** What a listener of an emitter gives is dropped. */
export async function dropped(run: () => Promise<unknown>): Promise<string> {
  const [, count] = await unheard(run);
  if (count !== 1) throw new Error(`unhandled rejections: ${String(count)}`);
  return 'the rejection is unhandled';
}
