import { describe, expect, test } from 'vitest';
import { rules } from '../src/engine/registry.js';
import { judgedSessions } from '../src/analysis/security/web/forgeable-sessions.js';
import { projectOf } from './support/project-of.js';

/** What a rule says of each site of one file: `pass`, `fail`, `unknown`. */
function outcomes(id: string, code: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  const { project, files } = projectOf({ 'main.js': code }, { versions });
  const facts = files.get('main.js');
  const rule = rules.find(({ meta }) => meta.id === id);
  return facts && rule?.file ? [...rule.file({ file: 'main.js', facts, project, options: {} })].map(({ outcome }) => outcome) : [];
}

const handler = "import express from 'express';\nimport pg from 'pg';\nconst pool = new pg.Pool();\nconst app = express();\napp.get('/orders', async (req, res) => {\n  const { rows } = await pool.query('select 1');\n  res.json(rows);\n});\napp.listen(3000);\n";

describe('what counts as a site', () => {
  test('a handler whose rejection nobody hears does not answer on every path, and is told once', () => {
    expect(outcomes('no-unhandled-handler-rejection', handler, { express: '4.21.2', pg: '8.13.1' })).toEqual(['fail']);
    expect(outcomes('no-unanswered-request', handler, { express: '4.21.2', pg: '8.13.1' })).toEqual([]);
    expect(outcomes('no-unanswered-request', handler, { express: '5.1.0', pg: '8.13.1' })).toEqual(['pass']);
  });

  test('what a module listens for as it is loaded is nothing to give back; what the start adds once passes', () => {
    expect(outcomes('no-listener-leak', "process.on('SIGTERM', () => process.exit(0));\n")).toEqual([]);
    expect(outcomes('no-listener-leak', "function start() {\n  process.on('SIGTERM', () => process.exit(0));\n}\nstart();\n")).toEqual(['pass']);
  });

  test('cookies of the way to a login say nothing of who is logged in', () => {
    const withCookie = (name: string): string => `import express from 'express';\nimport cookieParser from 'cookie-parser';\nconst app = express();\napp.use(cookieParser());\napp.get('/login', (req, res) => {\n  res.cookie('${name}', String(req.query.to), { httpOnly: true });\n  res.redirect('/provider');\n});\napp.post('/orders', (req, res) => {\n  if (!req.cookies.${name}) return res.sendStatus(401);\n  orders.push(1);\n  res.sendStatus(204);\n});\nconst orders = [];\napp.listen(3000);\n`;
    const sessions = (name: string): number => judgedSessions(projectOf({ 'main.js': withCookie(name) }, { versions: { express: '5.1.0' } }).project).length;
    expect(sessions('auth_token')).toBe(1);
    expect(sessions('auth_cb')).toBe(0);
    expect(sessions('login_redirect')).toBe(0);
  });
});
