import { defineEntry } from '../types.js';

const methods = 'trace|debug|info|warn|error|fatal';
/** Only `err` has a serializer; of an error elsewhere JSON keeps what is enumerable, which message and stack are not. */
const errors = { first: true, later: 'placed', fields: ['err'], changedBy: ['arg0.serializers', 'arg0.errorKey', 'arg0.formatters', 'arg0.hooks', 'arg0.mixin'] } as const;
const measured = '10.4.0';

/** JSON lines. */
export default defineEntry({
  id: 'pino',
  name: 'pino',
  packages: ['pino'],
  types: {
    Logger: { is: ['()', 'pino()', 'Logger.child()'], annotations: ['Logger', 'BaseLogger'], options: 0, noun: 'logger' },
  },
  loggers: [
    {
      path: `Logger.${methods}`, writes: 'records', errors,
      settings: [{ at: 'arg0.transport.target', is: ['pino-pretty'], writes: 'text' }],
      source: 'https://getpino.io/#/docs/api?id=loggerlevel-mergingobject-message-interpolationvalues; pino@10.4.0 pino.js:62 (serializers: err only); https://github.com/pinojs/pino-pretty#programmatic-integration (for development)', verified: measured,
    },
  ],
});
