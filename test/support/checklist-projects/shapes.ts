import type { ItemId, ItemVerdict } from '../../../src/model/checklist.js';

/** A service of Express 5, which hears what its handlers reject with: this in front of its routes, and this as the body of one of them. */
export function service(route: string, before = ''): string {
  return `import express from 'express';\n${before}\nconst app = express();\napp.get('/orders/:id', async (req, res) => {\n${route}\n});\napp.listen(3000);\n`;
}

/** A worker without a server. */
export function worker(work: string, before = ''): string {
  return `import { Worker } from 'bullmq';\n${before}\nconst worker = new Worker('orders', async (job) => {\n${work}\n}, { connection: { host: 'redis' } });\nworker.on('error', (error) => { console.error(error); });\n`;
}

/** One route that does nothing. */
export const plain = service("  res.json({ id: req.params.id });");
/** A pool of pg. */
export const pool = (options: string): string => `import pg from 'pg';\n/** A pool of pg. */
export const pool = new pg.Pool(${options});\npool.on('error', (error) => { console.error(error); });`;
/** The body of a route that asks it. */
export const query = "  const { rows } = await pool.query('select * from orders where id = $1', [req.params.id]);\n  res.json(rows);";

/** The verdicts that each item must be able to reach. */
export type Decided = Extract<ItemVerdict, 'pass' | 'fail' | 'not-applicable' | 'unknown'>;

/** A small project: its files, or the text of `src/main.ts`. */
export type SmallProject = string | Readonly<Record<string, string>>;

/** For items, one small project for each verdict. */
export type ProjectsByItem = Readonly<Partial<Record<ItemId, Readonly<Record<Decided, SmallProject>>>>>;
