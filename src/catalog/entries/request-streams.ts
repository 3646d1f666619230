import { defineEntry } from '../types.js';

/** request without a promise: with a callback it is told of errors, without one they are events. */
export default defineEntry({
  id: 'request-streams',
  name: 'request',
  packages: ['request', '@cypress/request'],
  types: {
    Client: { is: ['', 'defaults()', 'forever()', 'Client.defaults()', 'Client.forever()'], annotations: ['RequestAPI'] },
  },
  emitters: ['Client()', 'Client.get|head|options|post|put|patch|del|delete()'].map((path) => ({
    path,
    without: 'crash' as const,
    when: 'the server cannot be reached, or breaks off',
    noun: 'request',
    stream: true as const,
    remote: true as const,
    heardBy: ['callback'],
    source: 'request@2.88.2 request.js (emits "error"; a callback listens to it)',
    verified: '2.88.2',
  })),
});
