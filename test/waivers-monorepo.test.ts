import { afterAll, expect, test } from 'vitest';
import { scan } from '../src/api.js';
import { createWorkspace } from './support/cli-run.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const main = `import express from 'express';
const app = express();
app.get('/', async function show(req, res, next) {
  try {
    res.json(await (await fetch('http://users.internal/a')).json());
  } catch (error) {
    next(error);
  }
});
app.listen(3000);
`;

test('a waiver of the whole repository holds for the service that it speaks of, and for no other', async () => {
  workspace.write('package.json', JSON.stringify({ name: 'shop', private: true, workspaces: ['services/*'] }));
  for (const name of ['a', 'b']) {
    workspace.write(`services/${name}/package.json`, JSON.stringify({ name, type: 'module', engines: { node: '>=20' }, dependencies: { express: '4.19.2' } }));
    workspace.write(`services/${name}/src/main.ts`, main);
  }
  workspace.write('.readiness/waivers.yaml', "waivers:\n  - { rule: require-timeout, file: services/a/src/main.ts, symbol: show, reason: the mesh ends it, owner: '@shop', until: 2027-02-01 }\n");
  const { services, findings } = await scan({ path: workspace.root, cache: false, now: '2026-11-22' });
  const verdicts = services.map(({ dir, checklist }) => `${dir} ${checklist.items.find(({ id }) => id === 'timeouts')?.verdict ?? ''}`);
  expect(verdicts).toEqual(['services/a waived', 'services/b fail']);
  expect(findings.filter(({ rule }) => rule === 'require-timeout').map(({ file }) => file)).toEqual(['services/b/src/main.ts']);
});
