import { defineEntry } from '../types.js';

/**
 * Node's child processes. Nothing ends one by itself: `timeout` sends `killSignal` (SIGTERM) after its time, and is off at
 * 0, the default; a child that ignores SIGTERM goes on, unless the signal is SIGKILL. `exec` takes its options
 * second, the others third, or second where no list of arguments is given.
 * A spawned server, worker or `tail -f` is meant to stay: `spawn` and `fork` wait for nothing unless the code waits for
 * their end. The synchronous forms block everything else as well: they are no calls here.
 */
export default defineEntry({
  id: 'child-process',
  name: 'child_process',
  packages: ['child_process', 'node:child_process'],
  blocking: [
    { path: 'execSync|execFileSync|spawnSync', does: 'runs a program to its end', takes: 'work', instead: 'Await execFile by util.promisify, with a timeout.', source: 'https://nodejs.org/api/child_process.html#synchronous-process-creation ("will block the Node.js event loop, pausing execution of any additional code until the spawned process exits")', verified: 'Node 20.20.2' },
  ],
  calls: [
    {
      path: 'exec',
      kind: 'outbound',
      does: 'run of a program',
      options: [1],
      knobs: ['timeout', 'signal', 'timer'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'execFile',
      kind: 'outbound',
      does: 'run of a program',
      options: [2],
      knobs: ['timeout', 'signal', 'timer'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'spawn|fork',
      kind: 'outbound',
      does: 'run of a program',
      options: [2],
      knobs: ['spawnTimeout', 'signal', 'timer'],
      essential: ['total'],
      phases: ['total'],
      waitsFor: ['exit', 'close'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'arg1.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['total'],
      source: 'https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback',
      verified: 'Node 20.20.2',
    },
    spawnTimeout: {
      at: ['call.timeout', 'arg1.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['total'],
      versions: '>=15.13 || ^14.18',
      source: 'https://nodejs.org/api/child_process.html#child_processspawncommand-args-options (timeout since 15.13.0, 14.18.0)',
      verified: 'Node 20.20.2',
    },
    signal: {
      at: ['call.signal', 'arg1.signal'],
      unit: 'signal',
      default: 'none',
      covers: ['total'],
      versions: '>=15.6 || ^14.17',
      source: 'https://nodejs.org/api/child_process.html#child_processspawncommand-args-options (signal since 15.5.0; fork 15.6.0)',
      verified: 'Node 20.20.2',
    },
    timer: {
      at: ['timer.kill'],
      unit: 'ms',
      default: 'none',
      covers: ['total'],
      source: 'https://nodejs.org/api/child_process.html#subprocesskillsignal',
      verified: 'Node 20.20.2',
    },
  },
  ignored: [
    {
      calls: 'exec|execFile|spawn|fork',
      option: 'maxTime',
      why: 'does nothing: child processes have no such option',
      instead: 'timeout',
      source: 'https://nodejs.org/api/child_process.html',
    },
    {
      calls: 'spawn|fork',
      option: 'timeout',
      why: 'does nothing: spawn and fork have it from Node 15.13 (14.18) on',
      instead: 'a timer that calls kill()',
      versions: '<14.18 || 15.0 - 15.12',
      source: 'https://nodejs.org/api/child_process.html#child_processspawncommand-args-options (history)',
    },
  ],
  promises: [
    { path: 'exec|execFile|spawn|fork', gives: 'none', source: 'https://nodejs.org/api/child_process.html#class-childprocess' },
  ],
  // With a shell there is always something to start: its exit code tells that the program is missing.
  emitters: [
    {
      path: 'spawn()',
      without: 'crash',
      when: 'the program is missing or cannot be started',
      noun: 'child process',
      unless: { at: ['arg1.shell', 'arg2.shell'], is: [true] },
      source: 'https://nodejs.org/api/child_process.html#event-error',
      verified: 'Node 20.20.2',
    },
    {
      path: 'fork()',
      without: 'crash',
      when: 'it cannot be started, or is sent a message after it has ended',
      noun: 'child process',
      source: 'https://nodejs.org/api/child_process.html#event-error',
      verified: 'Node 20.20.2',
    },
    {
      path: 'spawn().stdin',
      without: 'crash',
      when: 'the child ends before it has read everything (EPIPE)',
      noun: 'stream',
      stream: true,
      rare: true,
      used: 'write|end',
      source: 'https://nodejs.org/api/child_process.html#subprocessstdin',
      verified: 'Node 20.20.2',
    },
  ],
});
