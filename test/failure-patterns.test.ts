import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulesFor } from '../scripts/docs/checklist-page.js';
import { scan, type Report } from '../src/api.js';
import { failurePatterns } from '../src/checklist/failure-patterns.js';
import { items } from '../src/checklist/items.js';
import { rules } from '../src/engine/registry.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';

let workspace: Workspace;
let count = 0;

beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => {
  workspace.remove();
});

const metas = rules.map(({ meta }) => meta);
const dependencies = { express: '5.1.0', axios: '1.7.9', got: '14.4.5', opossum: '8.4.0', pg: '8.13.1', 'async-mutex': '0.5.0', 'express-rate-limit': '7.5.0', 'express-session': '1.18.1', 'connect-redis': '8.0.1', ioredis: '5.4.2', 'p-limit': '6.2.0', bcrypt: '5.1.1', 'overload-protection': '1.2.3' };

async function scanText(text: string): Promise<Report> {
  count += 1;
  workspace.write(`p${String(count)}/package.json`, JSON.stringify({ name: 'shop', type: 'module', engines: { node: '>=20' }, dependencies }));
  workspace.write(`p${String(count)}/src/main.ts`, text);
  return scan({ path: `${workspace.root}/p${String(count)}`, cache: false });
}

function service(route: string, before = '', use = ''): string {
  return `import express from 'express';\n${before}\nconst app = express();\n${use}\napp.get('/orders/:id', async (req, res) => {\n${route}\n});\napp.listen(3000);\n`;
}

const pg = (options: string): string => `import pg from 'pg';\nconst pool = new pg.Pool(${options});\npool.on('error', (error) => { console.error(error); });`;
const get = (options: string): string => service(`  res.json(await (await fetch('http://users.internal/a'${options})).json());`);
const signal = ', { signal: AbortSignal.timeout(500) }';

/** The same service with a pattern and with its remedy, for each that the rules of today see. */
const pairs: Readonly<Record<string, { readonly pattern: string; readonly remedy: string }>> = {
  'No retries': {
    pattern: service("  res.json((await axios.get('http://users.internal/a', { timeout: 500 })).data);", "import axios from 'axios';"),
    remedy: service("  res.json(await got('http://users.internal/a', { timeout: { request: 500 } }).json());", "import got from 'got';"),
  },
  'No timeouts': { pattern: get(''), remedy: get(signal) },
  'No circuit breakers': {
    pattern: get(signal),
    remedy: service('  res.json(await breaker.fire());', "import CircuitBreaker from 'opossum';\nconst breaker = new CircuitBreaker(async () => (await fetch('http://users.internal/a')).json(), { timeout: 500 });"),
  },
  'No backpressure handling': {
    pattern: service('  res.json({});'),
    remedy: service('  res.json({});', "import overload from 'overload-protection';", "app.use(overload('express', { maxEventLoopDelay: 42 }));"),
  },
  'Database connection pool exhaustion': {
    pattern: service("  res.json((await pool.query('select * from orders where id = $1', [req.params.id])).rows);", pg('{ max: 10 }')),
    remedy: service("  res.json((await pool.query('select * from orders where id = $1', [req.params.id])).rows);", pg('{ max: 20, connectionTimeoutMillis: 5000 }')),
  },
  'Memory leaks': {
    pattern: service('  cache[req.params.id] ??= req.path;\n  res.json(cache[req.params.id]);', 'const cache: Record<string, string> = {};'),
    remedy: service('  if (cache.size >= 1000) cache.delete(cache.keys().next().value);\n  cache.set(req.params.id, req.path);\n  res.json(cache.get(req.params.id));', 'const cache = new Map();'),
  },
  'Unhandled promise rejections': {
    pattern: service('  save(req.params.id);\n  res.json({});', "import { appendFile } from 'node:fs/promises';\nconst save = async (id: string) => { await appendFile('seen.txt', id); };"),
    remedy: service('  await save(req.params.id);\n  res.json({});', "import { appendFile } from 'node:fs/promises';\nconst save = async (id: string) => { await appendFile('seen.txt', id); };"),
  },
  'Single point of failure': {
    pattern: service('  res.json({});', "import session from 'express-session';\nexport const sessions = session({ secret: process.env.SECRET });"),
    remedy: service('  res.json({});', "import session from 'express-session';\nimport { RedisStore } from 'connect-redis';\nimport Redis from 'ioredis';\nexport const sessions = session({ secret: process.env.SECRET, store: new RedisStore({ client: new Redis() }) });"),
  },
  'No rate limiting': {
    pattern: service("  res.json({ ok: await bcrypt.compare(String(req.query.password), '$2b$10$abc') });", "import bcrypt from 'bcrypt';"),
    remedy: service("  res.json({ ok: await bcrypt.compare(String(req.query.password), '$2b$10$abc') });", "import bcrypt from 'bcrypt';\nimport { rateLimit } from 'express-rate-limit';", 'app.use(rateLimit({ windowMs: 900_000, limit: 100 }));'),
  },
  'Dependency failure': {
    pattern: service("  const [user, stock] = await Promise.all([fetch('http://users.internal/a'), fetch('http://stock.internal/b')]);\n  res.json({ user, stock });"),
    remedy: service("  const [user, stock] = await Promise.allSettled([fetch('http://users.internal/a', { signal: AbortSignal.timeout(500) }), fetch('http://stock.internal/b', { signal: AbortSignal.timeout(500) })]);\n  res.json({ user, stock });"),
  },
  'Slow dependency': { pattern: get(''), remedy: get(signal) },
  'Resource exhaustion': {
    pattern: service("  const ids = String(req.query.ids).split(',');\n  res.json(await Promise.all(ids.map((id) => pool.query('select * from orders where id = $1', [id]))));", pg('{ connectionTimeoutMillis: 500 }')),
    remedy: service("  const ids = String(req.query.ids).split(',');\n  res.json(await Promise.all(ids.map((id) => limit(() => pool.query('select * from orders where id = $1', [id])))));", `import pLimit from 'p-limit';\nconst limit = pLimit(5);\n${pg('{ connectionTimeoutMillis: 500 }')}`),
  },
  'Cascading failure': {
    pattern: service('  res.json({});'),
    remedy: service('  res.json({});', "import overload from 'overload-protection';", "app.use(overload('express', { maxEventLoopDelay: 42 }));"),
  },
  Deadlock: {
    pattern: "import { Mutex } from 'async-mutex';\nconst from = new Mutex();\nconst to = new Mutex();\nexport const send = () => from.runExclusive(() => to.runExclusive(() => 1));\nexport const receive = () => to.runExclusive(() => from.runExclusive(() => 2));\n",
    remedy: "import { Mutex } from 'async-mutex';\nconst from = new Mutex();\nconst to = new Mutex();\nexport const send = () => from.runExclusive(() => to.runExclusive(() => 1));\nexport const receive = () => from.runExclusive(() => to.runExclusive(() => 2));\n",
  },
  'Goroutine leak': {
    pattern: service("  setInterval(() => console.log(req.params.id), 1000);\n  res.json({});"),
    remedy: service("  const timer = setInterval(() => console.log(req.params.id), 1000);\n  res.on('close', () => clearInterval(timer));\n  res.json({});"),
  },
};

/** How well the items of a pattern are met, by weight. */
function met(report: Report, title: string): number {
  const pattern = failurePatterns.find((one) => one.title === title);
  const named = pattern ? rulesFor(pattern, metas) : [];
  const ids = items.filter((item) => item.rules.some((rule) => named.includes(rule))).map(({ id }) => id);
  return report.checklist.items.filter(({ id }) => ids.includes(id)).reduce((sum, item) => sum + item.weight * item.quality, 0);
}

describe('the failure patterns', () => {
  test('are sixteen, and every rule is there for at least one of them; those of security, which the catalogues do not speak of, for none', () => {
    expect(failurePatterns).toHaveLength(16);
    const served = new Set(failurePatterns.flatMap((pattern) => rulesFor(pattern, metas)));
    expect(metas.filter(({ id, area }) => !served.has(id) && area !== 'security').map(({ id }) => id)).toEqual([]);
  });

  test.each(failurePatterns.map((pattern) => [pattern.title, pattern] as const))('%s: its rules are those of items', (_, pattern) => {
    const named = rulesFor(pattern, metas);
    const known = new Set(items.flatMap((item) => item.rules));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((rule) => !known.has(rule))).toEqual([]);
    for (const mode of pattern.modes.filter((one) => one !== 'No monitoring')) expect(metas.some((meta) => meta.mode.startsWith(mode))).toBe(true);
  });

  test.each(Object.keys(pairs))('%s: who has it loses points that who has the remedy keeps', async (title) => {
    const { pattern, remedy } = pairs[title] ?? { pattern: '', remedy: '' };
    expect(met(await scanText(pattern), title)).toBeLessThan(met(await scanText(remedy), title));
  });

  test('all but one are seen by the rules of today', () => {
    expect(failurePatterns.map(({ title }) => title).filter((title) => !(title in pairs))).toEqual(['No monitoring or alerting']);
  });
});
