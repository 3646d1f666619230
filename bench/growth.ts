import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath, stdout, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { generateProject } from './generate-project.js';
import { measured } from './measured.js';
import { table } from './table.js';

/** `npx tsx bench/growth.ts [sizes...]`: what a cold scan costs as a repository grows, a file more or less of which costs the same. Build first. Each size is run once. */
const cli = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const sizes = argv.slice(2).map(Number);
const rows: (readonly string[])[] = [];
for (const size of sizes.length > 0 ? sizes : [100, 1_000, 10_000, 50_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-growth-'));
  const files = generateProject(folder, size);
  const { cpu, wall, megabytes } = await measured({ name: `scan of ${String(files)} files`, file: execPath, args: [cli, 'scan', '--quiet', '--no-cache', '--no-config', folder], cwd: folder, accepts: [0, 1, 3] });
  rmSync(folder, { recursive: true });
  rows.push([String(files), cpu.toFixed(1), wall.toFixed(1), ((cpu * 1000) / files).toFixed(2), megabytes.toFixed(0), ((megabytes * 1024) / files).toFixed(0)]);
}
stdout.write(`Node ${version}\n\n${table(['files', 'CPU s', 'wall s', 'CPU ms a file', 'peak MB', 'KB a file'], rows)}`);
