import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mend } from './mended.js';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A service on the disk as it is written, and as the fixes of a rule leave it. */
export interface BeforeAndAfter {
  readonly before: string;
  readonly after: string;
  readonly remove: () => void;
}

/**
 * Writes a service twice and mends the second one.
 * @param files by path; a package.json of a module is written besides
 * @param shorter what to write in place of a time that no test can wait for
 * @throws where the rule offers no fix for it
 */
export async function beforeAndAfter(rule: string, files: Readonly<Record<string, string>>, { dependencies = {}, shorter }: { readonly dependencies?: Readonly<Record<string, string>>; readonly shorter?: readonly [from: string, to: string] } = {}): Promise<BeforeAndAfter> {
  const root = mkdtempSync(join(tmpdir(), 'readiness-proof-'));
  const [before, after] = [join(root, 'before'), join(root, 'after')];
  for (const [path, text] of Object.entries({ 'package.json': JSON.stringify({ name: 'proof', version: '1.0.0', private: true, type: 'module', dependencies }), ...files })) {
    mkdirSync(dirname(join(before, path)), { recursive: true });
    writeFileSync(join(before, path), text);
  }
  cpSync(before, after, { recursive: true });
  const changed = await mend(after, rule);
  if (changed.size === 0) throw new Error(`${rule} has no fix for this service`);
  for (const file of shorter ? changed.keys() : []) {
    const text = readFileSync(join(after, file), 'utf8');
    if (shorter) writeFileSync(join(after, file), text.replace(...shorter));
  }
  symlinkSync(modules, join(root, 'node_modules'));
  return { before, after, remove: () => { rmSync(root, { recursive: true }); } };
}

/** A service that runs. */
export interface Running {
  readonly port: number;
  readonly process: ChildProcess;
  /** The exit code or the signal, when it has ended. */
  readonly ended: Promise<number | string | null>;
  readonly stop: () => void;
}

/** Starts `src/main.js`, which listens on the port of its environment and prints a line then. */
export async function started(dir: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const port = await freePort();
  const process = spawn(globalThis.process.execPath, ['src/main.js'], { cwd: dir, env: { PORT: String(port), ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(process, 'exit').then(([code, signal]: (number | string | null)[]) => code ?? signal ?? null);
  await Promise.race([once(process.stdout, 'data'), ended]);
  return { port, process, ended, stop: () => { process.kill('SIGKILL'); } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The status of an answer, or the name of what went wrong. */
export async function statusOf(port: number, path = '/'): Promise<number | string> {
  try {
    const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, { signal: AbortSignal.timeout(2000) });
    await response.text();
    return response.status;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}
