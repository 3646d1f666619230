import { defineEntry } from '../types.js';

/** Loggers that write JSON, whatever they are told, and each error with its stack. */
export default defineEntry({
  id: 'record-loggers',
  name: 'a logger of records',
  packages: ['@aws-lambda-powertools/logger', '@google-cloud/logging', 'nestjs-pino', '@opentelemetry/api-logs', 'firebase-functions/logger', 'firebase-functions/v2', '@logtail/node'],
  types: {
    Logger: { is: ['new Logger()', 'getLogger()', 'new Logging().log()', 'new Logtail()', 'logs.getLogger()', 'logs.getLoggerProvider().getLogger()', 'Logger.createChild|child|with|getChild()'], annotations: ['Logger', 'PinoLogger'], noun: 'logger' },
  },
  loggers: [
    { path: 'Logger.trace|debug|info|warn|warning|error|fatal|critical|log|write|emit|notice', writes: 'records', source: 'https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/; https://cloud.google.com/nodejs/docs/reference/logging/latest; https://github.com/iamolegga/nestjs-pino#readme; https://opentelemetry.io/docs/specs/otel/logs/' },
    { path: 'debug|info|warn|error|log|write', writes: 'records', source: 'https://firebase.google.com/docs/functions/writing-and-viewing-logs' },
  ],
});
