import { writeSync } from 'node:fs';
import { wantsJson } from './wants-json.js';

const message = 'the process ended before the work was done: nothing was judged';
const help = 'Look into readiness.config: it must neither call process.exit() nor wait for something that never comes.';

/**
 * Answers for a process that somebody else ends. Called from the `exit` event, where nothing asynchronous runs any more, hence the file
 * descriptors.
 */
export function reportUnfinished(argv: readonly string[]): void {
  if (wantsJson(argv)) writeSync(1, `${JSON.stringify({ ok: false, complete: false, error: { code: 'UNFINISHED', message, help } }, undefined, 2)}\n`);
  writeSync(2, `readiness: ${message}\n  ${help}\n`);
}
