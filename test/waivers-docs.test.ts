import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { scan } from '../src/api.js';
import { sealOf } from '../src/attestations/seal.js';
import { createWorkspace } from './support/cli-run.js';
import { runInProcess } from './support/in-process-cli.js';

const page = readFileSync(fileURLToPath(new URL('../docs/waivers.md', import.meta.url)), 'utf8');
const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

/** The code under a mark of the page. */
function example(name: string): string {
  const [, code] = new RegExp(`<!-- example: ${name} -->\n\`\`\`\\w+\n([^]*?)\`\`\``).exec(page) ?? [];
  if (code === undefined) throw new Error(`docs/waivers.md has no example "${name}"`);
  return code;
}

/** The arguments of the command on the page that begins so. */
function command(start: string): readonly string[] {
  const [, text = ''] = new RegExp(`\n${start} ([^]*?)\n\`\`\``).exec(page) ?? [];
  return [...text.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const manifest = JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies: { express: '4.19.2' } });
const now = '2026-11-22';
const orders = 'export class Orders {\n  // \n  //\n  async load(url) {\n    // \n    // \n    // \n    // \n    // \n    // \n    // \n    return fetch(url);\n  }\n}\n';
const main = `import express from 'express';
const app = express();
app.get('/', async (req, res, next) => {
  try {
    res.json(await (await fetch('http://users.internal/a', { signal: AbortSignal.timeout(900) })).json());
  } catch (error) {
    next(error);
  }
});
app.listen(3000);
`;

test.each(['comment', 'eslint'])('the example "%s" is followed', async (name) => {
  workspace.write(`${name}/package.json`, manifest);
  workspace.write(`${name}/src/main.js`, `export async function load(url) {\n${example(name)}}\n`);
  const { findings, waivers, suppressed } = await scan({ path: `${workspace.root}/${name}`, cache: false, now, rules: ['require-timeout'] });
  expect(findings).toEqual([]);
  expect(suppressed.length).toBeGreaterThan(0);
  expect(waivers.map(({ status }) => status)).toEqual(suppressed.map(() => 'active'));
});

test('the example of a file of waivers is followed', async () => {
  workspace.write('file/package.json', manifest);
  workspace.write('file/src/orders.ts', orders);
  workspace.write('file/.readiness/waivers.yaml', example('waivers.yaml'));
  const { findings, waivers } = await scan({ path: `${workspace.root}/file`, cache: false, now, rules: ['require-timeout'] });
  expect(findings).toEqual([]);
  expect(waivers).toEqual([expect.objectContaining({ status: 'active', sites: 1 })]);
});

test('the command that waives does', async () => {
  workspace.write('waive/package.json', manifest);
  workspace.write('waive/src/orders.ts', orders);
  const path = `${workspace.root}/waive`;
  const { code, stderr } = await runInProcess(['waive', ...command('readiness waive'), '--path', path, '--now', now], path);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect((await scan({ path, cache: false, now, rules: ['require-timeout'] })).findings).toEqual([]);
});

test('the example of an attestation counts, with the hashes of what is there', async () => {
  workspace.write('attestation/package.json', manifest);
  workspace.write('attestation/src/main.js', main);
  workspace.write('attestation/src/recommendations/load.js', 'export const load = () => [];\n');
  workspace.write('attestation/docs/drill.md', 'it worked');
  const path = `${workspace.root}/attestation`;
  const { hash } = await sealOf(path, ['src/recommendations/**']);
  const text = example('attestations.yaml').replace(/sha256: \w+/, `sha256: ${createHash('sha256').update('it worked').digest('hex')}`).replace(/seal: \w+/, `seal: ${hash}`);
  workspace.write('attestation/.readiness/attestations.yaml', text);
  const { attestations, checklist } = await scan({ path, cache: false, now });
  expect(attestations).toEqual([expect.objectContaining({ status: 'active' })]);
  expect(checklist.items.find(({ id }) => id === 'degradation')?.verdict).toBe('attested');
});

test('the command that attests does, and gives the keys of the example', async () => {
  workspace.write('attest/package.json', manifest);
  workspace.write('attest/src/main.js', main);
  workspace.write('attest/src/recommendations/load.js', 'export const load = () => [];\n');
  workspace.write('attest/docs/drill.md', 'it worked');
  const path = `${workspace.root}/attest`;
  const { code, stderr } = await runInProcess(['attest', ...command('readiness attest'), '--path', path, '--now', now], path, { answer: 'Ann Smith' });
  expect(stderr).toContain('Graceful degradation');
  expect(code).toBe(0);
  const keys = (text: string): readonly string[] => [...text.matchAll(/^ {4}(?:- )?(\w+):|^ {2}- (\w+):/gm)].map(([, key, first]) => key ?? first ?? '').sort();
  expect(keys(readFileSync(`${path}/.readiness/attestations.yaml`, 'utf8'))).toEqual(keys(example('attestations.yaml')));
  expect((await scan({ path, cache: false, now })).attestations).toEqual([expect.objectContaining({ status: 'active' })]);
});

test('every status of a waiver that the page explains is one', () => {
  const named = [...page.slice(page.indexOf('### What becomes'), page.indexOf('## Attestations')).matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, status]) => status);
  expect(named).toEqual(['active', 'expiring', 'expired', 'unused', 'incomplete', 'not-judged']);
});
