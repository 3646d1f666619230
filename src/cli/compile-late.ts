import { versions } from 'node:process';
import { setFlagsFromString } from 'node:v8';

/**
 * How long a function runs before V8 takes it for hot and compiles it anew with TurboFan, by major version of Node.js: bytes of its bytecode (by default some 130,000), and later calls of it (3,000). Most
 * of what a scan runs is many functions for a short while each, whose optimised code comes too late to be of use: it took more than a third of the CPU (docs/performance.md). V8 complains of a flag that it
 * does not know, so that other versions do without.
 */
const flags: Readonly<Record<string, string>> = {
  20: '--interrupt-budget=2000000',
  22: '--invocation-count-for-turbofan=60000',
  24: '--invocation-count-for-turbofan=60000',
};

const flag = flags[versions.node.replace(/\..*/, '')];
if (flag !== undefined) setFlagsFromString(flag);
