import { exec, execFile, execSync, fork, spawn, type ChildProcess, type ExecFileOptions } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { $, execa, execaCommand, execaSync } from 'execa';
import * as execa5 from 'execa-5';
import * as execa8 from 'execa-8';
import { Piscina } from 'piscina';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const processes = subject('child-process', 'node');
const workers = subject('node-workers', 'node');
const threads = subject('node-worker-threads', 'node');
const execas = subject('execa', 'execa');
const execas8 = subject('execa', 'execa-8');
const execas5 = subject('execa', 'execa-5');
const piscinas = subject('piscina', 'piscina');

const sleep = ['sleep', ['20']] as const;

const closed = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('close', resolve));
const executed = (options: ExecFileOptions): Promise<unknown> => new Promise((resolve) => execFile(...sleep, options, resolve));
const killing = (child: ChildProcess): Promise<unknown> => (setTimeout(() => child.kill(), limit), closed(child));

/** How long the loop stood still. */
async function standstill(run: () => unknown): Promise<string> {
  let late = 0;
  const start = Date.now();
  const ticked = new Promise<void>((resolve) => setTimeout(() => ((late = Date.now() - start), resolve()), 10));
  run();
  await ticked;
  if (late < 250) throw new Error(`a timer of 10 ms came after ${String(late)} ms`);
  return 'a timer of 10 ms came after the work of 300 ms';
}

/** A call that throws at once. */
function refused(run: () => unknown): Promise<string> {
  try {
    run();
  } catch (error) {
    return Promise.resolve(`throws: ${error instanceof Error ? error.message.slice(0, 80) : ''}`);
  }
  throw new Error('it throws nothing');
}

export const cases: readonly Case[] = [
  processes.wait('timeout/total', () => executed({ timeout: limit })),
  processes.wait('timeout/total', () => new Promise((resolve) => exec('sleep 20', { timeout: limit }, resolve)), { how: 'exec' }),
  processes.wait('timeout/default', () => executed({})),
  processes.wait('timeout/0/off', () => executed({ timeout: 0 })),
  processes.wait('spawnTimeout/total', () => closed(spawn(...sleep, { timeout: limit }))),
  processes.wait('spawnTimeout/default', () => closed(spawn(...sleep))),
  processes.wait('spawnTimeout/0/off', () => closed(spawn(...sleep, { timeout: 0 }))),
  processes.wait('signal/total', () => executed({ signal: AbortSignal.timeout(limit) })),
  processes.wait('timer/total', () => killing(spawn(...sleep))),
  processes.wait('timer/default', () => closed(spawn(...sleep))),
  processes.wait('exec/maxTime/ignored', () => executed({ maxTime: limit } as ExecFileOptions)),
  processes.event('spawn()/error', (_, hear) => hear(spawn('no-such-program'))),
  processes.event('fork()/error', (_, hear) => hear(fork('nothing', { execPath: '/nowhere/node' }))),
  processes.event('spawn().stdin/error', (_, hear) => {
    const child = spawn('true');
    hear(child.stdin);
    child.stdin.write(Buffer.alloc(10_000_000));
  }),
  processes.shown('exec/gives', () => gives.none(() => exec('true'))),
  processes.shown('execSync/blocks', () => standstill(() => execSync('sleep 0.3'))),
  workers.event('new-Worker()/error', (_, hear) => hear(new Worker('throw new Error("failed")', { eval: true, execArgv: [] }))),
  execas.wait('timeout/total', () => execa(...sleep, { timeout: limit })),
  execas.wait('timeout/total', () => $({ timeout: limit })`sleep 20`, { how: '$' }),
  execas.wait('timeout/default', () => execa(...sleep)),
  execas.wait('timeout/0/off', () => execa(...sleep, { timeout: 0 })),
  execas.wait('signal/total', () => execa(...sleep, { cancelSignal: AbortSignal.timeout(limit) })),
  execas.shown('Execa/signal/refused', () => refused(() => execa(...sleep, { signal: AbortSignal.timeout(limit) } as object))),
  execas.shown('execaCommand/signal/refused', () => refused(() => execaCommand('sleep 20', { signal: AbortSignal.timeout(limit) } as object))),
  execas.shown('Shell/signal/refused', () => refused(() => $({ signal: AbortSignal.timeout(limit) } as object)`sleep 20`)),
  execas.wait('timer/total', () => {
    const child = execa(...sleep);
    setTimeout(() => child.kill(), limit);
    return child;
  }),
  execas.wait('timer/default', () => execa(...sleep)),
  execas.shown('execaSync/gives', () => gives.none(() => execaSync('true'))),
  execas.shown('execaSync/blocks', () => standstill(() => execaSync('sleep', ['0.3']))),
  execas8.wait('timeout/total', () => execa8.execa(...sleep, { timeout: limit })),
  execas8.wait('timeout/default', () => execa8.execa(...sleep)),
  execas8.wait('signal@8/total', () => execa8.execa(...sleep, { signal: AbortSignal.timeout(limit) })),
  execas5.wait('timeout/total', () => execa5.default(...sleep, { timeout: limit })),
  execas5.wait('timeout/default', () => execa5.default(...sleep)),
  execas5.wait('signal@8/total', () => execa5.default(...sleep, { signal: AbortSignal.timeout(limit) } as object)),
  threads.shown('new-Worker().terminate/gives', () => gives.settles(() => new Worker('setInterval(() => {}, 1000)', { eval: true }).terminate())),
  ...(['export/release', 'Piscina/release'] as const).map((claim) =>
    piscinas.shown(claim, async () => {
      const filename = join(mkdtempSync(join(tmpdir(), 'readiness-worker-')), 'one.cjs');
      writeFileSync(filename, 'module.exports = () => 1;');
      const pool = new Piscina({ filename, execArgv: [], minThreads: 2, maxThreads: 2 });
      await pool.run(1);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const kept = pool.threads.length;
      await pool.destroy();
      if (kept !== 2 || pool.threads.length > 0) throw new Error(`kept: ${String(kept)} threads; destroyed: ${String(pool.threads.length)}`);
      return `kept: ${String(kept)} threads stay; destroyed: none`;
    }),
  ),
];
