import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { render, scan } from '../src/api.js';
import { renderExplanation } from '../src/report/explanation-text.js';
import { reportSchema } from '../src/report/schema.js';
import { explainSite } from '../src/why.js';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const service = 'fixtures/services/orders-api';
const golden = at(`${service}/report.json`);
const readme = at('README.md');
/** READINESS_UPDATE_GOLDENS=1 writes both anew, to be looked at in the diff. */
const update = process.env['READINESS_UPDATE_GOLDENS'] === '1';

/** The report of the example service, byte for byte; the tool's version, which changes with every release, stands as 0.0.0, and the revision, which changes with every commit, is left out. */
test('the example service gives the report that is kept beside it', async () => {
  const { revision, ...report } = await scan({ path: at(service), cache: false, preset: 'strict' });
  expect(revision === undefined || revision.folder === service).toBe(true);
  const text = await render({ ...report, tool: { ...report.tool, version: '0.0.0' } }, { format: 'json' });

  if (update) writeFileSync(golden, text);
  const kept = existsSync(golden) ? readFileSync(golden, 'utf8') : 'none: run with READINESS_UPDATE_GOLDENS=1';
  expect(text).toBe(kept);
  expect(reportSchema.safeParse(JSON.parse(kept)).success).toBe(true);
});

test('the README shows what is really printed', async () => {
  const scanned = await scan({ path: at(service), cache: false });
  // A release must not have to touch the README.
  const version = /^readiness (\S+) · orders-api/m.exec(readFileSync(readme, 'utf8'))?.[1] ?? scanned.tool.version;
  const report = { ...scanned, tool: { ...scanned.tool, version } };
  const output = await render(report, { format: 'terminal', path: service });
  const why = renderExplanation(await explainSite({ path: at(service), file: 'src/clients/payments.ts', line: 11 }), { color: false, width: 100 });

  if (update) writeFileSync(readme, withBlock(withBlock(readFileSync(readme, 'utf8'), 'output', output), 'why', why));
  const kept = readFileSync(readme, 'utf8');
  expect(kept).toBe(withBlock(withBlock(kept, 'output', output), 'why', why));
});

/** The text with what stands between two markers replaced. Throws where they are missing. */
function withBlock(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md lacks the markers of ${name}`);
  return `${text.slice(0, from)}${start}\n\`\`\`text\n${content}\`\`\`\n${text.slice(to)}`;
}
