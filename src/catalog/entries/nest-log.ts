import { defineEntry } from '../types.js';

/** Nest's logger hands on to what the application was given; by itself it writes coloured text. */
export default defineEntry({
  id: 'nest-log',
  name: "Nest's logger",
  packages: ['@nestjs/common'],
  types: {
    Logger: { is: ['new Logger()', 'new ConsoleLogger()', 'Logger'], annotations: ['Logger', 'ConsoleLogger', 'LoggerService'], noun: 'logger' },
  },
  loggers: [
    { path: 'Logger.log|error|warn|debug|verbose|fatal', writes: 'open', source: 'https://docs.nestjs.com/techniques/logger' },
  ],
});
