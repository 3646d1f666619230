import { defineEntry } from '../types.js';

/** A child logger for each request, with its id: `req.log`. */
export default defineEntry({
  id: 'pino-http',
  name: 'pino',
  packages: ['express', 'koa', 'hono', 'polka', 'restify', 'http', '@nestjs/common', 'next', 'connect'],
  loggers: [
    {
      path: 'log.trace|debug|info|warn|error|fatal', writes: 'records', perRequest: true,
      inHandlers: { parameters: [0, 1], needs: ['pino-http', 'express-pino-logger', 'koa-pino-logger', 'nestjs-pino', 'express-bunyan-logger', 'koa-bunyan-logger'] },
      source: 'https://github.com/pinojs/pino-http#readme (req.log)',
    },
  ],
});
