/** A module of a generated service, and the modules that it uses. */
export interface GeneratedModule {
  /** `order7`: lower case, and part of the names of all that it exports. */
  readonly name: string;
  /** Names of modules of the same service. */
  readonly uses: readonly string[];
  /** What differs from module to module; a whole number. */
  readonly variant: number;
}

/** The files of a module by their names: what a service of Express with Postgres, Redis and clients of other services has. */
export const moduleFiles: Readonly<Record<string, (module: GeneratedModule) => string>> = { 'routes.ts': routes, 'service.ts': service, 'repository.ts': repository, 'client.ts': client, 'types.ts': types };

function typeName(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function routes({ name, variant }: GeneratedModule): string {
  const type = typeName(name);
  return `import { Router, type Request, type Response, type NextFunction } from 'express';
import { logger } from '../../lib/logger.js';
import { NotFound } from '../../lib/errors.js';
import { create${type}, find${type}, list${type}s, refresh${type} } from './service.js';
import type { New${type} } from './types.js';

export const ${name}Routes = Router();

${name}Routes.get('/${name}s', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const limit = Math.min(Number(req.query['limit'] ?? ${String(20 + variant)}), 200);
    res.json(await list${type}s(limit, String(req.query['after'] ?? '')));
  } catch (error) {
    next(error);
  }
});

${name}Routes.get('/${name}s/:id', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const found = await find${type}(req.params['id'] ?? '');
    if (!found) throw new NotFound('${name}');
    res.json(found);
  } catch (error) {
    next(error);
  }
});

${name}Routes.post('/${name}s', async (req: Request, res: Response, next: NextFunction) => {
  try {
    const body = req.body as New${type};
    const made = await create${type}(body);
    logger.info({ id: made.id }, '${name} was created');
    res.status(201).json(made);
  } catch (error) {
    next(error);
  }
});

${name}Routes.put('/${name}s/:id/refresh', async (req: Request, res: Response${variant % 3 === 0 ? '' : ', next: NextFunction'}) => {
  ${variant % 3 === 0 ? `res.json(await refresh${type}(req.params['id'] ?? ''));` : `await refresh${type}(req.params['id'] ?? '').then((value) => res.json(value), next);`}
});
`;
}

function service({ name, uses, variant }: GeneratedModule): string {
  const type = typeName(name);
  const calls = uses.map((other) => `  const ${other} = await find${typeName(other)}(${name}.owner);\n  if (${other}) notes.push(${other}.title);\n`).join('');
  return `import { logger } from '../../lib/logger.js';
import { cached } from '../../lib/cache.js';
${uses.map((other) => `import { find${typeName(other)} } from '../${other}/service.js';\n`).join('')}import { fetch${type}Price } from './client.js';
import { insert${type}, select${type}, select${type}s, update${type} } from './repository.js';
import type { New${type}, ${type} } from './types.js';

const recent = new Map<string, ${type}>();

export function find${type}(id: string): Promise<${type} | undefined> {
  return cached('${name}:' + id, ${String(30 + (variant % 7))}, () => select${type}(id));
}

export async function list${type}s(limit: number, after: string): Promise<readonly ${type}[]> {
  const rows = await select${type}s(limit, after);
  return rows.filter((row) => row.amount > ${String(variant % 5)});
}

export async function create${type}(${name}: New${type}): Promise<${type}> {
  const notes: string[] = [];
${calls}  const price = await fetch${type}Price(${name}.sku);
  const made = await insert${type}({ ...${name}, amount: price * ${name}.count, notes: notes.join(', ') });
  ${variant % 4 === 0 ? `recent.set(made.id, made);` : `if (recent.size < 1000) recent.set(made.id, made);`}
  return made;
}

export async function refresh${type}(id: string): Promise<${type} | undefined> {
  const known = recent.get(id) ?? (await find${type}(id));
  if (!known) return undefined;
  try {
    const price = await fetch${type}Price(known.sku);
    return await update${type}(id, price * known.count);
  } catch (error) {
    logger.error({ error, id }, 'the price of ${name} is not known');
    ${variant % 5 === 0 ? 'return known;' : 'throw error;'}
  }
}

export async function refreshAll${type}s(ids: readonly string[]): Promise<void> {
  ${variant % 6 === 0 ? `await Promise.all(ids.map((id) => refresh${type}(id)));` : `for (const id of ids) await refresh${type}(id);`}
}
`;
}

function repository({ name, variant }: GeneratedModule): string {
  const type = typeName(name);
  return `import { pool } from '../../lib/db.js';
import type { ${type}, Stored${type} } from './types.js';

export async function select${type}(id: string): Promise<${type} | undefined> {
  const { rows } = await pool.query<${type}>('select id, sku, count, amount, owner, title from ${name}s where id = $1', [id]);
  return rows[0];
}

export async function select${type}s(limit: number, after: string): Promise<readonly ${type}[]> {
  const { rows } = await pool.query<${type}>('select id, sku, count, amount, owner, title from ${name}s where id > $1 order by id${variant % 8 === 0 ? '' : ' limit $2'}', [after${variant % 8 === 0 ? '' : ', limit'}]);
  return rows;
}

export async function insert${type}(row: Stored${type}): Promise<${type}> {
  const connection = await pool.connect();
  try {
    await connection.query('begin');
    const { rows } = await connection.query<${type}>('insert into ${name}s (sku, count, amount, owner, notes) values ($1, $2, $3, $4, $5) returning *', [row.sku, row.count, row.amount, row.owner, row.notes]);
    await connection.query('commit');
    const [made] = rows;
    if (!made) throw new Error('nothing was inserted');
    return made;
  } catch (error) {
    await connection.query('rollback');
    throw error;
  } finally {
    connection.release();
  }
}

export async function update${type}(id: string, amount: number): Promise<${type} | undefined> {
  const { rows } = await pool.query<${type}>('update ${name}s set amount = $2 where id = $1 returning *', [id, amount]);
  return rows[0];
}
`;
}

function client({ name, variant }: GeneratedModule): string {
  const type = typeName(name);
  const call = variant % 3 === 0
    ? `const response = await fetch(\`\${settings.prices}/${name}/\${encodeURIComponent(sku)}\`${variant % 2 === 0 ? '' : ', { signal: AbortSignal.timeout(2000) }'});
  if (!response.ok) throw new Error(\`prices answered \${String(response.status)}\`);
  const { price } = (await response.json()) as { price: number };`
    : `const { data: { price } } = await http.get<{ price: number }>(\`/${name}/\${encodeURIComponent(sku)}\`${variant % 3 === 1 ? ', { timeout: 1500 }' : ''});`;
  return `${variant % 3 === 0 ? '' : `import { http } from '../../lib/http.js';\n`}import { withRetry } from '../../lib/retry.js';
${variant % 3 === 0 ? `import { settings } from '../../lib/settings.js';\n` : ''}
/** What one piece of ${name} costs. */
export function fetch${type}Price(sku: string): Promise<number> {
  return withRetry(() => request${type}Price(sku));
}

async function request${type}Price(sku: string): Promise<number> {
  ${call}
  return price;
}
`;
}

function types({ name }: GeneratedModule): string {
  const type = typeName(name);
  return `export interface New${type} {
  readonly sku: string;
  readonly count: number;
  readonly owner: string;
}

export interface Stored${type} extends New${type} {
  readonly amount: number;
  readonly notes: string;
}

export interface ${type} extends New${type} {
  readonly id: string;
  readonly title: string;
  readonly amount: number;
}
`;
}

/** What all modules of a service use. */
export const libraryFiles: Readonly<Record<string, string>> = {
  'settings.ts': `export const settings = { port: Number(process.env['PORT'] ?? 3000), database: process.env['DATABASE_URL'] ?? '', redis: process.env['REDIS_URL'] ?? '', prices: process.env['PRICES_URL'] ?? 'http://prices.internal' };\n`,
  'logger.ts': `import pino from 'pino';\n\nexport const logger = pino({ redact: ['req.headers.authorization'] });\n`,
  'db.ts': `import { Pool } from 'pg';\nimport { logger } from './logger.js';\nimport { settings } from './settings.js';\n\nexport const pool = new Pool({ connectionString: settings.database, max: 20, connectionTimeoutMillis: 2000, statement_timeout: 5000, query_timeout: 6000 });\npool.on('error', (error) => logger.error({ error }, 'an idle connection broke'));\n`,
  'http.ts': `import axios from 'axios';\nimport { settings } from './settings.js';\n\nexport const http = axios.create({ baseURL: settings.prices, timeout: 3000 });\n`,
  'errors.ts': `import type { NextFunction, Request, Response } from 'express';\nimport { logger } from './logger.js';\n\nexport class NotFound extends Error {\n  constructor(readonly what: string) {\n    super(\`there is no such \${what}\`);\n  }\n}\n\nexport function handleError(error: unknown, _req: Request, res: Response, next: NextFunction): void {\n  if (res.headersSent) return next(error);\n  logger.error({ error }, 'a request failed');\n  res.status(error instanceof NotFound ? 404 : 500).json({ error: 'internal error' });\n}\n`,
  'cache.ts': `import { Redis } from 'ioredis';\nimport { logger } from './logger.js';\nimport { settings } from './settings.js';\n\nexport const redis = new Redis(settings.redis, { maxRetriesPerRequest: 2, commandTimeout: 500 });\nredis.on('error', (error) => logger.error({ error }, 'redis is not there'));\n\nexport async function cached<T>(key: string, seconds: number, load: () => Promise<T>): Promise<T> {\n  const known = await redis.get(key);\n  if (known !== null) return JSON.parse(known) as T;\n  const value = await load();\n  await redis.set(key, JSON.stringify(value), 'EX', seconds);\n  return value;\n}\n`,
  'retry.ts': `import { setTimeout as wait } from 'node:timers/promises';\n\nexport async function withRetry<T>(work: () => Promise<T>, attempts = 3): Promise<T> {\n  for (let attempt = 1; ; attempt++) {\n    try {\n      return await work();\n    } catch (error) {\n      if (attempt >= attempts) throw error;\n      await wait(100 * 2 ** attempt * Math.random());\n    }\n  }\n}\n`,
};

/** The file that a service starts from. */
export function serverFile(modules: readonly string[]): string {
  return `import express from 'express';
import { handleError } from './lib/errors.js';
import { logger } from './lib/logger.js';
import { pool } from './lib/db.js';
import { settings } from './lib/settings.js';
${modules.map((name) => `import { ${name}Routes } from './modules/${name}/routes.js';\n`).join('')}
const app = express();
app.use(express.json({ limit: '100kb' }));
app.get('/health', (_req, res) => { res.json({ ok: true }); });
${modules.map((name) => `app.use('/api', ${name}Routes);\n`).join('')}app.use(handleError);

const server = app.listen(settings.port, () => { logger.info('listening'); });

process.on('SIGTERM', () => {
  server.close(() => { void pool.end().then(() => process.exit(0)); });
});
`;
}
