import { defineEntry } from '../types.js';

const methods = 'get|head|post|put|patch|del|opts';

/** restify and restify-router: the first argument is a path or an object with it; what follows are handlers. No signal: requests are Node's. */
export default defineEntry({
  id: 'restify',
  name: 'restify',
  packages: ['restify', 'restify-router'],
  types: {
    Server: { is: ['createServer()', 'new Router()', 'Server.group().$0', `Server.pre|use|first|${methods}()`], annotations: ['Server', 'Router'], noun: 'server' },
  },
  handlers: [
    { path: `Server.${methods}`, from: 1, route: 0, reach: 'request' },
    { path: 'Server.use|pre|first', from: 0, reach: 'request' },
    { path: 'Server.param', from: 1, reach: 'request' },
    { path: 'Server.on', from: 1, event: 'after|uncaughtException|restifyError|InternalServer|NotFound', route: 0, reach: 'request' },
    { path: 'plugins.conditionalHandler', from: 0, property: 'handler', reach: 'request' },
  ],
});
