import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan, type Report } from '../src/api.js';
import { items } from '../src/checklist/items.js';
import { rules } from '../src/engine/registry.js';
import { itemTitles, type ItemId } from '../src/model/checklist.js';
import { deploymentProjects } from './support/checklist-projects/deployment.js';
import { observabilityProjects } from './support/checklist-projects/observability.js';
import { reliabilityProjects } from './support/checklist-projects/reliability.js';
import { scalabilityProjects } from './support/checklist-projects/scalability.js';
import { securityProjects } from './support/checklist-projects/security.js';
import { plain, service, type Decided, type ProjectsByItem } from './support/checklist-projects/shapes.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

const versions = { express: '5.1.0', mongoose: '8.9.0', zod: '3.24.0', jsonwebtoken: '9.0.2', axios: '1.7.9', got: '14.4.5', opossum: '8.4.0', pg: '8.13.1', bullmq: '5.34.0', ioredis: '5.4.2', 'p-limit': '6.2.0', bcrypt: '5.1.1', 'express-rate-limit': '7.5.0', 'express-session': '1.18.1', 'connect-redis': '8.0.1', 'lru-cache': '11.0.2', 'unleash-client': '6.12.1' };

/** Scans a project of these files; one text is `src/main.ts`. */
async function scanFiles(files: Readonly<Record<string, string>> | string, manifest: Readonly<Record<string, unknown>> = {}): Promise<Report> {
  count += 1;
  const folder = `project-${String(count)}`;
  workspace.write(`${folder}/package.json`, JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: versions, ...manifest }));
  for (const [path, text] of Object.entries(typeof files === 'string' ? { 'src/main.ts': files } : files)) workspace.write(`${folder}/${path}`, text);
  return scan({ path: `${workspace.root}/${folder}`, cache: false });
}

/** For each item that the rules of today decide, one small project for each verdict. */
const projects: ProjectsByItem = { ...reliabilityProjects, ...scalabilityProjects, ...observabilityProjects, ...securityProjects, ...deploymentProjects };

const library = { main: 'dist/index.js', exports: './dist/index.js', types: './dist/index.d.ts' };
const cases = Object.entries(projects).flatMap(([id, byVerdict]) => Object.entries(byVerdict).map(([verdict, files]) => [id as ItemId, verdict as Decided, files] as const));

describe('what the rules of today decide', () => {
  test.each(cases)('%s: %s', async (id, verdict, files) => {
  const isLibrary = typeof files === 'string' && files.startsWith('export const');
  const { checklist } = await scanFiles(files, isLibrary && verdict === 'not-applicable' ? library : {});
  const item = checklist.items.find((one) => one.id === id);
    expect(item).toMatchObject({ verdict });
    expect(item?.reason).not.toBe('');
  });

  test('has a project for each verdict', () => {
  const built = new Set(rules.map(({ meta }) => meta.id));
  const decided = items.filter((item) => item.rules.every((rule) => built.has(rule))).map(({ id }) => id);
    expect(Object.keys(projects).sort()).toEqual([...decided].sort());
  });
});

describe('a project with nothing to judge', () => {
  test('a library is not scored: what only a service has does not apply, and its code is judged', async () => {
    const { checklist, findings } = await scanFiles("export async function load(url: string) {\n  return (await fetch('http://users.internal/a')).text();\n}\n", library);
    expect(checklist).toMatchObject({ unscored: expect.stringMatching(/library/) as unknown, tiers: [], areas: [] });
    expect(checklist).not.toHaveProperty('score');
    expect(checklist).not.toHaveProperty('tier');
    expect(verdictsOf(checklist.items)).toMatchObject({ timeouts: 'fail', 'health-checks': 'not-applicable', 'zero-downtime': 'not-applicable', metrics: 'not-applicable', 'input-validation': 'not-applicable', csrf: 'not-applicable', migrations: 'not-applicable', secrets: 'unknown' });
    expect(findings.map(({ points }) => points)).toEqual([0]);
  });

  test('of an empty one nothing applies', async () => {
    const { checklist } = await scanFiles({});
    expect(checklist.unscored).toMatch(/no source files/);
    expect(new Set(checklist.items.map(({ verdict }) => verdict))).toEqual(new Set(['not-applicable']));
  });

  test('code of which nobody says what starts it is unknown, not absent', async () => {
    const { checklist } = await scanFiles('export const add = (a: number, b: number) => a + b;\n');
    expect(verdictsOf(checklist.items)).toMatchObject({ 'health-checks': 'unknown', capacity: 'unknown', 'zero-downtime': 'unknown' });
    expect(checklist.items.find(({ id }) => id === 'capacity')?.reason).toMatch(/no entry point was resolved/);
    expect(checklist.unscored).toBe('nothing that applies could be decided');
  });

  test('a scan of one file, or with some of the rules, is not scored', async () => {
    const { checklist } = await scanFiles(plain);
    expect(checklist.score).toBeDefined();
    const folder = `${workspace.root}/project-${String(count)}`;
    for (const options of [{ path: `${folder}/src/main.ts` }, { path: folder, rules: ['require-timeout'] }]) {
      const limited = await scan({ ...options, cache: false });
      expect(limited.checklist.unscored).toBe('only a part of the project was looked at');
      expect(limited.checklist.items.filter(({ verdict }) => verdict === 'not-applicable')).toEqual([]);
    }
  });
});

describe('what keeps an item from being decided', () => {
  test('a rule that is switched off makes its item unknown, with what the others saw', async () => {
    const { checklist } = await scanFiles({ 'src/main.ts': plain, 'readiness.config.json': JSON.stringify({ rules: { 'forward-signal': 'off' } }) });
    expect(checklist.items.find(({ id }) => id === 'timeouts')).toMatchObject({ verdict: 'unknown', quality: 0, reason: 'forward-signal is switched off; of what was looked at, 1 of 1 site is covered' });
  });

  test('calling a finding an info in the configuration does not cover its site', async () => {
    const files = { 'src/main.ts': service("  res.json(await (await fetch('http://users.internal/a')).json());") };
    const before = await scanFiles(files);
    const after = await scanFiles({ ...files, 'readiness.config.json': JSON.stringify({ rules: { 'require-timeout': 'info' } }) });
    expect(after.checklist).toEqual(before.checklist);
    expect(after.findings.some(({ rule }) => rule === 'require-timeout')).toBe(false);
  });

  test('a comment that silences a finding does not cover its site either', async () => {
    const before = await scanFiles(service("  res.json(await (await fetch('http://users.internal/a')).json());"));
    const after = await scanFiles(service("  // readiness-ignore-next-line require-timeout -- it is always there (until 2099-01-01, @shop)\n  res.json(await (await fetch('http://users.internal/a')).json());"));
    expect(after.suppressed).toHaveLength(1);
    expect(after.checklist.score).toEqual(before.checklist.score);
  });

  test('a file with a syntax error leaves no item decided that it could have changed', async () => {
    const { checklist, complete } = await scanFiles({ 'src/main.ts': plain, 'src/broken.ts': 'const = ;' });
    expect(complete).toBe(false);
    expect(verdictsOf(checklist.items)).toMatchObject({ timeouts: 'error', csrf: 'error', caching: 'error', retries: 'error' });
    expect(checklist.items.find(({ id }) => id === 'timeouts')?.reason).toMatch(/^src\/broken\.ts could not be read/);
  });

  test('a broken sample that nothing imports is told of, and keeps no item from being decided', async () => {
    const whole = await scanFiles({ 'src/main.ts': plain });
    const { checklist, complete, problems } = await scanFiles({ 'src/main.ts': plain, 'src/snippets/hello.js': 'const = ;' });
    expect(complete).toBe(true);
    expect(problems).toMatchObject([{ kind: 'skipped', severity: 'warning', file: 'src/snippets/hello.js' }]);
    expect(verdictsOf(checklist.items)).toEqual(verdictsOf(whole.checklist.items));
    const imported = await scanFiles({ 'src/main.ts': `import './snippets/hello.js';\n${plain}`, 'src/snippets/hello.js': 'const = ;' });
    expect(imported.complete).toBe(false);
  });
});

function verdictsOf(list: Report['checklist']['items']): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map(({ id, verdict }) => [id, verdict]));
}

describe('the items', () => {
  test('are the 28 of the checklist, in its order, each with an area, a weight and what code cannot show', () => {
    expect(items.map(({ id }) => id)).toEqual(Object.keys(itemTitles));
    for (const item of items) expect([1, 2, 4, 8]).toContain(item.weight);
  });

  test('name each rule once, and every rule of today names the item that names it', () => {
    const named = items.flatMap((item) => item.rules.map((rule) => [rule, item.id] as const));
    expect(new Set(named.map(([rule]) => rule)).size).toBe(named.length);
    const itemOf = new Map(named);
    expect(rules.filter(({ meta }) => itemOf.get(meta.id) !== meta.item).map(({ meta }) => meta.id)).toEqual([]);
  });

  test('do not apply without sites only where every site counts: so nothing that was covered and goes away raises the score', () => {
    expect(items.filter(({ kind, withoutSites }) => kind === 'existence' && withoutSites.is === 'not-applicable')).toEqual([]);
  });
});
