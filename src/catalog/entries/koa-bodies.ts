import { defineEntry } from '../types.js';

const advice = 'Set jsonLimit, formLimit and textLimit to what the routes need.';

/** Parsers of bodies for Koa: 1 MiB of JSON or less where nothing is said. */
export default defineEntry({
  id: 'koa-bodies',
  name: 'a body parser of Koa',
  packages: ['koa-bodyparser', '@koa/bodyparser', 'koa-body'],
  sizeLimits: ['', 'bodyParser', 'koaBody'].map((path) => (
    { path, noun: 'JSON body', limits: ['arg0.jsonLimit'], otherwise: 1_048_576, into: 'memory', advice, source: 'koa-bodyparser@4.4.1 index.js:9; https://github.com/koajs/koa-body#options' } as const
  )),
});
