import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render, scan, type Report } from '../src/api.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

async function scanFiles(files: Readonly<Record<string, string>>): Promise<Report> {
  count += 1;
  const folder = `repo-${String(count)}`;
  const all = { 'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*', 'services/*'] }), ...files };
  for (const [path, text] of Object.entries(all)) workspace.write(`${folder}/${path}`, text);
  return scan({ path: `${workspace.root}/${folder}`, cache: false });
}

const manifest = (name: string, dependencies: Readonly<Record<string, string>> = {}): string => JSON.stringify({ name, type: 'module', engines: { node: '>=20' }, main: 'src/index.ts', dependencies: { express: '5.1.0', ...dependencies } });
const server = (route: string, before = ''): string => `import express from 'express';\n${before}\nconst app = express();\napp.get('/healthz', (req, res) => res.end());\napp.get('/a', async (req, res) => {\n${route}\n});\napp.listen(3000);\n`;
const calling = "import { load } from '@shop/client';";

const repo = {
  'packages/client/package.json': manifest('@shop/client'),
  'packages/client/src/index.ts': "export const load = async () => (await fetch('http://users.internal/a')).json();\n",
  'services/orders/package.json': manifest('@shop/orders', { '@shop/client': '*' }),
  'services/orders/src/main.ts': server('  res.json(await load());', calling),
  'services/orders/Dockerfile': 'FROM node:20\nCOPY . .\nCMD npm start\n',
  'services/mail/package.json': manifest('@shop/mail'),
  'services/mail/src/main.ts': server('  res.json({});'),
};

describe('a monorepo', () => {
  test('has a result for each service: what it imports counts for it, and what another one does not', async () => {
    const report = await scanFiles(repo);
    expect(report.services.map(({ name, dir, files }) => [name, dir, files])).toEqual([['@shop/mail', 'services/mail', 1], ['@shop/orders', 'services/orders', 2]]);
    const timeouts = report.services.map(({ checklist }) => checklist.items.find(({ id }) => id === 'timeouts')?.sites.open);
    expect(timeouts).toEqual([0, 1]);
    const [mail, orders] = report.services;
    expect(report.findings.some(({ file }) => file === 'packages/client/src/index.ts')).toBe(true);
    expect(orders?.errors).toBeGreaterThan(mail?.errors ?? Infinity);
    expect(orders?.checklist.score?.verified).toBeLessThan(mail?.checklist.score?.verified ?? 0);
  });

  test("a service's Dockerfile is its own", async () => {
    const { services } = await scanFiles(repo);
    const reasons = services.map(({ checklist }) => checklist.items.find(({ id }) => id === 'zero-downtime')?.sites);
    expect(reasons[0]).not.toEqual(reasons[1]);
  });

  test('a library with a timer is no service', async () => {
    const { services } = await scanFiles({ ...repo, 'packages/client/src/tick.ts': "setInterval(() => { console.log('still here'); }, 1000).unref();\n" });
    expect(services.map(({ dir }) => dir)).toEqual(['services/mail', 'services/orders']);
  });

  test('they stand in the reports, one a line', async () => {
    const report = await scanFiles(repo);
    expect(await render(report, { format: 'terminal' })).toMatch(/SERVICES 2 ─+\n {2}services\/mail {4}verified \d+, possible \d+ {2}tier .*\n {2}services\/orders {2}verified /);
    expect(await render(report, { format: 'agent' })).toMatch(/\nservice services\/mail: verified=\d+ possible=\d+ tier=\S+ errors=\d+ warnings=\d+\n/);
  });

  test('a package whose handlers one service imports is a part of it, and one service is no monorepo', async () => {
    const { services } = await scanFiles({
      'packages/routes/package.json': manifest('@shop/routes'),
      'packages/routes/src/index.ts': "import { Router } from 'express';\nexport const routes = Router();\nroutes.get('/b', (req, res) => res.end());\n",
      'services/orders/package.json': manifest('@shop/orders', { '@shop/routes': '*' }),
      'services/orders/src/main.ts': server('  res.json({});', "import { routes } from '@shop/routes';\nexport { routes };"),
    });
    expect(services).toEqual([]);
  });
});
