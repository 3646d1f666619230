import { readFileSync, writeFileSync } from 'node:fs';

import { measure, watched, type Case, type Outcome } from './case.js';
import { cases as axios } from './axios.js';
import { cases as fetch } from './fetch.js';
import { cases as got } from './got.js';
import { cases as http } from './http.js';
import { cases as ioredis } from './ioredis.js';
import { cases as ky } from './ky.js';
import { cases as nodeFetch } from './node-fetch.js';
import { cases as pg } from './pg.js';
import { startServers } from './servers.js';
import { cases as superagent } from './superagent.js';
import { cases as undici } from './undici.js';
import { cases as wrappers } from './wrappers.js';

const all = [fetch, undici, nodeFetch, axios, got, ky, superagent, http, pg, ioredis, wrappers].flat();

// What a case leaves behind fails later than it is watched; that is no result of the run.
process.on('unhandledRejection', () => undefined);

const servers = await startServers();
const results = new Map<Case, Outcome>();
await Promise.all(all.filter((c) => !c.alone).map(async (c) => results.set(c, await measure(c, servers))));
for (const c of all.filter((c) => c.alone)) results.set(c, await measure(c, servers));

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rows = all.map((c) =>
  row([c.library, `\`${c.knob}\``, c.phase, describe(results.get(c)), isAsClaimed(c) ? 'as claimed' : `**expected: ${c.expect}**`]),
);
const table = [
  row(['library', 'knob', 'server stops at', 'observed', 'verdict']),
  row(Array.from({ length: 5 }, () => '---')),
  ...rows,
].join('\n');
console.log(table);
if (process.argv.includes('--write')) writeIntoReadme(table);

const wrong = all.filter((c) => !isAsClaimed(c)).length;
console.error(
  `${String(all.length)} cases on Node ${process.versions.node}: ${String(all.length - wrong)} as claimed, ${String(wrong)} not.`,
);
// Most sockets are still open: that is what was to be shown.
process.exit(wrong === 0 ? 0 : 1);

function isAsClaimed(c: Case): boolean {
  return results.get(c)?.is === c.expect;
}

/** Without the milliseconds, so that two runs give the same table. */
function describe(outcome: Outcome | undefined): string {
  if (outcome === undefined || outcome.is === 'pending') return `pending after ${String(watched)} ms`;
  return `${outcome.is}: ${outcome.how}`;
}

/** The table stands between the README's two markers. */
function writeIntoReadme(text: string): void {
  const readme = new URL('README.md', import.meta.url);
  const marked = /(<!-- observed -->\n)[^]*?(<!-- \/observed -->)/;
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(marked, (_, start: string, end: string) => `${start}${text}\n${end}`),
  );
}
