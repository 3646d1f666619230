import process, { argv, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { generate, staleFiles, writeFiles } from './docs/generate.js';

/**
 * `npm run docs` writes what is made from the rules and the catalog: rules/index.ts, src/catalog/entries/index.ts, docs/rules/*.md, docs/catalog.md, docs/checklist.md and the README's
 * tables. With `--check` it writes nothing, names what is stale, and exits with 1.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const checkOnly = argv.includes('--check');
const { files, problem } = await generate(root);
const stale = staleFiles(root, files);

if (!checkOnly) writeFiles(root, stale);
for (const { path } of stale) stderr.write(checkOnly ? `stale: ${path} (run npm run docs)\n` : `wrote ${path}\n`);
if (problem !== undefined) stderr.write(`${problem}\n`);
if (problem !== undefined || (checkOnly && stale.length > 0)) process.exitCode = 1;
