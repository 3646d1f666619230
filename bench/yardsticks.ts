import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import type { Command } from './measured.js';

/** Exact, so that two measurements compare. */
const versions = { typescript6: 'npm:typescript@6.0.3', typescript7: 'npm:typescript@7.0.2', oxlint: '1.89.0', 'oxlint-tsgolint': '7.0.2007' } as const;

/**
 * What a team already runs on the same code: two TypeScript compilers over the checkout's tsconfig, oxlint with its default rules over the source, without
 * and with types. They are installed into a folder of the temp directory once.
 */
export function yardsticks(checkout: string, source: string): readonly Command[] {
  const modules = join(installed(), 'node_modules');
  const node = (name: string, script: string, args: readonly string[], accepts: readonly number[]): Command => ({ name, file: execPath, args: [join(modules, script), ...args], cwd: checkout, path: join(modules, '.bin'), accepts });
  // oxlint finds its type-aware part through the PATH.
  // A compiler's 1 and 2 are type errors of the checkout, oxlint's 1 are findings: the work is done all the same.
  return [
    node('tsc --noEmit, TypeScript 6.0', 'typescript6/bin/tsc', ['--noEmit'], [0, 1, 2]),
    node('tsc --noEmit, TypeScript 7.0 (native)', 'typescript7/bin/tsc', ['--noEmit'], [0, 1, 2]),
    node('oxlint', 'oxlint/bin/oxlint', ['--silent', source], [0, 1]),
    node('oxlint --type-aware', 'oxlint/bin/oxlint', ['--silent', '--type-aware', source], [0, 1]),
  ];
}

function installed(): string {
  const folder = join(tmpdir(), `readiness-yardsticks-${Object.values(versions).join('-').replaceAll(/[^\d.-]+/g, '')}`);
  if (existsSync(join(folder, 'done'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: folder, stdio: 'inherit' });
  writeFileSync(join(folder, 'done'), '');
  return folder;
}
