import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeLimit } from '../src/model/scan-limit.js';
import type { Report } from '../src/model/report.js';
import { render, type Format } from '../src/report/render.js';
import { scan } from '../src/scan.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';
import { trickyNames } from './support/mutations.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

const sound = "export const load = () => fetch('http://users.internal');\n";
const manifest = { name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { axios: '1.7.9' } };

function project(files: Readonly<Record<string, string>>): string {
  const folder = `project-${String(++count)}`;
  for (const [path, text] of Object.entries({ 'package.json': JSON.stringify(manifest), 'src/a.ts': sound, ...files })) workspace.write(`${folder}/${path}`, text);
  return join(workspace.root, folder);
}

/** What holds whatever a repository brings: no rule crashes, the scan ends, and the file beside it is judged. */
async function scanned(path: string): Promise<Report> {
  const report = await scan({ path, cache: false, config: false, limit: timeLimit(25_000) });
  expect(report.problems.filter(({ kind }) => kind === 'rule-crash' || kind === 'unfinished')).toEqual([]);
  expect(report.findings.map(({ file, line }) => `${file}:${String(line)}`)).toContain('src/a.ts:1');
  return report;
}

const scanOf = (files: Readonly<Record<string, string>>): Promise<Report> => scanned(project(files));

describe('files that use up memory, stack or time', () => {
  const levels = Array.from({ length: 12 }, (_, level) => `l${String(level + 1)}: &l${String(level + 1)} [${Array.from({ length: 10 }, () => `*l${String(level)}`).join(', ')}]`);

  test.each([
    ['aliases that stand for a billion others', { 'k8s/deployment.yaml': `apiVersion: apps/v1\nkind: Deployment\nl0: &l0 [a]\n${levels.join('\n')}\nmetadata: { name: *l12 }\nspec: { template: { spec: { containers: *l12 } } }\n`, 'docker-compose.yml': `x: &x\n  a: 1\nservices:\n  web: &web\n    <<: *web\n    image: a\n` }],
    ['YAML in thousands of levels', { 'k8s/a.yaml': `kind: Deployment\nspec: ${'['.repeat(5_000)}`, 'k8s/b.yaml': `kind: Deployment\nspec: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}\n`, '.github/workflows/ci.yml': Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n') }],
    ['JSON in thousands of levels', { 'tsconfig.json': `{ "compilerOptions": ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)} }`, 'package-lock.json': `{ "packages": ${'['.repeat(200_000)}${']'.repeat(200_000)} }`, 'grafana/dashboard.json': `{"panels":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }],
    ['patterns that take for ever to match', { '.gitignore': `${'*a'.repeat(30)}*b\n${'**/'.repeat(30)}x\n${'[a-z]*'.repeat(20)}1\n`, [`src/${'a'.repeat(200)}.ts`]: sound, [`${'a/'.repeat(40)}b.ts`]: sound }],
    ['workspaces that match everything and lead out', { 'package.json': JSON.stringify({ ...manifest, workspaces: ['**', '../**', '/**', '**/'.repeat(50), '', '.', '{a,b}{c,d}'.repeat(30)] }), 'pnpm-workspace.yaml': `packages:\n  - '**'\n  - '../../**'\n` }],
    ['a tsconfig that extends itself, and one out of the tree', { 'tsconfig.json': '{ "extends": ["./b.json", "../../../../etc/passwd", "/dev/zero", "./tsconfig.json"], "compilerOptions": { "paths": { "*": ["../../*", "/etc/*"], "**": ["x"] } } }', 'b.json': '{ "extends": "./tsconfig.json" }' }],
    ['references that go round', { 'tsconfig.json': '{ "references": [{ "path": "./a" }, { "path": ".." }] }', 'a/tsconfig.json': '{ "references": [{ "path": ".." }] }' }],
    ['a Dockerfile, a Procfile and an environment of one endless line', { Dockerfile: `FROM ${'a'.repeat(200_000)}\nRUN ${'a && '.repeat(50_000)}b\nENV ${'A=1 '.repeat(20_000)}\n`, Procfile: `web: ${'a '.repeat(100_000)}`, '.env': `A=${'='.repeat(200_000)}\n${'A'.repeat(200_000)}` }],
    ['a yarn.lock and a pnpm-lock.yaml that never end an entry', { 'yarn.lock': `"a@1":\n${'  x y\n'.repeat(100_000)}`, 'pnpm-lock.yaml': `${'importers:\n'.repeat(1_000)}${' '.repeat(20_000)}a: b\n` }],
  ])('%s', async (_, files: Readonly<Record<string, string>>) => {
    await scanOf(files);
  });

  test('a package.json in thousands of levels is told of', async () => {
    const { problems } = await scanOf({ 'package.json': `{ "name": "shop", "exports": ${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)} }` });
    expect(problems).toContainEqual(expect.objectContaining({ file: 'package.json', severity: 'error', message: 'is nested too deeply' }));
  });
});

describe('names that objects have by themselves', () => {
  const of = <T>(value: T): Readonly<Record<string, T>> => JSON.parse(`{${trickyNames.filter((name) => !name.includes('\\')).map((name) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`) as Readonly<Record<string, T>>;
  const names = trickyNames.filter((name) => /^\w+$/.test(name) && !['default', 'eval', 'arguments'].includes(name));
  const code = names.map((name, at) => `import ${name}, { ${name} as b${String(at)} } from '${name}';\nimport c${String(at)} from './${name}.js';\nexport class C${String(at)} { ${name} = 1; static ${name}() { return this.${name}; } }\nexport const o${String(at)} = { ${name}: fetch, ['${name}']: 1 };\no${String(at)}.${name}(process.env.${name} ?? process.env['${name}']);\nb${String(at)}.${name}(${name}).${name}.then(c${String(at)}['${name}']);\napp.${name}('/${name}', async (req, res) => { res.${name}(req.${name}.${name}); });\n`);

  test('in code, in the names of files, and as keys of manifests, lockfiles and environments', async () => {
    const dependencies = of('^1.0.0');
    await scanOf({
      'package.json': JSON.stringify({ ...manifest, dependencies: { ...dependencies, axios: '1.7.9', express: '4.0.0' }, scripts: of('node .'), exports: of('./src/a.ts'), imports: of('./src/a.ts'), engines: { node: '>=20', ...dependencies }, catalogs: of(dependencies) }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': { dependencies }, ...of({ version: '1.0.0', dependencies }) } }),
      'tsconfig.json': JSON.stringify({ compilerOptions: { baseUrl: '.', paths: of(['./src/*']) } }),
      'k8s/deployment.yaml': `kind: Deployment\nmetadata: { labels: { ${names.map((name) => `${name}: ${name}`).join(', ')} } }\n__proto__: { a: 1 }\nspec: { template: { spec: { containers: [{ name: constructor, env: [{ name: __proto__, value: toString }] }] } } }\n`,
      'docker-compose.yml': `services: { ${names.map((name) => `${name}: { image: ${name}, environment: { ${name}: ${name} } }`).join(', ')} }\n`,
      '.env': names.map((name) => `${name}=${name}`).join('\n'),
      'src/main.ts': `${code.join('\n')}\nconst __proto__x = { __proto__: { timeout: 1000 } };\nfetch('http://x', { __proto__: null, ...__proto__x });\n`,
      ...Object.fromEntries(names.flatMap((name) => [[`src/${name}.ts`, `export default function ${name}x() {}\nexport const ${name} = 1;\n${sound}`], [`${name}/package.json`, '{ "name": "__proto__" }'], [`${name}/index.ts`, sound]])),
    });
    expect(({} as Readonly<Record<string, unknown>>)['timeout']).toBeUndefined();
  });
});

describe('links', () => {
  test.each(['package.json', 'tsconfig.json', '.gitignore', 'package-lock.json', 'Dockerfile', '.env', '.readiness/baseline.txt', 'k8s/a.yaml', 'src/b.ts', '.nvmrc', 'LICENSE'])('%s that leads to a device is not read', async (name) => {
    const path = project({});
    rmSync(join(path, name), { force: true });
    mkdirSync(join(path, name, '..'), { recursive: true });
    symlinkSync('/dev/zero', join(path, name));
    await scanned(path);
  });

  test('a file of waivers that leads to a device is refused', async () => {
    const path = project({});
    mkdirSync(join(path, '.readiness'));
    symlinkSync('/dev/zero', join(path, '.readiness/waivers.yaml'));
    await expect(scan({ path, cache: false, config: false })).rejects.toThrow('.readiness/waivers.yaml:1 cannot be read: it is no regular file');
  });

  test('out of the tree, to everything, and round in folders: nothing outside is judged', async () => {
    const path = project({});
    for (const [name, to] of [['all', '/'], ['up', '..'], ['src/here', '.'], ['src/etc', '/etc'], ['node_modules', '/'], ['k8s', '/etc'], ['.git', '/nowhere']] as const) symlinkSync(to, join(path, name));
    const report = await scanned(path);
    expect(report.project.files).toBe(1);
    expect(report.findings.every(({ file }) => file === 'src/a.ts')).toBe(true);
  });
});

describe('names of files, packages and services that are commands', () => {
  const name = '\u001b[2J\u001b]0;owned\u0007<img src=x onerror=alert(1)>\r\n::error::x|`y` [l](javascript:alert(1)) @team';
  let report: Report;

  beforeAll(async () => {
    const text = `// \u001b[31m<script>alert(1)</script> \u202e ::error::\n${sound.trimEnd()} // \u001b[2J</pre><script>alert(2)</script>\n`;
    report = await scanOf({ 'package.json': JSON.stringify({ ...manifest, name }), [`src/${name.replaceAll('/', '')}.ts`]: text, [`${name.replaceAll('/', '')}/package.json`]: JSON.stringify({ ...manifest, name: `${name}2` }), [`${name.replaceAll('/', '')}/src/server.ts`]: `import http from 'node:http';\nhttp.createServer(async () => { await fetch('http://a'); }).listen(1);\n${text}` });
  });

  test.each(['terminal', 'html', 'github', 'junit', 'gitlab', 'agent', 'sarif', 'json'] satisfies readonly Format[])('do nothing in %s', async (format) => {
    expect(report.findings.some(({ file }) => file.includes('<img'))).toBe(true);
    const text = await render(report, { format, full: true });
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    if (format === 'html') expect(text).not.toMatch(/<img src=x|<script>alert|href="javascript:/i);
    if (format === 'github' || format === 'terminal') expect(text.split('\n').filter((line) => /^::error::x/.test(line))).toEqual([]);
  });
});

describe('many files', () => {
  test('are read where a process may have few of them open', () => {
    const path = project(Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`src/many/${String(at)}.ts`, 'export {};\n'])));
    const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
    const report = JSON.parse(execFileSync('sh', ['-c', 'ulimit -n 160; "$0" "$1" scan --no-cache --no-config --format json "$2" || true', process.execPath, main, path], { encoding: 'utf8', timeout: 20_000 })) as Report;
    expect(report.problems.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
    expect(report.project.files).toBe(401);
  });
});
