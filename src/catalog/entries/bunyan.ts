import { defineEntry } from '../types.js';

/** JSON lines. A field `err` is written out only with its serializer. */
export default defineEntry({
  id: 'bunyan',
  name: 'bunyan',
  packages: ['bunyan'],
  types: {
    Logger: { is: ['createLogger()', 'new ()', 'new Logger()', 'Logger.child()'], annotations: ['default', 'Logger'], options: 0, noun: 'logger' },
  },
  loggers: [
    { path: 'Logger.trace|debug|info|warn|error|fatal', writes: 'records', errors: { first: true, later: true, fields: [], changedBy: ['arg0.serializers'] }, source: 'https://github.com/trentm/node-bunyan#log-method-api', verified: '2.0.5' },
  ],
});
