import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // oxlint and the CLI's tests run what is built.
    globalSetup: ['test/support/build-dist.ts'],
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    sequence: { sequencer: LongestFirst },
    // Most of a short test file's time went into importing the product anew. No test replaces a module or leaves anything in one.
    isolate: false,
    // The default leaves one of two cores idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    // Some remove thousands of staged files, which takes its time on a busy disk.
    hookTimeout: 120_000,
  },
});
