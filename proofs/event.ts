import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Claim } from '../src/catalog/claim.js';
import type { Outcome } from './outcome.js';

/** How a process of its own ends: as Node.js ends it for an error that nobody caught, or by these. */
export const exits = { lived: 0, unheard: 3 } as const;

const script = fileURLToPath(new URL('event-process.ts', import.meta.url));
const longest = 90_000;

/** How long the event may take to come, and the shortest time that is waited where nobody hears it, in milliseconds. */
const patience = { longest: 20_000, shortest: 3_000 };

interface Ended {
  /** Undefined when it had to be stopped. */
  readonly code: number | undefined;
  readonly stderr: string;
  /** In milliseconds; 0 when it heard nothing. */
  readonly heardAfter: number;
}

let last: Promise<unknown> = Promise.resolve();

/** Processes one after the other: many that start at once are all late. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const own = last.then(run);
  last = own.catch(() => undefined);
  return own;
}

/** Runs a case of kind `event` in two processes: nobody hears the event in one, and somebody does in the other. */
export async function measureEvent({ id, expects }: Claim, { file, index }: { readonly file: string; readonly index: number }): Promise<Outcome> {
  const event = id.split('/').at(-2) ?? 'error';
  const hearing = await inTurn(() => ended([file, String(index), event, 'hear', String(patience.longest)]));
  if (hearing.code === exits.unheard) return { verdict: 'wrong', observed: 'the event did not come' };
  // A machine that is busy is slow in both.
  const deaf = await inTurn(() => ended([file, String(index), event, 'deaf', String(Math.max(patience.shortest, 3 * hearing.heardAfter))]));
  if (deaf.code === undefined || hearing.code === undefined) return { verdict: 'wrong', observed: `still running after ${String(longest / 1000)} s` };
  const heard = hearing.code === exits.lived;
  const died = deaf.code !== exits.lived && deaf.code !== exits.unheard;
  const observed = `unheard: ${died ? `the process ends (${thrown(deaf.stderr)})` : 'the process lives'}; heard: ${heard ? 'it lives' : `it ends (${thrown(hearing.stderr)})`}`;
  return { verdict: heard && died === (expects.is === 'process ends') ? 'shown' : 'refuted', observed };
}

function ended(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], timeout: longest });
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? undefined, stderr, heardAfter: Number(/heard after (\d+)/.exec(stdout)?.[1] ?? 0) }));
  });
}

function thrown(stderr: string): string {
  if (stderr.includes("Unhandled 'error' event")) return "unhandled 'error' event";
  return /^(?:Uncaught )?(\w*Error)\b/m.exec(stderr)?.[1] ?? 'an error';
}
