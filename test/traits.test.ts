import { describe, expect, test } from 'vitest';
import { projectTraits } from '../src/analysis/traits/project-traits.js';
import type { ProjectTraits, TraitName } from '../src/model/traits.js';
import { projectOf, type ProjectOptions } from './support/project-of.js';

const versions = { express: '5.1.0', fastify: '5.2.0', pg: '8.13.1', axios: '1.7.9', mongoose: '8.9.0', ioredis: '5.4.2', bullmq: '5.34.0', globalThis: '20.19.0' };

interface Given extends ProjectOptions {
  readonly published?: boolean;
  readonly holdsPages?: boolean;
  readonly leftOut?: readonly string[];
}

function traitsOf(texts: Readonly<Record<string, string>> | string, { published = false, holdsPages = true, leftOut = [], ...options }: Given = {}): ProjectTraits {
  return projectTraits(projectOf(typeof texts === 'string' ? { 'src/main.ts': texts } : texts, { versions, ...options }).project, { published, holdsPages, leftOut: new Set(leftOut) });
}

/** The answer to one question, and what shows it. */
function trait(name: TraitName, texts: Readonly<Record<string, string>> | string, options?: Given): string {
  const { is, why } = traitsOf(texts, options)[name];
  return `${is}: ${why}`;
}

const app = "import express from 'express';\nconst app = express();\n";
const route = (body: string, before = ''): string => `${before}${app}app.get('/orders', async (req, res) => {\n${body}\n});\napp.listen(3000);\n`;

describe('what a project is', () => {
  test('a handler of requests, or a server, serves', () => {
    expect(trait('serves', route('res.json({});'))).toBe('yes: GET /orders is handled in src/main.ts');
    expect(trait('servesRequests', `${app}app.listen(3000);\n`)).toBe('yes: app.listen at src/main.ts:3 opens a server');
  });

  test('a worker serves, and not requests', () => {
    const worker = "import { Worker } from 'bullmq';\nnew Worker('mails', async () => 1);\n";
    expect(trait('serves', worker)).toMatch(/^yes: /);
    expect(trait('servesRequests', worker)).toMatch(/^no: nothing handles requests/);
  });

  test('what its manifest offers for import, and what opens nothing, is a library; without that nobody knows', () => {
    const code = 'export const add = (a: number, b: number) => a + b;\n';
    expect(trait('serves', code, { published: true })).toMatch(/^no: it is a library/);
    expect(trait('serves', code)).toMatch(/^unknown: no entry point was resolved/);
    expect(trait('serves', route('res.json({});'), { published: true })).toMatch(/^yes: /);
    expect(trait('hasCode', {})).toBe('no: there are no source files');
  });

  test('a server that only a script opens is nobody\'s', () => {
    expect(trait('serves', { 'scripts/mock.ts': `${app}app.listen(3000);\n` }, { scripts: ['scripts/mock.ts'], published: true })).toMatch(/^no: /);
  });
});

describe('what it asks', () => {
  test('a service whose address the configuration gives is one', () => {
    const text = route('res.json(await (await fetch(process.env.USERS)).json());');
    expect(trait('requestsAskServices', text)).toBe('yes: requests wait for fetch at src/main.ts:4');
    expect(trait('requestsAskServices', text, { leftOut: ['src/main.ts'] })).toBe('no: no request waits for another service');
    expect(trait('asksServices', text)).toMatch(/^yes: /);
    expect(trait('waits', text)).toMatch(/^yes: /);
  });

  test('what a job asks no request waits for', () => {
    const text = "import { Worker } from 'bullmq';\nnew Worker('mails', async () => { await fetch('http://a.internal'); });\n";
    expect(trait('asksServices', text)).toMatch(/^yes: /);
    expect(trait('requestsAskServices', text)).toBe('no: no request waits for another service');
  });

  test('a database with tables, one with documents, and a cache of keys are told apart', () => {
    const pg = route("res.json(await pool.query('select 1'));", "import pg from 'pg';\nconst pool = new pg.Pool();\n");
    expect(trait('usesRelational', pg)).toMatch(/^yes: pool\.query at src\/main\.ts:6 asks /);
    expect(trait('usesDatabase', pg)).toMatch(/^yes: /);
    const mongo = route('res.json(await User.find({}).exec());', "import mongoose from 'mongoose';\nconst User = mongoose.model('User', new mongoose.Schema({}));\n");
    expect(trait('usesDatabase', mongo)).toMatch(/^yes: /);
    expect(trait('usesRelational', mongo)).toBe('no: no database with tables is asked');
    const redis = route("res.json(await redis.get('a'));", "import Redis from 'ioredis';\nconst redis = new Redis();\n");
    expect(trait('usesDatabase', redis)).toMatch(/^no: /);
  });

  test('a driver that is imported, and whose queries are not seen, leaves it open; one that is only installed is not used', () => {
    expect(trait('usesRelational', "import pg from 'pg';\nexport const types = pg.types;\n")).toBe('unknown: src/main.ts imports pg, and no query of it was recognised');
    expect(trait('usesRelational', route('res.json({});'), { manifests: [{ dependencies: { pg: '8.13.1' } }] })).toMatch(/^no: /);
  });

  test('what only scripts ask the service does not', () => {
    const texts = { 'src/main.ts': route('res.json({});'), 'scripts/seed.ts': "import pg from 'pg';\nconst pool = new pg.Pool();\nawait pool.query('select 1');\n" };
    expect(trait('usesRelational', texts, { scripts: ['scripts/seed.ts'] })).toBe('no: no database with tables is asked but by scripts, such as scripts/seed.ts');
  });
});

describe('what its browsers keep and get', () => {
  test.each([
    ['a session library that is called', "import session from 'express-session';\nexport const sessions = session({});\n", /^yes: session at src\/main\.ts:2 keeps a session/],
    ['one that is imported and not called', "import session from 'express-session';\nexport default session;\n", /^unknown: .*no call of it/],
    ['nothing of the kind', '', /^no: /],
  ])('%s', (_, before, expected) => {
    expect(trait('usesCookies', route('res.json({});', before))).toMatch(expected);
  });

  test('a cookie that code sets may carry a session', () => {
    expect(trait('usesCookies', route("res.cookie('token', 'x', { httpOnly: true });\nres.json({});"))).toBe('unknown: res.cookie at src/main.ts:4 sets a cookie; whether one carries a session is not seen');
    expect(trait('usesCookies', route("res.setHeader('Set-Cookie', 'a=b');\nres.json({});"))).toMatch(/^unknown: /);
    expect(trait('usesCookies', route("res.json({});", "import cookies from 'cookie-parser';\nexport const parse = cookies();\n"))).toMatch(/^unknown: /);
  });

  test('files of a folder may be pages, and so may what Koa is given as a body', () => {
    expect(trait('answersHtml', `${app}app.use(express.static('public'));\napp.listen(3000);\n`)).toMatch(/^yes: express\.static at .* serves files/);
    expect(trait('answersHtml', `${app}app.use(express.static('images'));\napp.listen(3000);\n`, { holdsPages: false })).toMatch(/^no: /);
    const koa = (value: string): string => `import Koa from 'koa';\nconst app = new Koa();\napp.use(async (ctx) => { ctx.body = ${value}; });\napp.listen(3000);\n`;
    expect(trait('answersHtml', koa('ctx.query.name'))).toMatch(/^unknown: whether what the body that src\/main\.ts:3 sets/);
    expect(trait('answersHtml', koa('{ a: 1 }'))).toMatch(/^no: /);
  });

  test('a cookie that code reads was set by somebody', () => {
    expect(trait('usesCookies', route('res.json({ a: req.cookies.token });'))).toBe('unknown: src/main.ts:4 reads cookies; whether one carries a session is not seen');
    expect(trait('usesCookies', route('const { cookies } = req;\nres.json({ a: cookies.token });'))).toMatch(/^unknown: /);
  });

  test.each([
    ["res.render('orders');", /^yes: res\.render at .* gives a page/],
    ["res.send('<p>hello</p>');", /^yes: .* gives HTML/],
    ['res.send(`<p>${req.query.name}</p>`);', /^yes: /],
    ['res.send(req.query.name);', /^unknown: /],
    ["res.json({ a: 1 });", /^no: /],
    ["res.send({ a: 1 });", /^no: /],
    ["res.send('done');", /^no: /],
    ["res.end();", /^no: /],
    ['res.end(JSON.stringify(req.query));', /^no: /],
  ])('of %s', (body, expected) => {
    expect(trait('answersHtml', route(body))).toMatch(expected);
  });
});

describe('a database that is a part of the process', () => {
  const driver = "import Database from 'better-sqlite3';\nexport const db = new Database('orders.db');\n";

  test('has tables, and no pool', () => {
    expect(trait('usesRelational', driver)).toBe('yes: new Database at src/main.ts:2 uses better-sqlite3');
    expect(traitsOf(driver).usesDatabase).toEqual({ is: 'no', settled: true, why: 'the only database, better-sqlite3 in src/main.ts, is a part of the process: it has no pool of connections' });
    expect(trait('usesDatabase', `import { drizzle } from 'drizzle-orm/better-sqlite3';\n${driver}export const orm = drizzle(db);\n`)).toMatch(/^no: /);
  });

  test('beside one that is elsewhere, or may be, there is a pool', () => {
    expect(trait('usesDatabase', `import pg from 'pg';\n${driver}export const pool = new pg.Pool();\n`)).toMatch(/^yes: /);
    expect(trait('usesDatabase', `import { Sequelize } from 'sequelize';\n${driver}export const orm = new Sequelize(process.env.DATABASE);\n`)).toMatch(/^yes: /);
    expect(trait('usesDatabase', `import { pgTable } from 'drizzle-orm/pg-core';\n${driver}export const table = pgTable('orders', {});\n`)).toMatch(/^unknown: |^yes: /);
  });
});
