import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with the plain line `N passed, N failed`. A file that could not be loaded, or an error outside of any test, counts as one
 * failure.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const passed = states.filter((state) => state === 'passed').length;
    const failed = states.filter((state) => state === 'failed').length;
    const broken = modules.reduce((count, module) => count + module.errors().length, unhandledErrors.length);
    // At the exit, because the default reporter prints its own summary after this hook.
    process.once('exit', () => {
      process.stdout.write(`${String(passed)} passed, ${String(failed + broken)} failed\n`);
    });
  }
}
