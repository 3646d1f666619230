import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
// The command loads it when it is needed: not on the time of the first test.
import '../src/mending/mend.js';
import { createWorkspace } from './support/cli-run.js';
import { gitRepository } from './support/git-repository.js';
import { runInProcess, type CliPerson, type CliResult } from './support/in-process-cli.js';

const page = readFileSync(fileURLToPath(new URL('../docs/fixing.md', import.meta.url)), 'utf8');
const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

/** The code under a mark of the page. */
function example(name: string): string {
  const [, code] = new RegExp(`<!-- example: ${name.replace('.', '\\.')} -->\n\`\`\`\\w+\n([^]*?)\`\`\``).exec(page) ?? [];
  if (code === undefined) throw new Error(`docs/fixing.md has no example "${name}"`);
  return code;
}

const manifest = '{ "name": "shop", "type": "module", "engines": { "node": ">=20" }, "dependencies": { "axios": "1.7.2", "express": "5.0.1" } }\n';
const main = example('main.js');
const mended = main.replace("users.internal/all'", "users.internal/all', { timeout: 10_000 }");
let folder = '';
let count = 0;

beforeEach(() => {
  folder = join(workspace.root, `shop-${String((count += 1))}`);
  workspace.write(`shop-${String(count)}/package.json`, manifest);
  workspace.write(`shop-${String(count)}/src/main.js`, main);
});

function fix(args: readonly string[], person?: CliPerson): Promise<CliResult> {
  return runInProcess(['fix', ...args, '--no-cache'], folder, person);
}

function text(file = 'src/main.js'): string {
  return readFileSync(join(folder, file), 'utf8');
}

describe('readiness fix', () => {
  test('says what it could do, and does nothing unasked', async () => {
    const { code, stdout, stderr } = await fix([]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('require-timeout 1  src/main.js:6');
    expect(stdout).toContain('readiness fix --all');
    expect(text()).toBe(main);
  });

  test('mends what is named, says how to check it, and changes nothing the second time', async () => {
    const first = await fix(['require-timeout']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('mended 1 finding in 1 file');
    expect(first.stdout).toContain('verify: readiness scan --rule require-timeout\n');
    expect(text()).toBe(mended);
    expect(await fix(['require-timeout'])).toEqual({ code: 0, stdout: 'mended nothing\n', stderr: '' });
    expect(text()).toBe(mended);
  });

  test('the example of the page is what a dry run shows, and its patch does what the command does', async () => {
    const [, ...args] = example('dry run').trim().split(' ');
    const { stdout } = await runInProcess([...args, '--no-cache'], folder);
    expect(stdout).toBe(example('diff'));
    expect(text()).toBe(main);
    const repository = gitRepository(folder, {});
    workspace.write(`shop-${String(count)}/it.patch`, stdout);
    repository.git('apply', 'it.patch');
    expect(text()).toBe(mended);
  });

  test.each(['src/main.js:6', 'readiness/require-timeout'])('takes %s', async (what) => {
    await fix([what]);
    expect(text()).toBe(mended);
  });

  test('takes a file, with all that is found in it', async () => {
    await fix(['src/main.js']);
    expect(text()).toContain('timeout: 10_000');
    expect(text()).toContain("app.get('/livez'");
  });

  test.each([
    [['require-timeuot'], 'Did you mean require-timeout?'],
    [['--interactive'], 'nobody is there'],
    [['--all', '--path', 'src/main.js'], 'is no folder'],
  ])('refuses %j', async (args, said) => {
    const { code, stderr } = await fix(args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(text()).toBe(main);
  });

  test('mends only what is sure with --safe, and fails for nothing else', async () => {
    expect(await fix(['--safe', '--all'])).toMatchObject({ code: 0, stdout: 'mended nothing\n' });
    expect(text()).toBe(main);
  });

  test('tells what is left, and fails for it', async () => {
    const { code, stdout } = await fix(['--all', '--format', 'json']);
    const { steps, left, written, files } = JSON.parse(stdout) as { steps: { rule: string }[]; left: { rule: string; kind: string; reason: string }[]; written: boolean; files: unknown };
    expect(code).toBe(1);
    expect(steps.map(({ rule }) => rule)).toContain('require-timeout');
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ kind, reason }) => kind === 'no-fix' && reason !== '')).toBe(true);
    expect([written, files]).toEqual([true, expect.arrayContaining([{ file: 'src/main.js', created: false }])]);
  });

  test('shows no secret that stands beside a change', async () => {
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
    workspace.write(`shop-${String(count)}/src/main.js`, main.replace('  const { data }', `  const token = '${token}';\n  const { data }`));
    const { stdout } = await fix(['require-timeout', '--dry-run']);
    expect(stdout).toContain("+  const { data } = await axios.get('http://users.internal/all', { timeout: 10_000 });");
    expect(stdout).not.toContain(token);
    expect(stdout).toContain(`const token = '${'*'.repeat(token.length)}'`);
  });

  test('names files that are not committed', async () => {
    gitRepository(folder, {});
    expect((await fix(['require-timeout', '--dry-run'])).stdout).not.toContain('not committed');
    workspace.write(`shop-${String(count)}/src/main.js`, `${main}// mine\n`);
    expect((await fix(['require-timeout'])).stdout).toContain('not committed before: src/main.js');
    expect(text()).toBe(`${mended}// mine\n`);
  });
});

describe('with somebody at the terminal', () => {
  const second = main.replace("  res.json", "  await axios.get('http://users.internal/more');\n  res.json");

  test.each([
    [['n', 'y'], ['all', 'more'], ['more']],
    [['y', 'q'], ['all', 'more'], ['all']],
    [['what?', 'a'], ['all'], ['all', 'more']],
  ])('answers %j: it shows %j and mends %j', async (answer, shown, done) => {
    workspace.write(`shop-${String(count)}/src/main.js`, second);
    const { stderr } = await fix(['require-timeout', '--interactive'], { answer });
    expect(['all', 'more'].filter((path) => new RegExp(`^\\+.*${path}'`, 'm').test(stderr))).toEqual(shown);
    expect(['all', 'more'].filter((path) => text().includes(`${path}', { timeout`))).toEqual(done);
  });
});

test('every command of the page is one', async () => {
  const commands = [...page.matchAll(/^\| `readiness (fix [^`]*)`/gm)].map(([, command = '']) => command.split(' '));
  expect(commands.length).toBeGreaterThan(4);
  for (const args of commands) expect([args, (await runInProcess([...args, '--dry-run', '--no-cache'], folder, { answer: 'y' })).code]).toEqual([args, expect.toBeOneOf([0, 1])]);
});
