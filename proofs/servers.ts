import http from 'node:http';
import net from 'node:net';

import { answerPostgres, answerRedis } from './protocols.js';
import { unreachable } from './unreachable.js';

/** Loopback servers of one case, each of which fails in one way. The values are URLs without a trailing slash, or ports. */
export interface Servers {
  /** A TCP connection to it is never established. */
  readonly unreachable: string;
  /** Accepts and never answers. */
  readonly silent: string;
  /** Sends the headers and half of the body. */
  readonly stalled: string;
  /** Sends the headers, then a byte every 100 ms, without end. */
  readonly dripping: string;
  /** Resets the connection when it is asked. */
  readonly resetting: string;
  /** Sends the headers and half of the body, and ends the connection. */
  readonly broken: string;
  /** Answers 503 at once, to each request, and counts them. */
  readonly failing: string;
  /** Answers 200 with 200 kB of JSON and keeps the connection. */
  readonly answering: string;
  /** Lets clients in and answers no query, except that it keeps `statement_timeout`. */
  readonly postgresPort: number;
  /** Answers what a client asks while it connects, and no command. */
  readonly redisPort: number;
  readonly silentPort: number;
  /** Requests that `failing` has answered. */
  readonly requests: () => number;
  /** Whether an address was asked for to which nobody came. */
  readonly missed: () => boolean;
  readonly close: () => void;
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n';

/** Starts the servers of a case, on ports of the system's choice. */
export async function startServers(): Promise<Servers> {
  let requests = 0;
  let asked = false;
  let reached = false;
  const open = new Set<net.Socket>();
  const servers: net.Server[] = [];
  const seen = (socket: net.Socket): void => {
    reached = true;
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => open.delete(socket));
  };
  const started = (server: net.Server): Promise<number> => (servers.push(server), listen(server.on('connection', seen)));
  const plain = (onSocket: (socket: net.Socket) => unknown): Promise<number> => started(net.createServer(onSocket));
  const ports = {
    silent: await plain((socket) => socket.resume()),
    stalled: await plain((socket) => socket.once('data', () => socket.write(`${head}{"half":`))),
    dripping: await plain((socket) => socket.once('data', () => drip(socket))),
    resetting: await plain((socket) => socket.once('data', () => socket.resetAndDestroy())),
    broken: await plain((socket) => socket.once('data', () => socket.write(`${head}{"half":`, () => setTimeout(() => socket.destroy(), 100)))),
    failing: await started(http.createServer((request, response) => (requests++, request.resume(), fail(response)))),
    answering: await started(http.createServer((request, response) => (request.resume(), answer(response)))),
    postgres: await plain(answerPostgres),
    redis: await plain(answerRedis),
  };
  const port = (of: keyof typeof ports): number => ((asked = true), ports[of]);
  const url = (of: keyof typeof ports): string => `http://127.0.0.1:${String(port(of))}`;
  const hanging = await unreachable();
  return {
    unreachable: `http://127.0.0.1:${String(hanging)}`,
    get silent() { return url('silent'); },
    get stalled() { return url('stalled'); },
    get dripping() { return url('dripping'); },
    get resetting() { return url('resetting'); },
    get broken() { return url('broken'); },
    get failing() { return url('failing'); },
    get answering() { return url('answering'); },
    get silentPort() { return port('silent'); },
    get postgresPort() { return port('postgres'); },
    get redisPort() { return port('redis'); },
    requests: () => requests,
    missed: () => asked && !reached,
    close: () => {
      for (const server of servers) server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function listen(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function drip(socket: net.Socket): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(' '), 100);
  socket.once('close', () => clearInterval(timer));
}

function fail(response: http.ServerResponse): void {
  response.writeHead(503, { 'Content-Type': 'application/json' }).end('{"error":{"message":"unavailable"}}');
}

function answer(response: http.ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ filler: 'x'.repeat(200_000) }));
}
