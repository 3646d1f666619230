import { stderr } from 'node:process';
import { areBundlesStale, buildBundles } from '../../scripts/build.js';

/**
 * Builds the bundles before the tests when the sources are newer, so that `npm test` works on a fresh clone. A build that fails leaves no
 * `dist`: the tests that run it fail and say so, and the others can still be used to find out why.
 */
export default async function buildDist(): Promise<void> {
  if (!areBundlesStale()) return;
  try {
    await buildBundles();
  } catch (error) {
    stderr.write(`dist could not be built: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
