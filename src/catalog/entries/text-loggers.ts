import { defineEntry } from '../types.js';

/** Loggers for people: lines with colours. Reporters and layouts may make records of them, which is not looked at. */
export default defineEntry({
  id: 'text-loggers',
  name: 'a logger for people',
  packages: ['log4js', 'loglevel', 'consola', 'signale', 'npmlog', 'debug', 'roarr', 'electron-log'],
  types: {
    Logger: { is: ['getLogger()', 'createConsola()', 'new Signale()', 'Logger.withTag|create|child|scope()'], noun: 'logger' },
  },
  loggers: [
    { path: 'Logger.trace|debug|info|warn|error|fatal|log|success', writes: 'open', source: 'https://log4js-node.github.io/log4js-node/layouts.html; https://github.com/unjs/consola#reporters (measured: log4js 6.9.1, consola 3.4.2 write text when nothing is set)' },
    { path: 'trace|debug|info|warn|error|fatal|log|success', writes: 'open', source: 'https://github.com/pimterry/loglevel#readme; https://github.com/gajus/roarr#readme' },
  ],
});
