import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliHost, CliParts } from '../src/cli/host.js';
import { startProgress } from '../src/cli/progress.js';
import { runCli } from '../src/cli/run.js';
import type { Explanation } from '../src/model/explanation.js';
import type { Report } from '../src/model/report.js';
import type { Rule, RuleMeta } from '../src/model/rule.js';
import { UsageError } from '../src/model/usage-error.js';
import { fullReport, sampleFinding, sampleReport } from './support/sample-report.js';

interface Setup {
  readonly report?: Report;
  readonly parts?: Partial<CliParts>;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly columns?: number;
}

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly scans: readonly Parameters<CliParts['scan']>[0][];
  readonly sites: readonly Parameters<CliParts['explainSite']>[0][];
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readiness-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

function sampleRule(changes: Partial<RuleMeta> = {}): Rule {
  return {
    meta: {
      id: 'require-timeout',
      area: 'reliability',
      item: 'timeouts',
      mode: 'dependency-hangs',
      coverage: { practice: 'deadlines', sites: 'outbound calls' },
      summary: 'An outbound call has a deadline.',
      why: 'A dependency that hangs holds every request.',
      how: 'It follows the client to where it is made.',
      level: 'error',
      gate: ['catalog'],
      examples: [
        { title: 'No deadline', code: "const a = 1;\nawait fetch('http://x');\n", reports: [2] },
        { title: 'A signal', code: "await fetch('http://x', { signal });\n", reports: [] },
      ],
      blindSpots: ['A client that comes from a container by name.'],
      ...changes,
    },
    *file() {
      // Never run here.
    },
  };
}

const explanation: Explanation = {
  file: 'src/server.ts',
  line: 12,
  calls: [
    {
      text: 'http.get',
      place: { file: 'src/server.ts', line: 12, column: 7, endLine: 12, endColumn: 15 },
      origin: 'axios · create().get',
      resolved: 'axios · get',
      library: 'axios 1.7.2',
      knobs: [{ name: 'timeout', state: '5000 ms', at: 'src/http.ts:3' }, { name: 'signal', state: 'not set' }],
      judgements: [{ rule: 'require-timeout', outcome: 'pass', message: 'bounded by the client' }],
      notes: [],
    },
  ],
  problems: [],
};

async function run(argv: readonly string[], setup: Setup = {}): Promise<Run> {
  const { report = sampleReport(), parts = {}, env = {}, tty = false, columns } = setup;
  const written = { stdout: '', stderr: '' };
  const scans: Parameters<CliParts['scan']>[0][] = [];
  const sites: Parameters<CliParts['explainSite']>[0][] = [];
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => void (written[name] += text),
    isTTY: tty,
    ...(columns === undefined ? {} : { columns }),
  });
  const host: CliHost = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env,
    cwd: folder,
    parts: {
      scan: (options) => Promise.resolve((scans.push(options), report)),
      rules: () => Promise.resolve([sampleRule(), sampleRule({ id: 'no-ineffective-timeout' })]),
      explainSite: (options) => Promise.resolve((sites.push(options), explanation)),
      knownLibrary: () => Promise.resolve(undefined),
      knownNames: () => Promise.resolve(['axios', 'got']),
      usedLibraries: () => Promise.resolve({ libraries: [], unknown: 0 }),
      isAgent: () => Promise.resolve(false),
      async *changesBelow() { /* nothing changes */ },
      ...parts,
    },
  };
  const code = await runCli(argv, host);
  return { code, ...written, scans, sites };
}

describe('readiness scan', () => {
  it.each([
    ['clean', sampleReport(), 0],
    ['an error', sampleReport({ findings: [sampleFinding()] }), 1],
    ['only info findings', sampleReport({ findings: [sampleFinding({ level: 'info' })] }), 0],
    ['incomplete', fullReport(), 3],
  ])('exits by the verdict: %s', async (_, report, code) => {
    const result = await run(['scan'], { report });

    expect(result.code).toBe(code);
    expect(result.stdout).toContain(`exit=${String(code)}\n`);
    expect(result.stderr).toBe('');
  });

  it('hands its options to the scan', async () => {
    const rules = ['require-timeout', 'no-ineffective-timeout'];
    const argv = ['scan', '--rule', rules.join(','), '--rule', 'require-timeout', '--preset', 'strict', '--no-cache', 'services/a'];

    expect((await run(argv)).scans[0]).toMatchObject({ path: 'services/a', preset: 'strict', rules, cache: false });
    expect((await run(['scan'])).scans[0]).toEqual({ path: '.', cache: true, onProgress: expect.any(Function) as unknown });
  });

  it('writes only JSON to stdout with --format json', async () => {
    const { stdout, stderr } = await run(['scan', '--format', 'json'], { report: fullReport() });

    expect(JSON.parse(stdout)).toEqual(fullReport());
    expect(stderr).toBe('');
  });

  it('speaks to a coding agent in its format, unless somebody watches or asks for another', async () => {
    const parts = { isAgent: () => Promise.resolve(true) };

    expect((await run(['scan'], { parts })).stdout).toMatch(/^readiness\/1 /);
    expect((await run(['scan'], { parts, tty: true })).stdout).toMatch(/GATE PASSED/);
    expect((await run(['scan', '--format', 'terminal'], { parts })).stdout).toMatch(/GATE PASSED/);
  });

  it('writes to a file and leaves stdout empty', async () => {
    const { stdout, code } = await run(['scan', '--format=json', '--output', 'out/report.json'], { report: fullReport() });

    expect(stdout).toBe('');
    expect(code).toBe(3);
    expect(JSON.parse(await readFile(join(folder, 'out/report.json'), 'utf8'))).toEqual(fullReport());
  });

  it('says that a file cannot be written, instead of failing the gate', async () => {
    await writeFile(join(folder, 'taken'), '');
    const { code, stderr } = await run(['scan', '--output', 'taken/report.txt']);

    expect(code).toBe(2);
    expect(stderr).toContain('cannot write taken/report.txt');
  });

  it.each([
    ['a pipe', {}, false],
    ['a terminal', { tty: true }, true],
    ['a terminal with NO_COLOR', { tty: true, env: { NO_COLOR: '1' } }, false],
    ['a terminal with FORCE_COLOR=0', { tty: true, env: { FORCE_COLOR: '0' } }, false],
    ['a dumb terminal', { tty: true, env: { TERM: 'dumb' } }, false],
    ['a pipe in CI', { env: { CI: 'true' } }, false],
    ['a pipe with FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, true],
  ])('decides about colour: %s', async (_, setup: Setup, colored) => {
    expect((await run(['scan'], setup)).stdout.includes('\u001b[')).toBe(colored);
  });

  it('fits the terminal', async () => {
    const report = sampleReport({ findings: [sampleFinding()] });
    const { stdout } = await run(['scan'], { report, tty: true, columns: 70, env: { NO_COLOR: '1' } });

    // The closing line has one form, whatever the width.
    expect(Math.max(...stdout.split('\n').filter((line) => !line.startsWith('done ')).map((line) => line.length))).toBe(70);
  });
});

describe('wrong use', () => {
  it.each([
    [['scan', '--formt', 'json'], "unknown option '--formt'", 'Did you mean --format?'],
    [['scna'], "unknown command 'scna'", 'Did you mean scan?'],
    [['scan', '--format', 'xml'], "unknown format 'xml'", 'Formats: terminal, json, '],
    [['scan', 'a', 'b'], 'too many arguments', 'readiness --help'],
    [['scan', '--rule', 'requre-timeout'], "unknown rule 'requre-timeout'", 'Did you mean require-timeout?'],
    [['scan', '--rule', 'entirely-else'], "unknown rule 'entirely-else'", 'readiness rules lists them'],
    [['scan', '--rule', ''], 'It names no rule', 'readiness --help'],
    [['explain', 'require-timeouts'], "unknown rule 'require-timeouts'", 'Did you mean require-timeout?'],
    [['why', 'src/server.ts'], "'src/server.ts' names no line", 'readiness why src/server.ts:12'],
    [['why', '../other/a.ts:3'], 'outside of the scanned folder', '--path'],
    [['why'], "missing required argument 'file:line'", 'readiness --help'],
    [['.'], "unknown command '.'", 'To scan that path: readiness scan .'],
  ])('%j is refused with 2, on stderr, with a way on', async (argv, message, help) => {
    const { code, stdout, stderr, scans } = await run(argv);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^readiness: /);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
    expect(scans).toEqual([]);
  });

  it.each([
    [['scan', '--formt', '--format', 'json'], 'UNKNOWN_OPTION'],
    [['scan', '--format=json', '--rule', 'x'], 'USAGE'],
    [['why', 'a', '--format', 'json'], 'USAGE'],
  ])('%j also answers in JSON', async (argv, code) => {
    const { stdout } = await run(argv);

    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      complete: false,
      error: { code, message: expect.any(String) as unknown, help: expect.any(String) as unknown },
    });
  });

  it('prints what the scan finds wrong with its input', async () => {
    const parts = { scan: () => Promise.reject(new UsageError('no such folder: nowhere', 'Check the path')) };
    const { code, stderr } = await run(['scan', 'nowhere'], { parts });

    expect(code).toBe(2);
    expect(stderr).toBe('readiness: no such folder: nowhere\n  Check the path\n');
  });

  it('does not take a missing command for success', async () => {
    const { code, stdout, stderr } = await run([]);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: readiness');
  });
});

describe('a crash', () => {
  const parts = { scan: () => Promise.reject(new TypeError('x is undefined')) };

  it('exits with 3 and one line', async () => {
    const { code, stdout, stderr } = await run(['scan'], { parts });

    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^readiness crashed: TypeError: x is undefined.*please report.*\n$/);
  });

  it('answers in JSON where JSON is expected', async () => {
    const { stdout } = await run(['scan', '--format', 'json'], { parts });
    const error = { code: 'CRASH', message: 'TypeError: x is undefined' };

    expect(JSON.parse(stdout)).toEqual({ ok: false, complete: false, error });
  });

  it('shows the stack to those who ask for it', async () => {
    expect((await run(['scan'], { parts, env: { READINESS_DEBUG: '1' } })).stderr).toContain('cli-args.test.ts');
  });
});

describe('the other commands', () => {
  it('print version and help without running anything', async () => {
    const version = await run(['--version']);
    expect(version).toMatchObject({ code: 0, stderr: '' });
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('3  the analysis is incomplete');
  });

  it('explain a rule, with its examples and blind spots', async () => {
    const { code, stdout } = await run(['explain', 'require-timeout']);

    expect(code).toBe(0);
    expect(stdout).toContain('error · reliability · Timeouts on all external calls (timeouts)');
    expect(stdout).toContain("  ✖ bad   No deadline\n    │ const a = 1;\n  > │ await fetch('http://x');\n");
    expect(stdout).toContain("  ✔ good  A signal\n    │ await fetch('http://x', { signal });\n");
    expect(stdout).toContain('BLIND SPOTS\n  - A client that comes from a container by name.');
  });

  it('list the rules', async () => {
    expect((await run(['explain'])).stdout).toBe((await run(['rules'])).stdout);
    expect((await run(['rules'])).stdout).toMatch(/RELIABILITY\n {2}no-ineffective-timeout +error .*\n {2}require-timeout +error /);
    expect(JSON.parse((await run(['rules', '--format', 'json'])).stdout)).toMatchObject({
      rules: [{ id: 'require-timeout', area: 'reliability', item: 'timeouts', level: 'error' }, { id: 'no-ineffective-timeout' }],
    });
  });

  it('tell how a line was judged', async () => {
    const { code, stdout, sites } = await run(['why', 'src/server.ts:12:7']);

    expect(code).toBe(0);
    expect(sites).toEqual([{ path: '.', file: 'src/server.ts', line: 12 }]);
    expect(stdout).toBe(`src/server.ts:12

  http.get 12:7
    origin    axios · create().get
    resolved  axios · get
    library   axios 1.7.2
    knobs     timeout  5000 ms at src/http.ts:3
              signal   not set
    ✔ require-timeout pass: bounded by the client
`);
    expect(JSON.parse((await run(['why', 'src/server.ts:12', '--format', 'json'])).stdout)).toEqual(explanation);
  });

  it('find the file from the working directory as well as from the scanned folder', async () => {
    await mkdir(join(folder, 'services/orders/src'), { recursive: true });
    await writeFile(join(folder, 'services/orders/src/b.ts'), '');
    await writeFile(join(folder, 'a.ts'), '');
    const sites = [
      await run(['why', 'src/b.ts:3', '--path', 'services/orders']),
      await run(['why', 'services/orders/src/b.ts:3', '--path', 'services/orders']),
      await run(['why', `${join(folder, 'a.ts')}:3`]),
    ].flatMap((result) => result.sites.map((site) => site.file));

    expect(sites).toEqual(['src/b.ts', 'src/b.ts', 'a.ts']);
  });
});

describe('progress', () => {
  interface ProgressSetup {
    readonly isTTY: boolean;
    readonly env?: CliHost['env'];
    readonly quiet?: boolean;
    /** When the scan reports, after its start. */
    readonly seconds: readonly number[];
  }

  function progressOf(setup: ProgressSetup): string {
    let text = '';
    const times = [0, ...setup.seconds.map((second) => second * 1000)];
    const stderr = { write: (part: string) => void (text += part), isTTY: setup.isTTY, columns: 24 };
    const host = { stdout: stderr, stderr, env: setup.env ?? {}, cwd: '.', parts: {} as CliParts };
    const progress = startProgress(host, setup.quiet ?? false, () => times.shift() ?? 0);
    setup.seconds.forEach((_, index) => {
      progress.update({ stage: 'reading', done: index, total: 400 });
    });
    progress.stop();
    return text;
  }

  it('rewrites one line that fits, and removes it', () => {
    expect(progressOf({ isTTY: true, seconds: [0.1, 0.6, 0.61, 0.8] })).toBe(
      '\r\u001b[Kreadiness: reading 1/4…\r\u001b[Kreadiness: reading 3/4…\r\u001b[K',
    );
  });

  it.each([
    ['a scan is short', { isTTY: true, seconds: [0.1, 0.4] }],
    ['stderr is no terminal', { isTTY: false, seconds: [1, 2] }],
    ['it runs in CI', { isTTY: true, env: { CI: 'true' }, seconds: [1, 2] }],
    ['it is to be quiet', { isTTY: true, quiet: true, seconds: [1, 2] }],
  ])('is silent when %s', (_, setup) => {
    expect(progressOf(setup)).toBe('');
  });
});

describe('the process', () => {
  it('survives a reader that closes early', async () => {
    const main = new URL('../src/cli/main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--import', 'tsx', main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stdout.destroy();
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];

    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

describe('readiness items', () => {
  it('lists all items with what decides them, when they apply and what code cannot show', async () => {
    const { code, stdout } = await run(['items']);
    expect(code).toBe(0);
    expect(stdout).toContain('Timeouts on all external calls timeouts · weight 8 · from internal');
    expect(stdout).toMatch(/decided by +require-timeout, no-ineffective-timeout, and forward-signal/);
    expect(stdout).toMatch(/not in code Dashboards that are kept elsewhere/);

    const json = JSON.parse((await run(['items', '--format', 'json'])).stdout) as { model: string; items: readonly { id: string; decidedBy: readonly string[]; notYet: readonly string[] }[] };
    expect(json.model).toBe('2026.1');
    expect(json.items).toHaveLength(28);
    expect(json.items.find(({ id }) => id === 'timeouts')).toMatchObject({ decidedBy: ['require-timeout', 'no-ineffective-timeout'], notYet: expect.arrayContaining(['no-unbounded-await']) as unknown });
  });
});

describe('readiness catalog', () => {
  it('suggests a name that is near', async () => {
    const { code, stderr } = await run(['catalog', 'axois']);
    expect(code).toBe(2);
    expect(stderr).toContain('The catalog has no library "axois".\n  Did you mean "axios"?');
  });

  it('gives what is known as JSON', async () => {
    const known = { library: 'axios', version: '1.7.9', entries: [] };
    const { code, stdout } = await run(['catalog', 'axios', '--json'], { parts: { knownLibrary: () => Promise.resolve(known) } });
    expect([code, JSON.parse(stdout)]).toEqual([0, known]);
  });
});
