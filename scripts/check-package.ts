import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process, { stdout, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkProject, type Check } from './check-package/check-project.js';
import { inParallel } from './check-package/in-parallel.js';
import { combinations, nameOf } from './check-package/neighbours.js';
import { run } from './check-package/run.js';

/**
 * `npm run check-package` packs the package, installs the tarball into projects of its own beside every supported TypeScript and ESLint,
 * and uses it there as its users do. Needs the npm registry and some minutes; exits with 1 when anything fails. `--keep` leaves the projects.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const keep = process.argv.includes('--keep');
const folder = mkdtempSync(join(tmpdir(), 'readiness-package-'));

const tarball = await pack(join(folder, 'tarball'));
stdout.write(`Node ${version}, ${tarball}\n`);
const results = await inParallel(combinations, 2, async (neighbours) => {
  const checks = await checkProject(join(folder, nameOf(neighbours).replaceAll(' ', '-')), tarball, neighbours);
  stdout.write(lineFor(nameOf(neighbours), checks));
  return checks;
});

const failed = results.flat().filter((check) => check.problem !== undefined).length;
stdout.write(`${String(results.flat().length - failed)} passed, ${String(failed)} failed\n`);
if (keep) stdout.write(`kept: ${folder}\n`);
else rmSync(folder, { recursive: true, force: true });
if (failed > 0) process.exitCode = 1;

/** Packs, which builds first, and returns the tarball's path. Throws when it fails. */
async function pack(destination: string): Promise<string> {
  mkdirSync(destination, { recursive: true });
  const packed = await run('npm', ['pack', '--json', '--loglevel', 'error', '--pack-destination', destination], root);
  // The build's own output stands before the JSON.
  const file = /"filename":\s*"([^"]+)"/.exec(packed.stdout)?.[1];
  if (packed.exitCode !== 0 || file === undefined) throw new Error(`npm pack failed:\n${packed.output}`);
  return join(destination, file);
}

function lineFor(name: string, checks: readonly Check[]): string {
  const details = checks.flatMap(({ title, problem }) => (problem === undefined ? [] : [`    ${title}\n${problem.replaceAll(/^/gm, '      ')}\n`]));
  return `${details.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${checks.map((check) => check.title).join(', ')}\n${details.join('')}`;
}
