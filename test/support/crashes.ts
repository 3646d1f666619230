import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { timeLimit } from '../../src/model/scan-limit.js';
import { render } from '../../src/report/render.js';
import { scan } from '../../src/scan.js';

/** Milliseconds of the processor's time, which other processes do not take away, in which a small project has to be judged. */
const longest = 20_000;

/** What of a scan of these files crashed or did not come to an end; empty when all went well. A throw of the scan itself is a rejection. */
export async function crashesOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<readonly string[]> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fuzzed-')));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const report = await scan({ path: root, cache: false, config: false, preset: 'strict', limit: timeLimit(longest, processorTime) });
    await render(report, { format: 'markdown' });
    return report.problems.filter(({ kind }) => kind === 'rule-crash' || kind === 'unfinished').map(({ message }) => message);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
