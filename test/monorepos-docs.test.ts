import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderJson } from '../src/report/json.js';
// The commands load these when they are needed: not on the time of the first test.
import '../src/report/sarif/render-sarif.js';
import '../src/report/shard-schema.js';
import '../src/scan.js';
import { createWorkspace } from './support/cli-run.js';
import { runInProcess, type CliResult } from './support/in-process-cli.js';
import { sampleReport } from './support/sample-report.js';

const page = readFileSync(fileURLToPath(new URL('../docs/monorepos.md', import.meta.url)), 'utf8');
const workspace = createWorkspace();
const folder = `${workspace.root}/shop`;
afterAll(() => {
  workspace.remove();
});

/** The code under a mark of the page. */
function example(name: string): string {
  const [, code] = new RegExp(`<!-- example: ${name.replace('.', '\\.')} -->\n\`\`\`\\w+\n([^]*?)\`\`\``).exec(page) ?? [];
  if (code === undefined) throw new Error(`docs/monorepos.md has no example "${name}"`);
  return code;
}

/** Runs a command of the page, up to what the shell makes of its end. */
function run(command: string): Promise<CliResult> {
  const [own = ''] = command.replace('$READINESS_DAY', '2026-11-22').split(' || ');
  const [, verb = '', ...args] = own.split(' ');
  return runInProcess([verb, ...args, ...(verb === 'scan' ? [folder, '--no-cache', '--rule', 'require-timeout'] : [])], folder);
}

beforeAll(() => {
  for (const name of ['a', 'b']) {
    workspace.write(`shop/${name}/package.json`, JSON.stringify({ name, type: 'module' }));
    workspace.write(`shop/${name}/main.js`, "export const load = () => fetch('http://users.internal/a');\n");
  }
});

test('the shards of the page make one report', async () => {
  const codes: number[] = [];
  for (const command of example('shards').trim().split('\n')) codes.push((await run(command)).code);
  expect(codes).toEqual([1, 1, 0, 1]);
  expect(readFileSync(`${folder}/readiness.sarif`, 'utf8')).toContain('require-timeout');
});

test('the fleet of the page is shown in each format', async () => {
  for (const file of ['reports/shop.json', 'orders/readiness.json', 'mail/readiness.json']) workspace.write(`shop/${file}`, renderJson(sampleReport()));
  for (const command of example('fleet').trim().split('\n')) expect(await run(command)).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(`${folder}/fleet.html`, 'utf8')).toContain('<!-- readiness done complete=true services=1 ');
});

test.each([
  ['Turborepo', () => (JSON.parse(example('turbo scripts')) as { scripts: Record<string, string> }).scripts],
  ['Nx', () => Object.fromEntries(Object.entries((JSON.parse(example('project.json')) as { targets: Record<string, { options: { command: string } }> }).targets).map(([name, { options }]) => [name, options.command]))],
])('the tasks for %s scan once, and end with the exit code of the gate', async (_, scriptsOf) => {
  const [scan = '', gate = ''] = Object.values(scriptsOf());
  expect(scan).toMatch(/ \|\| test \$\? -eq 1$/);
  expect((await run(scan)).code).toBe(1);
  expect((await run(gate)).code).toBe(1);
  expect((await run(gate.replace(' --gate', ''))).code).toBe(0);
});

test('the tasks of Turborepo are scripts of the root', () => {
  const { tasks } = JSON.parse(example('turbo.json')) as { tasks: Record<string, unknown> };
  const { scripts } = JSON.parse(example('turbo scripts')) as { scripts: Record<string, unknown> };
  expect(Object.keys(tasks)).toEqual(Object.keys(scripts).map((name) => `//#${name}`));
});
