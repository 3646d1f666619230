import http from 'node:http';
import type net from 'node:net';

import { portOf } from './rejections.js';

/** What a server answers. */
export interface Answer {
  /** Undefined when it breaks the connection off. */
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: Buffer | string;
}

/** Asks a server of this machine that listens, or is about to. */
export async function ask(server: net.Server, { method = 'GET', path = '/', headers = {}, body }: Asked = {}): Promise<Answer> {
  const port = await portOf(server);
  return new Promise((resolve) => {
    const request = http.request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    request.on('error', () => resolve({ status: undefined, headers: {} }));
    request.end(body);
  });
}

/** A request with so many bytes of JSON. */
export const json = (bytes: number): Asked => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify('x'.repeat(bytes - 2)) });

/** A form with one file of so many bytes. */
export function upload(bytes: number): Asked {
  const head = '--cut\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n';
  return { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=cut' }, body: Buffer.concat([Buffer.from(head), Buffer.alloc(bytes), Buffer.from('\r\n--cut--\r\n')]) };
}

/**
 * Sends what is just small enough, and what is too large.
 * @throws {Error} unless the first is read and the second refused
 */
export async function limited(server: net.Server, small: Asked, large: Asked): Promise<string> {
  const [read, refused] = [await ask(server, small), await ask(server, large)];
  server.close();
  if (read.status !== 200 || refused.status === 200) throw new Error(`what is within the limit gets ${String(read.status)}, what is above it ${String(refused.status)}`);
  return `within the limit: 200; above it: ${String(refused.status ?? 'broken off')}`;
}

/**
 * Sends much more than anybody needs.
 * @throws {Error} unless all of it is read
 */
export async function unlimited(server: net.Server, large: Asked): Promise<string> {
  const { status } = await ask(server, large);
  server.close();
  if (status !== 200) throw new Error(`the answer is ${String(status)}`);
  return 'all of it is read';
}

/**
 * Asks so many times in a row.
 * @throws {Error} unless the last one is refused, and the first is not
 */
export async function refuses(server: net.Server, times = 3, asked: Asked = {}): Promise<string> {
  const answers: (number | undefined)[] = [];
  for (let count = 0; count < times; count++) answers.push((await ask(server, asked)).status);
  server.close();
  if (answers[0] !== 200 || (answers.at(-1) ?? 500) < 400) throw new Error(`the answers are ${answers.join(', ')}`);
  return `of ${String(times)} requests the first gets 200, the last ${String(answers.at(-1))}`;
}

/**
 * Asks two instances of one service in turn, of which each allows as many as are asked.
 * @throws {Error} when the second knows of what the first was asked
 */
export async function countsAlone(make: () => Promise<net.Server> | net.Server, allowed: number): Promise<string> {
  const [one, other] = [await make(), await make()];
  const answers: (number | undefined)[] = [];
  for (let count = 0; count < allowed; count++) answers.push((await ask(one)).status, (await ask(other)).status);
  const beyond = (await ask(one)).status;
  one.close();
  other.close();
  if (answers.some((status) => status !== 200) || (beyond ?? 500) < 400) throw new Error(`the answers are ${[...answers, beyond].join(', ')}`);
  return `two instances that allow ${String(allowed)} each let ${String(answers.length)} through`;
}
