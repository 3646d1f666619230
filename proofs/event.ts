import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Claim } from '../src/catalog/claim.js';
import type { Outcome } from './outcome.js';

/** How a process of its own ends: as Node.js ends it for an error that nobody caught, or by these. */
export const exits = { lived: 0, unheard: 3 } as const;

const script = fileURLToPath(new URL('event-process.ts', import.meta.url));
const longest = 20_000;

interface Ended {
  /** Undefined when it had to be stopped. */
  readonly code: number | undefined;
  readonly stderr: string;
}

/** Runs a case of kind `event` in two processes: nobody hears the event in one, and somebody does in the other. */
export async function measureEvent({ id, expects }: Claim, { file, index }: { readonly file: string; readonly index: number }): Promise<Outcome> {
  const event = id.split('/').at(-2) ?? 'error';
  const deaf = await ended([file, String(index), event, 'deaf']);
  const hearing = await ended([file, String(index), event, 'hear']);
  if (deaf.code === undefined || hearing.code === undefined) return { verdict: 'wrong', observed: `still running after ${String(longest / 1000)} s` };
  if (hearing.code === exits.unheard) return { verdict: 'wrong', observed: 'the event did not come' };
  const heard = hearing.code === exits.lived;
  const died = deaf.code !== exits.lived && deaf.code !== exits.unheard;
  const observed = `unheard: ${died ? `the process ends (${thrown(deaf.stderr)})` : 'the process lives'}; heard: ${heard ? 'it lives' : `it ends (${thrown(hearing.stderr)})`}`;
  return { verdict: heard && died === (expects.is === 'process ends') ? 'shown' : 'refuted', observed };
}

function ended(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: ['ignore', 'ignore', 'pipe'], timeout: longest });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? undefined, stderr }));
  });
}

function thrown(stderr: string): string {
  if (stderr.includes("Unhandled 'error' event")) return "unhandled 'error' event";
  return /^(?:Uncaught )?(\w*Error)\b/m.exec(stderr)?.[1] ?? 'an error';
}
