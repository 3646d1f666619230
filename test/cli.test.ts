import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Explanation } from '../src/model/explanation.js';
import type { Report } from '../src/model/report.js';
import { createWorkspace, runBuiltCli, type CliRun, type Workspace } from './support/cli-run.js';

const example = fileURLToPath(new URL('../fixtures/services/orders-api', import.meta.url));
const expected = ['src/clients/customers.ts:14', 'src/clients/inventory.ts:4', 'src/clients/shipping.ts:11', 'src/receipts.ts:11'];

let workspace: Workspace;
/** A copy of the example service outside of this repository: neither its git nor its node_modules has a say. */
let service: string;

beforeAll(() => {
  workspace = createWorkspace();
  service = join(workspace.root, 'orders-api');
  cpSync(example, service, { recursive: true });
});
afterAll(() => {
  workspace.remove();
});

const run = (...argv: readonly string[]): Promise<CliRun> => runBuiltCli(argv, service);

async function scanJson(...options: readonly string[]): Promise<{ readonly code: number | null; readonly report: Report }> {
  const { code, stdout } = await run('scan', '--format', 'json', ...options);
  return { code, report: JSON.parse(stdout) as Report };
}

const places = (report: Report): readonly string[] => report.findings.map((f) => `${f.file}:${String(f.line)}`);

describe('readiness scan', () => {
  test('for people: the decision, what to mend and how, what is covered, the last line', async () => {
    const { code, stdout, stderr } = await run('scan');
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^✖ GATE FAILED {2}4 errors, no warnings in 13 files\n/);
    expect(stdout).toContain('orders-api · axios 1.7.9, express 4.21.2, ioredis 5.4.2, pg 8.13.1, pino 9.6.0 ·\npreset recommended');
    for (const place of expected) expect(stdout).toContain(` ${place}:`);
    expect(stdout).toMatch(/> 14 │ {3}const \{ lines \} = await getJson<.*\n +│ {27}\^{7}\n/);
    expect(stdout).toContain('    fix   Hand in signal: AbortSignal.timeout(10_000)');
    expect(stdout).toMatch(/trace src\/routes\/orders\.ts:22:11 +GET \/:id is handled here\n +src\/routes\/orders\.ts:29:41 +calls addressOf\n +src\/clients\/get-json\.ts:3:26 +fetch waits here\n/);
    expect(stdout).toContain('COVERAGE  deadlines 9 of 13 · ');
    expect(stdout).toMatch(/done complete=true findings=4 errors=4 warnings=0 infos=0 gate=fail exit=1\n$/);
  });

  test('for programs: JSON', async () => {
    const { code, report } = await scanJson();
    expect(code).toBe(1);
    expect(places(report)).toEqual(expected);
    expect(report).toMatchObject({ schemaVersion: 1, complete: true, problems: [], coverage: { 'require-timeout': { pass: 9, fail: 4, unknown: 0 } } });
  });

  test('for agents: one finding a line, with its fix and the command that checks it', async () => {
    const { code, stdout } = await run('scan', '--format', 'agent');
    expect(code).toBe(1);
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect(header).toBe('readiness/1 complete=true gate=fail total=4 errors=4 warnings=0 infos=0 shown=4 exit=1');
    expect(lines.slice(0, 4).map((line) => line.split(':').slice(0, 2).join(':'))).toEqual(expected);
    for (const line of lines.slice(0, 4)) expect(line).toMatch(/ conf=high reach=\w+: .+ \| fix: .+ \| verify: readiness scan --rule [\w-]+( |$)/);
  });

  test('--rule runs only what it names', async () => {
    const { code, report } = await scanJson('--rule', 'no-ineffective-timeout');
    expect(code).toBe(1);
    expect(places(report)).toEqual(['src/clients/shipping.ts:11']);
    expect(Object.keys(report.coverage)).toEqual(['no-ineffective-timeout']);
  });

  test('--preset strict shows info findings, which never fail the gate', async () => {
    workspace.write('race/package.json', '{ "name": "race", "type": "module", "engines": { "node": ">=20" } }');
    workspace.write(
      'race/src/a.ts',
      "export async function load(url: string) {\n  const late = new Promise((_, reject) => setTimeout(reject, 500));\n  return Promise.race([fetch(url), late]);\n}\n",
    );
    const recommended = await runBuiltCli(['scan', 'race', '--format', 'json'], workspace.root);
    const strict = await runBuiltCli(['scan', 'race', '--format', 'json', '--preset', 'strict'], workspace.root);
    expect((JSON.parse(recommended.stdout) as Report).findings).toEqual([]);
    expect((JSON.parse(strict.stdout) as Report).findings).toEqual([expect.objectContaining({ rule: 'no-ineffective-timeout', level: 'info', line: 3 })]);
    expect([recommended.code, strict.code]).toEqual([0, 0]);
  });

  test('cold, warm and without a cache it says the same', async () => {
    const [without, cold, warm] = [await run('scan', '--format', 'json', '--no-cache'), await run('scan', '--format', 'json'), await run('scan', '--format', 'json')];
    expect(cold.stdout).toBe(without.stdout);
    expect(warm.stdout).toBe(without.stdout);
  });

  test('--output writes the report and leaves stdout empty', async () => {
    const { code, stdout } = await run('scan', '--format', 'json', '--output', 'reports/readiness.json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(places(JSON.parse(readFileSync(join(service, 'reports/readiness.json'), 'utf8')) as Report)).toEqual(expected);
  });

  test('the path may be the folder, seen from anywhere, or one file of it', async () => {
    const fromOutside = await runBuiltCli(['scan', 'orders-api', '--format', 'json'], workspace.root);
    expect(places(JSON.parse(fromOutside.stdout) as Report)).toEqual(expected);
    const oneFile = await run('scan', 'src/receipts.ts', '--format', 'json');
    expect(places(JSON.parse(oneFile.stdout) as Report)).toEqual(['src/receipts.ts:11']);
  });

  test('it writes nothing into a service in which nothing is installed', () => {
    expect(existsSync(join(service, 'node_modules'))).toBe(false);
  });
});

describe('exit codes', () => {
  test('0: mended, each finding by what its help says', async () => {
    const mended = join(workspace.root, 'mended');
    cpSync(example, mended, { recursive: true });
    const edit = (file: string, from: string, to: string): void => {
      const path = join(mended, file);
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
    };
    edit('src/clients/customers.ts', '/address`)', '/address`, { signal: AbortSignal.timeout(10_000) })');
    edit('src/clients/inventory.ts', "'orders-api' },", "'orders-api' }, timeout: 10_000,");
    edit('src/clients/shipping.ts', 'timeout: SHIPPING_TIMEOUT_MS', 'signal: AbortSignal.timeout(SHIPPING_TIMEOUT_MS)');
    edit('src/receipts.ts', 'order }),', 'order }), signal: AbortSignal.timeout(10_000),');
    const { code, stdout } = await runBuiltCli(['scan', 'mended'], workspace.root);
    expect(stdout).toMatch(/^✔ GATE PASSED {2}no errors, no warnings in 13 files\n/);
    expect(stdout).toContain('COVERAGE  deadlines 13 of 13 · ');
    expect(code).toBe(0);
  });

  test('1: the gate failed', async () => {
    expect((await run('scan', '--quiet')).code).toBe(1);
  });

  test('2: wrong use', async () => {
    expect((await run('scan', 'nowhere')).code).toBe(2);
  });

  test('3: incomplete, which outranks findings', async () => {
    workspace.write('broken/package.json', '{ "name": "broken", "type": "module" }');
    workspace.write('broken/a.js', "export const load = () => fetch('http://x');\n");
    workspace.write('broken/b.js', 'export const = 1;\n');
    const { code, stdout } = await runBuiltCli(['scan', 'broken'], workspace.root);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^‼ SCAN INCOMPLETE {2}not everything was judged · 1 error, no warnings in 2 files\n/);
    expect(stdout).toContain('a.js:1:27');
  });
});

describe('readiness rules and explain', () => {
  test('list the rules', async () => {
    const { code, stdout } = await run('rules');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^RELIABILITY\n(?: {2}[\w-]+ +(?:error|warning|info) .*\n)+/);
    const json = JSON.parse((await run('rules', '--format', 'json')).stdout) as { rules: readonly { id: string }[] };
    const ids = json.rules.map((rule) => rule.id);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toContain('require-timeout');
  });

  test.each(['require-timeout', 'no-ineffective-timeout'])('explain %s', async (id) => {
    const { code, stdout } = await run('explain', id);
    expect(code).toBe(0);
    for (const heading of ['WHY', 'HOW IT DECIDES', 'EXAMPLES', 'BLIND SPOTS']) expect(stdout).toContain(`\n${heading}\n`);
    expect(stdout).toContain('✖ bad ');
    expect(stdout).toContain('✔ good');
  });
});

describe('readiness why', () => {
  async function why(site: string): Promise<Explanation> {
    const { code, stdout, stderr } = await run('why', site, '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as Explanation;
  }
  const knob = (explanation: Explanation, name: string): unknown => explanation.calls[0]?.knobs.find((k) => k.name === name);
  const outcomes = ({ calls: [call] }: Explanation): readonly string[] => call?.judgements.map((j) => `${j.rule} ${j.outcome}`) ?? [];

  test('a call of a bounded client: origin, version and the line that bounds it', async () => {
    const explanation = await why('src/clients/payments.ts:11');
    expect(explanation.calls[0]).toMatchObject({ text: 'payments.post', origin: 'axios · create().post', library: 'axios 1.7.9 (by the lockfile)', place: { line: 11, column: 9 } });
    expect(knob(explanation, 'timeout')).toEqual({ name: 'timeout', state: '4 s by an option', at: 'src/clients/payments.ts:6' });
    expect(knob(explanation, 'signal')).toEqual({ name: 'signal', state: 'not set, and there is no default' });
    expect(outcomes(explanation)).toEqual(['no-ineffective-timeout pass', 'require-timeout pass']);
  });

  test('a call of an open client is reported where the client is made, and the client names its calls', async () => {
    const call = await why('src/clients/inventory.ts:10');
    expect(outcomes(call)).toEqual([]);
    expect(call.calls[0]?.notes).toContain('no deadline; reported once, where the client is made: src/clients/inventory.ts:4');
    const client = await why('src/clients/inventory.ts:4');
    expect(outcomes(client)).toEqual(['require-timeout fail']);
    expect(client.calls[0]?.notes).toContain('makes a client; its calls: src/clients/inventory.ts:10');
  });

  test('a wrapper that forwards its options: each caller has its own verdict', async () => {
    const inside = await why('src/clients/get-json.ts:3');
    expect(knob(inside, 'signal')).toEqual({ name: 'signal', state: 'given by the caller' });
    expect(inside.calls[0]?.notes).toContain('the caller decides; judged there: src/clients/customers.ts:11 (pass), src/clients/customers.ts:14 (fail)');

    const bounded = await why('src/clients/customers.ts:11');
    expect(bounded.calls[0]).toMatchObject({ text: 'getJson', origin: 'getJson of this project, src/clients/get-json.ts:2', resolved: 'fetch at src/clients/get-json.ts:3' });
    expect(knob(bounded, 'signal')).toEqual({ name: 'signal', state: '2 s by AbortSignal.timeout', at: 'src/clients/customers.ts:11' });
    expect(outcomes(bounded)).toContain('require-timeout pass');
    expect(outcomes(await why('src/clients/customers.ts:14'))).toEqual(['require-timeout fail']);
  });

  test('an option that does nothing: asked at the option, as the report names it, or at the call', async () => {
    const atOption = await why('src/clients/shipping.ts:11');
    expect(outcomes(atOption)).toEqual(['no-ineffective-timeout fail', 'require-body-consumed fail', 'require-timeout fail']);
    expect(atOption.calls[0]?.judgements.find((j) => j.rule === 'require-timeout')?.message).toContain('(reported by no-ineffective-timeout)');
    expect(knob(atOption, 'headersTimeout')).toEqual({ name: 'headersTimeout', state: 'not set; the default is 300 s, too long to count as a deadline' });
    expect((await why('src/clients/shipping.ts:13')).calls).toEqual(atOption.calls);
  });

  test('a controller with a timer', async () => {
    const explanation = await why('src/clients/fraud.ts:9');
    expect(knob(explanation, 'signal')).toMatchObject({ state: '800 ms by a controller with a timer', at: 'src/clients/fraud.ts:10' });
  });

  test('knobs of a pool, and the way from the handler', async () => {
    const explanation = await why('src/store/orders.ts:24');
    expect(explanation.calls[0]?.knobs.map((k) => `${k.name} ${k.state} ${k.at ?? ''}`)).toEqual([
      'query_timeout 10 s by an option src/store/orders.ts:8',
      'statement_timeout 9 s by an option src/store/orders.ts:9',
      'connectionTimeoutMillis 3 s by an option src/store/orders.ts:7',
    ]);
    expect(explanation.calls[0]?.notes).toContain('reach: request; GET /:id is handled here (src/routes/orders.ts:22), calls findOrder (src/routes/orders.ts:24)');
  });

  test('calls that no rule asks anything of', async () => {
    const { calls } = await why('src/routes/orders.ts:24');
    expect(calls.map((call) => [call.text, call.judgements, call.notes[0]])).toEqual([
      ['cachedOrder', [], 'the outbound calls inside it are judged where they are written'],
      ['findOrder', [], 'the outbound calls inside it are judged where they are written'],
    ]);
    expect((await why('src/config.ts:3')).calls[0]?.notes[0]).toBe('no outbound call of the catalog: no deadline is asked of it');
  });

  test('a line without a call, a comment that silences, a line that is not there', async () => {
    expect((await run('why', 'src/config.ts:1')).stdout).toBe('src/config.ts:1\n\nNo call on this line.\n');

    const path = workspace.write('orders-api/src/extra.ts', "// eslint-disable-next-line readiness/require-timeout -- asked once, at the start (until 2999-01-01, @shop)\nexport const load = () => fetch('http://x');\n");
    expect((await why('src/extra.ts:2')).calls[0]?.judgements.find((j) => j.rule === 'require-timeout')?.message).toContain('(accepted in src/extra.ts:1 until 2999-01-01)');
    const { code, stderr } = await run('why', `${path}:9`);
    expect(code).toBe(2);
    expect(stderr).toContain('"src/extra.ts" has 3 lines, not 9.');
    writeFileSync(path, '');
  });
});
