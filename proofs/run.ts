import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Claim } from '../src/catalog/claim.js';
import type { Report } from './outcome.js';

/** What is tried, and where. */
export interface Run {
  /** The folder with the cases and the installed packages: this one, or a copy of it. */
  readonly folder: string;
  readonly claims: readonly Claim[];
  /** Names of files of `cases`, without their extension. */
  readonly files: readonly string[];
  readonly slow: boolean;
  /** Other versions are installed than those that the cases are written for. */
  readonly latest: boolean;
}

/** The file that a report is from, beside what it says. */
export interface FileReport extends Report {
  readonly file: string;
}

/** This folder. */
export const home = fileURLToPath(new URL('.', import.meta.url));

const together = 4;
/** A process that has said nothing for so many milliseconds is stuck. With `--slow` defaults of two minutes are waited for, each up to three times. */
const silence = { quick: 120_000, slow: 600_000 };

/** The names of all files of cases. */
export function caseFiles(): readonly string[] {
  return readdirSync(join(home, 'cases')).filter((name) => name.endsWith('.ts')).map((name) => name.slice(0, -'.ts'.length)).sort();
}

/** Tries the cases of each file in a process of its own, a few at a time. `onFile` is told of each that is done. */
export async function run({ folder, claims, files, slow, latest }: Run, onFile: (file: string, reports: readonly FileReport[]) => void): Promise<readonly FileReport[]> {
  const kept = mkdtempSync(join(tmpdir(), 'readiness-proofs-'));
  const list = join(kept, 'claims.json');
  writeFileSync(list, JSON.stringify(claims));
  const queue = [...files];
  const all: FileReport[] = [];
  const work = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const reports = await tryFile(folder, file, list, { slow, latest });
      all.push(...reports);
      onFile(file, reports);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  rmSync(kept, { recursive: true, force: true });
  return all;
}

function tryFile(folder: string, file: string, list: string, { slow, latest }: Pick<Run, 'slow' | 'latest'>): Promise<readonly FileReport[]> {
  return new Promise((resolve) => {
    const args = ['--import', 'tsx', join(folder, 'worker.ts'), join(folder, 'cases', `${file}.ts`), ...(slow ? ['--slow'] : []), ...(latest ? ['--latest'] : [])];
    const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, READINESS_CLAIMS: list }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: true });
    const stop = (): void => void endGroup(child.pid);
    const watch = setTimeout(stop, slow ? silence.slow : silence.quick);
    process.once('exit', stop);
    const reports: FileReport[] = [];
    let stderr = '';
    child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('message', (report: Report) => {
      watch.refresh();
      reports.push({ ...report, file });
    });
    child.once('close', (code) => {
      clearTimeout(watch);
      process.off('exit', stop);
      stop();
      resolve(code === 0 ? reports : [...reports, unfinished(file, stderr)]);
    });
  });
}

/** Ends what a process has started as well, such as a Redis: each worker leads a group of its own. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

/** A file whose process ended early: its package is not installed, or it is broken, or it took too long. */
function unfinished(file: string, stderr: string): FileReport {
  const missing = /Cannot find (?:package|module) '(@[^/']+\/[^/']+|[^./'][^/']*)/.exec(stderr)?.[1];
  const why = /^.*Error.*$/m.exec(stderr)?.[0] ?? stderr.trim().split('\n').at(-1) ?? '';
  const outcome = missing === undefined ? ({ verdict: 'wrong', observed: why || 'took too long' } as const) : ({ verdict: 'skipped', observed: `${missing} is not installed` } as const);
  return { file, claim: file, library: file, version: '', outcome };
}
