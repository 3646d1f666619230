import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processHost } from '../src/cli/host.js';
import { runCli } from '../src/cli/run.js';
import { changesBelow } from '../src/files/changes-below.js';

let root = '';
let controller = new AbortController();

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-watch-')));
  controller = new AbortController();
  mkdirSync(join(root, 'src'));
  write('package.json', JSON.stringify({ name: 'service', type: 'module' }));
  write('src/main.js', unbounded);
});
afterEach(() => {
  controller.abort();
  rmSync(root, { recursive: true, force: true });
});

const unbounded = `export const load = () => fetch('http://prices/');\n`;

function write(file: string, text: string): void {
  writeFileSync(join(root, file), text);
}

/** Runs `readiness scan --watch`; `onWaiting` is called with the number of the scan that is over. */
async function watching(args: readonly string[], onWaiting: (scans: number) => void): Promise<{ readonly code: number; readonly reports: readonly string[]; readonly stderr: string }> {
  const reports = [''];
  let stderr = '';
  const host = processHost();
  const code = await runCli(['scan', root, '--watch', '--no-cache', ...args], {
    ...host,
    stdout: { write: (text) => void reports.push(`${reports.pop() ?? ''}${text}`) },
    stderr: {
      write: (text) => {
        stderr += text;
        // The next scan begins when this one has said that it waits.
        if (text.includes('waiting for changes')) setImmediate(() => { onWaiting(reports.push('') - 1); });
      },
    },
    parts: { ...host.parts, changesBelow: (path, except) => changesBelow(path, { except, signal: controller.signal }) },
  });
  return { code, reports, stderr };
}

test('a change is scanned, and the exit code is that of the last scan', async () => {
  const { code, reports: [first, second], stderr } = await watching(['--rule', 'require-timeout', '--format', 'agent'], (scans) => {
    if (scans === 1) write('src/main.js', unbounded.replace(`/')`, `/', { signal: AbortSignal.timeout(5000) })`));
    else controller.abort();
  });
  expect(stderr).toContain('readiness: src/main.js changed');
  expect(first).toContain('src/main.js:1');
  expect(second).not.toBe('');
  expect(second).not.toContain('src/main.js:1');
  expect(code).toBe(0);
});

test('a configuration that is broken while it is edited is told, and what mends it is seen', async () => {
  const { code, stderr } = await watching(['--rule', 'require-timeout', '--quiet'], (scans) => {
    if (scans === 1) write('readiness.config.json', '{ "rules": ');
    else if (scans === 2) write('readiness.config.json', '{ "rules": { "require-timeout": "off" } }');
    else controller.abort();
  });
  expect(stderr).toContain('readiness.config.json');
  expect(code).toBe(0);
});

test('neither the own report, nor what git ignores, nor an installed package is a change', async () => {
  write('.gitignore', 'out\n');
  for (const folder of ['out', 'node_modules/lib']) mkdirSync(join(root, folder), { recursive: true });
  const seen: (readonly string[])[] = [];
  for await (const changed of changesBelow(root, { except: [join(root, 'report.json')], signal: controller.signal })) {
    seen.push(changed);
    if (seen.length > 1) break;
    for (const file of ['out/a.js', 'node_modules/lib/a.js', 'report.json', 'src/new.js']) write(file, '');
  }
  expect(seen).toEqual([[], ['src/new.js']]);
});

test('a path that is not there ends it', async () => {
  rmSync(root, { recursive: true });
  const { code, stderr } = await watching([], () => { controller.abort(); });
  expect(code).toBe(2);
  expect(stderr).toContain('There is no file or folder');
});
