import { describe, expect, test } from 'vitest';
import { nestingsIn } from '../src/analysis/nesting/nestings.js';
import { projectOfCode } from './support/project-of.js';

/** The verdict on the only thing that is held in a file. */
function verdictOf(code: string): string {
  const [judgement, ...others] = nestingsIn(projectOfCode(code).project, 'main.ts');
  if (!judgement || others.length > 0) throw new Error(`expected one holder, found ${String(others.length + (judgement ? 1 : 0))}`);
  return judgement.nestings.length > 0 ? 'nested' : judgement.doubt ? 'unknown' : 'none';
}

const sequelize = "import { Sequelize } from 'sequelize';\nconst sequelize = new Sequelize(process.env.DATABASE_URL);\n";
const pg = "import { Pool } from 'pg';\nconst pool = new Pool();\n";

describe('what is waited for while something is held', () => {
  test.each([
    ['the handlers behind a middleware are not seen', `${sequelize}export const inTransaction = async (req, res, next) => sequelize.transaction(async (t) => { req.t = t; return await next(); });`, 'unknown'],
    ['what others hand in is not seen', `${pg}export async function withClient(run) { const client = await pool.connect(); try { return await run(client); } finally { client.release(); } }`, 'unknown'],
    ['the client itself is used', `${pg}export async function now() { const client = await pool.connect(); try { return await client.query('SELECT now()'); } finally { client.release(); } }`, 'none'],
    ['the pool is asked again', `${pg}export async function now() { const client = await pool.connect(); try { return await pool.query('SELECT now()'); } finally { client.release(); } }`, 'nested'],
  ])('%s', (_what, code, expected) => {
    expect(verdictOf(code)).toBe(expected);
  });
});
