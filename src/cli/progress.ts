import type { ScanOptions } from '../scan.js';
import { truncate } from '../report/display-width.js';
import { printable } from '../report/printable.js';
import type { CliHost } from './host.js';

type ProgressListener = NonNullable<ScanOptions['onProgress']>;

export interface Progress {
  readonly update: ProgressListener;
  /** Removes the line. */
  stop(): void;
}

/** Shows progress while something is done, and takes the line away when it is done or has failed. */
export async function withProgress<T>(host: CliHost, quiet: boolean, work: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = startProgress(host, quiet);
  try {
    return await work(progress);
  } finally {
    progress.stop();
  }
}

/** Milliseconds before the first line: a scan that is over by then needs none. */
const patience = 500;
const interval = 80;

/**
 * One line on stderr that is rewritten in place. No timer: the analysis keeps the event loop busy, a spinner would stand still.
 * Silent when stderr is no terminal, in CI, and when asked to be.
 */
export function startProgress(host: CliHost, quiet: boolean, now: () => number = () => performance.now()): Progress {
  const { stderr, env } = host;
  const automated = env['TERM'] === 'dumb' || (env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false');
  if (quiet || !stderr.isTTY || automated) return { update: () => undefined, stop: () => undefined };

  const start = now();
  let last = 0;
  return {
    update({ stage, done, total }) {
      const time = now();
      if (time - start < patience || time - last < interval) return;
      last = time;
      const numbers = total > 0 ? ` ${String(done)}/${String(total)}` : '';
      stderr.write(`\r\u001b[K${truncate(printable(`readiness: ${stage}${numbers}`), (stderr.columns ?? 80) - 1)}`);
    },
    stop() {
      if (last > 0) stderr.write('\r\u001b[K');
    },
  };
}
