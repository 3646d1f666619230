import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { render, scan } from '../src/api.js';
import { reportSchema } from '../src/report/schema.js';

const service = fileURLToPath(new URL('../fixtures/services/orders-api', import.meta.url));
const golden = `${service}/report.json`;

/** The report of the example service, byte for byte; the tool's version, which changes with every release, stands as 0.0.0. */
test('the example service gives the report that is kept beside it', async () => {
  const report = await scan({ path: service, cache: false, preset: 'strict' });
  const text = render({ ...report, tool: { ...report.tool, version: '0.0.0' } }, { format: 'json' });

  // READINESS_UPDATE_GOLDENS=1 writes it anew, to be looked at in the diff.
  if (process.env['READINESS_UPDATE_GOLDENS'] === '1') writeFileSync(golden, text);
  const kept = existsSync(golden) ? readFileSync(golden, 'utf8') : 'none: run with READINESS_UPDATE_GOLDENS=1';
  expect(text).toBe(kept);
  expect(reportSchema.safeParse(JSON.parse(kept)).success).toBe(true);
});
