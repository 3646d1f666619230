import net from 'node:net';
import { Worker } from 'node:worker_threads';

let made: Promise<number> | undefined;

/** A port to which no further connection is established: its owner accepts none, and those that the system keeps for it are all taken. One a process. */
export function unreachable(): Promise<number> {
  return (made ??= make());
}

// A thread that blocks right after it listens: nobody takes the connections out of the queue.
const source = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
`;

async function make(): Promise<number> {
  const thread = new Worker(source, { eval: true });
  thread.unref();
  const port = await new Promise<number>((resolve, reject) => thread.once('message', resolve).once('error', reject));
  for (let taken = 0; taken < 8; taken++) if (!(await connects(port))) return port;
  throw new Error('The system establishes connections that nobody accepts: there is no port that cannot be reached.');
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1').unref();
    socket.once('connect', () => resolve(true)).on('error', () => undefined);
    setTimeout(resolve, 300, false);
  });
}
