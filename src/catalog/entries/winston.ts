import { defineEntry } from '../types.js';

/** JSON, unless formats say otherwise. Of an error in a field JSON leaves `{}`; as the only argument it needs `format.errors()`. */
export default defineEntry({
  id: 'winston',
  name: 'winston',
  packages: ['winston'],
  versions: '>=3',
  types: {
    Logger: { is: ['createLogger()', 'new Logger()', 'loggers.get|add()', 'Logger.child()'], annotations: ['Logger'], options: 0, noun: 'logger' },
  },
  loggers: [
    {
      path: 'Logger.error|warn|info|http|verbose|debug|silly|emerg|alert|crit|warning|notice|log', writes: 'records',
      formats: { at: 'arg0.format', each: 'arg0.transports', records: 'format.json|logstash()', text: 'format.simple|cli|prettyPrint()', combine: 'format.combine()', print: 'format.printf()' },
      errors: { first: true, later: true, fields: [], changedBy: ['arg0.format'] },
      source: 'winston@3.19.0 lib/winston/logger.js:105 (JSON by default), :246-290 (an error behind the text)', verified: '3.19.0',
    },
    { path: 'error|warn|info|http|verbose|debug|silly|log', writes: 'open', source: 'https://github.com/winstonjs/winston#using-the-default-logger (winston.configure and winston.add decide)' },
  ],
});
