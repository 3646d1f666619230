import { readFileSync, readdirSync } from 'node:fs';

import chromium from '@sparticuz/chromium';

import { Skipped } from './case.js';

let made = 0;

/** What a Chromium is started with that nobody else has started: its processes can be counted by the mark. */
export async function ownChromium(): Promise<{ readonly executablePath: string; readonly args: string[]; readonly mark: string }> {
  const mark = `--readiness-proof=${String(process.pid)}-${String(++made)}`;
  return { executablePath: await chromium.executablePath(), args: [...chromium.args.filter((arg) => arg !== '--single-process'), mark], mark };
}

/**
 * Gives the browser that the cases share, started when it is first asked for.
 * @throws {Skipped} when it does not start, since the machine lacks what Chromium needs
 */
export function shared<Browser>(launch: () => Promise<Browser>): () => Promise<Browser> {
  let started: Promise<Browser> | undefined;
  return () => (started ??= launch().catch(() => Promise.reject(new Skipped('Chromium does not start here'))));
}

/**
 * Starts a browser and closes it.
 * @param open gives what closes it
 * @throws {Error} when its process is not there before, or still there afterwards
 */
export async function browserStays(open: (options: { readonly executablePath: string; readonly args: string[] }) => Promise<() => Promise<unknown>>): Promise<string> {
  const { mark, ...options } = await ownChromium();
  const close = await open(options);
  await pause(500);
  if (processes(mark) === 0) throw new Error('kept: no process is there');
  await close();
  for (let waited = 0; processes(mark) > 0 && waited < 3_000; waited += 100) await pause(100);
  if (processes(mark) > 0) throw new Error('given back: the process is still there');
  return 'kept: the process stays; given back: it ends';
}

/** How many processes were started with this argument. */
function processes(mark: string): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && argumentsOf(name).includes(mark)).length;
}

function argumentsOf(process: string): readonly string[] {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
