import { defineEntry } from '../types.js';

const dropped = [{ end: 'nobody', source: 'restify@11.1.0 lib/server.js (what the function gives is dropped)', verified: '11.1.0' }] as const;
/** http://restify.com/docs/response-api/; the chain goes on when an async handler is done, and its end answers: restify@11.1.0 lib/chain.js:179, measured on 11.1.0. */
const answers = { response: '$1', by: ['send', 'json', 'sendRaw', 'redirect', 'end', 'destroy'], next: '$2', async: true } as const;

const methods = 'get|head|post|put|patch|del|opts';

/** restify and restify-router: the first argument is a path or an object with it; what follows are handlers. No signal: requests are Node's. */
export default defineEntry({
  id: 'restify',
  name: 'restify',
  packages: ['restify', 'restify-router'],
  types: {
    Server: { is: ['createServer()', 'new Router()', 'Server.group().$0', `Server.pre|use|first|${methods}()`], annotations: ['Server', 'Router'], noun: 'server' },
  },
  rejections: [
    { end: 'nobody', versions: '<9', source: 'restify@8.6.1 lib/chain.js:160-164 (what the handler gives is dropped)' },
    { end: 'framework', versions: '>=9', source: 'restify@9.1.0 lib/chain.js, restify@11.1.0 lib/chain.js:226', verified: '10.0.0, 11.1.0' },
  ],
  handlers: [
    { path: `Server.${methods}`, from: 1, route: 0, reach: 'request', answers },
    { path: 'Server.use|pre|first', from: 0, reach: 'request', answers },
    { path: 'Server.param', from: 1, reach: 'request', rejections: dropped, answers },
    { path: 'Server.on', from: 1, event: 'after|uncaughtException|restifyError|InternalServer|NotFound', route: 0, reach: 'request', rejections: dropped },
    { path: 'plugins.conditionalHandler', from: 0, property: 'handler', reach: 'request' },
  ],
});
