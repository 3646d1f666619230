import { defineEntry } from '../types.js';

/**
 * execa. No timeout by default. `timeout` ends the process with SIGTERM, and with SIGKILL five seconds later
 * (`forceKillAfterDelay`). Its signal is `cancelSignal` from version 9 on, was `signal` before, and version 9 throws
 * for the old name. From 9 on any of the functions, given an object alone, gives one that keeps these options:
 * `$({ timeout })`. The synchronous forms are left out, as those of Node's are.
 */
export default defineEntry({
  id: 'execa',
  name: 'execa',
  packages: ['execa'],
  versions: '>=2',
  blocking: [
    { path: 'execaSync|execaCommandSync|commandSync|sync', does: 'runs a program to its end', takes: 'work', instead: 'Await its form without Sync, with a timeout.', source: 'https://github.com/sindresorhus/execa/blob/main/docs/execution.md#synchronous-execution' },
  ],
  types: {
    Shell: {
      is: ['$', 'Shell()'],
      annotations: ['ExecaScriptMethod'],
      options: [0],
      noun: 'shell',
    },
    Execa: {
      is: ['execa', 'execaNode', 'node', 'Execa()'],
      annotations: ['ExecaMethod', 'ExecaNodeMethod'],
      options: [0],
      noun: 'function',
    },
  },
  calls: [
    {
      path: 'Execa',
      kind: 'outbound',
      does: 'run of a program',
      options: [2],
      knobs: ['timeout', 'signal', 'timer'],
      essential: ['total'],
      phases: ['total'],
    },
    // Up to version 5 the function is the package.
    {
      path: '',
      kind: 'outbound',
      does: 'run of a program',
      options: [2],
      knobs: ['timeout', 'signal', 'timer'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'execaCommand|command|shell',
      kind: 'outbound',
      does: 'run of a program',
      options: [1],
      knobs: ['timeout', 'signal', 'timer'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Shell',
      kind: 'outbound',
      does: 'run of a program',
      options: [0],
      knobs: ['timeout', 'signal', 'timer'],
      essential: ['total'],
      phases: ['total'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'arg1.timeout', 'arg0.timeout', 'client.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['total'],
      source: 'execa@9.6.1 lib/terminate/timeout.js:11-21; execa@5.1.1 lib/kill.js alike',
      verified: '9.6.1',
    },
    signal: {
      at: ['call.cancelSignal', 'arg1.cancelSignal', 'arg0.cancelSignal', 'client.cancelSignal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      versions: '>=9',
      source: 'execa@9.6.1 types/arguments/options.d.ts (cancelSignal)',
      verified: '9.6.1',
    },
    'signal@8': {
      at: ['call.signal', 'arg1.signal', 'client.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      versions: '<9',
      source: 'execa@7.0.0 index.d.ts:232 (signal); execa@5.1.1 index.js:83 hands its options on to child_process.spawn, which takes it from Node 15.5 on',
      verified: '5.1.1, 8.0.1 on Node 20.20.2',
    },
    timer: {
      at: ['timer.kill|cancel'],
      unit: 'ms',
      default: 'none',
      covers: ['total'],
      source: 'execa@9.6.1 lib/terminate/kill.js; execa@5.1.1 lib/kill.js (cancel)',
    },
  },
  ignored: (['Execa', 'execaCommand|command', 'Shell'] as const).map((calls) => ({
    calls,
    option: 'signal',
    why: 'is refused: from version 9 on execa calls it cancelSignal',
    instead: 'timeout, or cancelSignal',
    refused: true,
    versions: '>=9',
    source: 'execa@9.6.1 lib/methods/main-async.js:68-70',
  })),
  promises: [
    { path: 'execaSync|execaCommandSync', gives: 'none', source: 'https://github.com/sindresorhus/execa/blob/main/docs/api.md#execasyncfile-arguments-options' },
  ],
});
