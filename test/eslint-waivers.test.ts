import { ESLint, type Linter } from 'eslint';
import { afterAll, describe, expect, test } from 'vitest';
import { scan } from '../src/api.js';
import plugin from '../src/index.js';
import { createWorkspace } from './support/cli-run.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const now = '2026-11-22';
let count = 0;

interface Found {
  readonly eslint: readonly number[];
  readonly scan: readonly number[];
  /** What ESLint says besides. */
  readonly others: readonly string[];
}

/** The lines on which `require-timeout` reports in a file, in ESLint and in the scan. */
async function linesIn(code: string, waivers?: string, name = 'src/main.js'): Promise<Found> {
  count += 1;
  const folder = `project-${String(count)}`;
  workspace.write(`${folder}/package.json`, JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' } }));
  const file = workspace.write(`${folder}/${name}`, code);
  if (waivers !== undefined) workspace.write(`${folder}/.readiness/waivers.yaml`, waivers);
  const { settings, ...recommended } = [plugin.configs.recommended].flat()[0] as Linter.Config;
  const eslint = new ESLint({ cwd: `${workspace.root}/${folder}`, overrideConfigFile: true, overrideConfig: [{ ...recommended, settings: { ...settings, readiness: { now } }, linterOptions: { reportUnusedDisableDirectives: 'warn' } }] });
  const [result] = await eslint.lintFiles([file]);
  const messages = result?.messages ?? [];
  const report = await scan({ path: `${workspace.root}/${folder}`, cache: false, now });
  return {
    eslint: messages.filter(({ ruleId }) => ruleId === 'readiness/require-timeout').map(({ line }) => line),
    scan: report.findings.filter(({ rule }) => rule === 'require-timeout').map(({ line }) => line),
    others: messages.filter(({ ruleId }) => ruleId === null).map(({ message }) => message),
  };
}

const complete = 'the proxy ends it (until 2027-02-01, @shop)';
const body = (comment: string): string => `export async function load(a) {\n  ${comment}\n  return fetch(a);\n}\n`;
const entry = (changes = ''): string => `waivers:\n  - rule: require-timeout\n    file: src/main.js\n    symbol: load\n    reason: the proxy ends it\n    owner: '@shop'\n    until: 2027-02-01\n${changes}`;

describe('ESLint and the scan', () => {
  test.each([
    ['nothing', '// nothing', [3]],
    ['a complete one', `// readiness-ignore-next-line require-timeout -- ${complete}`, []],
    ['one that says that it is false', `// readiness-ignore-next-line require-timeout -- false-positive: ${complete}`, []],
    ['one for the file', `// readiness-ignore-file require-timeout -- ${complete}`, []],
    ['one of oxlint', `// oxlint-disable-next-line readiness/require-timeout -- ${complete}`, []],
    ['one of another rule', `// readiness-ignore-next-line no-floating-promise -- ${complete}`, [3]],
    ['one without an owner', '// readiness-ignore-next-line require-timeout -- the proxy ends it (until 2027-02-01)', [3]],
    ['one that has ended', '// readiness-ignore-next-line require-timeout -- the proxy ends it (until 2026-11-21, @shop)', [3]],
    ['one on its last day', '// readiness-ignore-next-line require-timeout -- the proxy ends it (until 2026-11-22, @shop)', []],
  ])('agree on a comment: %s', async (_, comment, lines) => {
    expect(await linesIn(body(comment))).toEqual({ eslint: lines, scan: lines, others: [] });
  });

  test.each([
    ['a complete entry', entry(), []],
    ['an entry for another function', entry().replace('symbol: load', 'symbol: other'), [3]],
    ['an entry for another file', entry().replace('main.js', 'other.js'), [3]],
    ['an entry that has ended', entry().replace('2027-02-01', '2026-11-21'), [3]],
    ['an entry with a slip', entry('    untill: 2028-01-01\n'), [3]],
    ['an item that the rule decides', entry('    item: timeouts\n'), []],
  ])('agree on %s', async (_, waivers, lines) => {
    expect(await linesIn(body('// nothing'), waivers)).toEqual({ eslint: lines, scan: lines, others: [] });
  });

  test("of ESLint's own comments, ESLint follows all, and the scan those that are complete", async () => {
    expect(await linesIn(body(`// eslint-disable-next-line readiness/require-timeout -- ${complete}`))).toEqual({ eslint: [], scan: [], others: [] });
    expect(await linesIn(body('// eslint-disable-next-line readiness/require-timeout -- the proxy ends it'))).toEqual({ eslint: [], scan: [3], others: [] });
  });
});

test('ESLint follows a file that changes while it runs, and is not stopped by a broken one', async () => {
  const file = workspace.write('live/src/main.js', body('// nothing'));
  workspace.write('live/package.json', '{"name":"shop","type":"module"}');
  const { settings, ...recommended } = [plugin.configs.recommended].flat()[0] as Linter.Config;
  const eslint = new ESLint({ cwd: `${workspace.root}/live`, overrideConfigFile: true, overrideConfig: [{ ...recommended, settings: { ...settings, readiness: { now } } }] });
  const found = async (): Promise<number> => (await eslint.lintFiles([file])).flatMap(({ messages }) => messages.filter(({ ruleId }) => ruleId === 'readiness/require-timeout')).length;
  expect(await found()).toBe(1);
  workspace.write('live/.readiness/waivers.yaml', entry());
  expect(await found()).toBe(0);
  workspace.write('live/.readiness/waivers.yaml', 'waivers: [');
  expect(await found()).toBe(1);
});
