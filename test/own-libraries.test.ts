import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan } from '../src/api.js';
import { loadConfig } from '../src/config/load-config.js';
import { knownLibrary, knownNames, usedLibraries } from '../src/known-library.js';
import { renderLibrary, renderUsedLibraries } from '../src/report/library-text.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

/** The company's client wraps got 14 and has versions of its own; its HTTP package wraps axios, and the option for the time has another name. */
const catalog = [
  { id: 'acme-client', name: '@acme/client', packages: ['@acme/client'], extends: 'got', extendsVersion: '14.6.6' },
  {
    id: 'acme-http',
    name: '@acme/http',
    packages: ['@acme/http'],
    extends: 'axios',
    knobs: { timeout: { at: ['call.deadlineMs', 'client.deadlineMs'], unit: 'ms', default: 'none', off: [0], covers: ['connect', 'headers', 'body'], source: '@acme/http README' } },
  },
];

const source = `import client from '@acme/client';
import http from '@acme/http';

const users = http.create({ deadlineMs: 2_000 });
const orders = http.create({ timeout: 2_000 });

export const stock = (id) => client.get(\`http://stock.internal/\${id}\`, { signal: AbortSignal.timeout(2_000) });
export const prices = (id) => client.get(\`http://prices.internal/\${id}\`);
export const user = (id) => users.get(\`/users/\${id}\`);
export const order = (id) => orders.get(\`/orders/\${id}\`);
export const parcel = (id) => http.get(\`http://parcels.internal/\${id}\`, { deadlineMs: 3_000 });
`;

let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace();
  workspace.write('package.json', JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { '@acme/client': '^1.0.0', '@acme/http': '^2.0.0', axios: '1.7.9', leftpad: '1.0.0' } }));
  workspace.write('readiness.config.json', JSON.stringify({ catalog }));
  workspace.write('node_modules/@acme/client/package.json', JSON.stringify({ name: '@acme/client', version: '1.2.0' }));
  workspace.write('src/main.js', source);
});
afterAll(() => {
  workspace.remove();
});

describe('libraries that a configuration describes', () => {
  test('an in-house client has the deadlines of the version that it wraps, whatever its own is; renamed options count by their new names only', async () => {
    const { findings } = await scan({ path: workspace.root, rules: ['require-timeout'], cache: false });
    expect(findings.map(({ line, message }) => [line, message.split(' ')[0]])).toEqual([[5, 'http.create'], [8, 'client.get']]);
  });

  test('`readiness catalog` shows them with the installed version and the new names', async () => {
    const known = await knownLibrary({ path: workspace.root, library: '@acme/client' });
    expect(known).toMatchObject({ library: '@acme/client', version: '1.2.0', entries: [{ id: 'acme-client', extends: 'got' }] });
    expect(known?.entries[0]?.knobs.map(({ name }) => name)).toContain('signal');
    const renamed = await knownLibrary({ path: workspace.root, library: 'acme-http' });
    expect(renamed?.entries[0]?.knobs[0]).toMatchObject({ name: 'timeout', at: ['call.deadlineMs', 'client.deadlineMs'], default: 'none', open: ['total'], source: '@acme/http README' });
  });

  test('what is wrong with an entry is said when it is read', async () => {
    workspace.write('wrong/readiness.config.json', JSON.stringify({ catalog: [{ ...catalog[0], extendsVersion: '14' }] }));
    await expect(loadConfig({ root: `${workspace.root}/wrong` })).rejects.toThrow('"catalog[0].extendsVersion" must be a version such as "1.7.0"');
  });
});

describe('what the catalog knows', () => {
  const plain = { color: false, width: 100 };

  test('of a built-in library: calls, deadlines with what they leave open, and what a run has shown', async () => {
    const known = await knownLibrary({ path: workspace.root, library: 'axios' });
    const text = known ? renderLibrary(known, plain) : '';
    expect(text).toMatch(/^axios 1\.7\.9\n/);
    expect(text).toContain('timeout: default none; bounds connect, headers, body; leaves open total');
    expect(text).toMatch(/timeout leaves open: total: pending after 2 s\n.*axios 1\.\d+\.\d+, Node \d+/);
    // Signals do something in this version.
    expect(text).not.toContain('OPTIONS THAT DO NOTHING');
  });

  test('of a module of Node.js, by Node\'s own version', async () => {
    expect(await knownLibrary({ path: workspace.root, library: 'node:http' })).toMatchObject({ library: 'http', version: expect.stringMatching(/^20\./) as string });
  });

  test('of the dependencies of a project, and how many it does not know', async () => {
    const used = await usedLibraries(workspace.root);
    expect(used.libraries.map(({ library, version }) => [library, version])).toEqual([['@acme/client', '1.2.0'], ['@acme/http', '2.0.0'], ['axios', '1.7.9']]);
    expect(renderUsedLibraries(used, plain)).toContain('1 other dependency is not in the catalog.');
  });

  test('nothing of what it does not have, and the names that it has', async () => {
    expect(await knownLibrary({ path: workspace.root, library: 'axois' })).toBeUndefined();
    expect(await knownNames(workspace.root)).toEqual(expect.arrayContaining(['acme-http', 'axios']));
  });
});
