import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scan } from '../src/api.js';
import type { Report } from '../src/model/report.js';
import { hiding } from '../src/report/hidden-values.js';
import { formats, render } from '../src/report/render.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

// Put together, so that no scanner takes this file for a leak.
const values = [['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_'), 'Zq8vTr41LmXw', 'dev', 'k8Jq2Lm5Zx91Vb3Tn7Rw', 'Rk29dkQwpZ71'];
const [token = '', key = '', short = '', variable = '', password = ''] = values;

let workspace: Workspace;
let report: Report;

beforeAll(async () => {
  workspace = createWorkspace();
  workspace.write('shop/package.json', JSON.stringify({ name: 'shop', type: 'module', dependencies: { jsonwebtoken: '9.0.2', 'node-fetch': '3.3.2' } }));
  workspace.write('shop/.env', `SIGNING_KEY=${variable}\n`);
  workspace.write('shop/src/main.ts', [
    "import jwt from 'jsonwebtoken';",
    `const key = '${key}';`,
    `const token = '${token}';`,
    "export const one = (user: string) => jwt.sign({ user }, key);",
    `export const two = (user: string) => jwt.sign({ user }, process.env.KEY ?? '${short}');`,
    `export const database = 'postgres://shop:${password}@db.shop.io/shop';`,
    `export const load = async () => fetch('https://api.shop.io/items', { headers: { authorization: '${token}' } });`,
    `export const silenced = (user: string) => jwt.sign({ user }, '${key}'); // readiness-ignore-line no-hardcoded-secret -- known`,
    '',
  ].join('\n'));
  report = await scan({ path: `${workspace.root}/shop`, preset: 'strict', cache: false });
});
afterAll(() => {
  workspace.remove();
});

describe('values of secrets', () => {
  test('they are found, and a finding of another rule stands beside one', () => {
    expect(report.findings.filter(({ rule }) => rule === 'no-hardcoded-secret').length).toBeGreaterThanOrEqual(5);
    expect(report.findings.map(({ rule }) => rule)).toContain('require-timeout');
  });

  test.each(formats)('no value stands in the format %s', async (format) => {
    // The descriptions of rules in SARIF have examples of their own.
    const text = (await render(report, { format, full: true })).replace(/"rules": \[[^]*?\n {10}\]/, '');
    for (const value of values) expect(text).not.toMatch(new RegExp(`["'\`=:]${value}`));
    expect(text).not.toContain(token);
    expect(text).not.toContain(key);
    expect(text).not.toContain(password);
  });

  test('an ordinary word is hidden where a value stands, and nowhere else', () => {
    const hide = hiding([{ rule: 'no-hardcoded-secret', outcome: 'fail', hidden: ['password', 'dev'], span: { file: 'a.ts', start: 0, end: 1 }, message: '', confidence: 'high', reach: 'request', trace: [], fixes: [], data: {} }]);
    expect(hide('The password of new Pool has a default in the code')).toBe('The password of new Pool has a default in the code');
    for (const text of ["password: 'password',", 'DB_PASSWORD=password', 'password: password', 'postgres://shop:password@db/shop', 'redis://password@db']) {
      expect(hide(text)).toContain('********');
      expect(hide(text).replace(/^password:/, '').replace('DB_PASSWORD', '')).not.toContain('password');
    }
  });

  test('places stay where they are', () => {
    expect(hiding([])('as it is')).toBe('as it is');
    const finding = report.findings.find(({ rule, line }) => rule === 'no-hardcoded-secret' && line === 3);
    expect(finding?.frame.lines[3 - finding.frame.startLine]).toBe(`const token = '${'*'.repeat(token.length)}';`);
  });
});
