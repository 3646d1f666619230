import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Skipped } from './case.js';

let started: Promise<number> | undefined;

/**
 * The port of a Redis that is one: each process starts its own, and stops it when it ends. Cases keep to names of their own in it.
 * @throws {Skipped} when there is no `redis-server` in the PATH
 */
export function realRedis(): Promise<number> {
  return (started ??= start());
}

async function start(): Promise<number> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'readiness-redis-'));
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.once('exit', () => server.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new Skipped('redis-server is not installed')));
    server.once('exit', () => reject(new Error('redis-server ends')));
    server.stdout.on('data', (line: Buffer) => {
      if (line.includes('Ready to accept connections')) resolve();
    });
  });
  return port;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
