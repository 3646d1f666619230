import { describe, expect, test } from 'vitest';
import { endsProcess } from '../src/analysis/rejections/ends-process.js';
import { projectOf } from './support/project-of.js';

const schema = 'export async function migrate() { await change(); }';
const environment = "export const isDevelopment = process.env.NODE_ENV === 'development';";
const routes = "import express from 'express';\nimport { migrate } from './schema.js';\nexport const app = express();\nexport function addTestRoutes() { app.post('/migrate', async (req, res) => { await migrate(); res.end(); }); }";
const fatal = 'async function start() { try { await migrate(); } catch (error) { console.error(error); process.exit(1); } }\nvoid start();';

/** Whether the process ends when `migrate` fails. */
function ends(server: string, partial = false): boolean {
  const texts = { 'schema.ts': schema, 'environment.ts': environment, ...(server.includes('addTestRoutes') && { 'routes.ts': routes }), 'server.ts': `import { migrate } from './schema.js';\nimport { isDevelopment } from './environment.js';\nimport { addTestRoutes } from './routes.js';\n${server}` };
  const { project } = projectOf(texts, { partial });
  return endsProcess(project, { file: 'schema.ts', fn: 0 });
}

describe('the process ends when a function fails', () => {
  test('whose callers end it', () => {
    expect(ends(fatal)).toBe(true);
  });
  test('which a route calls that is registered for development only, besides', () => {
    expect(ends(`${fatal}\nif (isDevelopment) addTestRoutes();`)).toBe(true);
  });
  test('not when a route calls it in production, too', () => {
    expect(ends(`${fatal}\naddTestRoutes();`)).toBe(false);
  });
  test('not when its caller goes on', () => {
    expect(ends('async function start() { try { await migrate(); } catch (error) { console.error(error); } }\nvoid start();')).toBe(false);
  });
  test('not where other files may call it', () => {
    expect(ends(fatal, true)).toBe(false);
  });
});
