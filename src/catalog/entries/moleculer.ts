import { defineEntry } from '../types.js';

const files = '\\.service\\.[cm]?[jt]s$';
/** Nobody awaits an event. */
const event = [{ end: 'logged', source: 'moleculer@0.14.36 src/middlewares/error-handler.js:45-74', verified: '0.14.36' }] as const;
const forms = [
  { property: 'actions.*', reach: 'request' },
  { property: 'actions.*.handler', reach: 'request' },
  { property: 'hooks.before.*', reach: 'request' },
  { property: 'hooks.after.*', reach: 'request' },
  { property: 'events.*', reach: 'worker', rejections: event },
  { property: 'events.*.handler', reach: 'worker', rejections: event },
] as const;

/** Moleculer: actions and events of a service's schema, which a file exports, a broker is given, or a class parses. `methods` are called by them. */
export default defineEntry({
  id: 'moleculer',
  name: 'Moleculer',
  packages: ['moleculer', 'moleculer-decorators'],
  types: {
    Broker: { is: ['new ServiceBroker()'], annotations: ['ServiceBroker'] },
    Service: { is: ['new Service()'], annotations: ['Service'] },
  },
  rejections: [{ end: 'framework', source: 'moleculer@0.14.36 src/middlewares/error-handler.js:14', verified: '0.14.36' }],
  handlers: [
    ...forms.map((form) => ({ path: 'Broker.createService', from: 0, ...form }) as const),
    ...forms.map((form) => ({ path: 'Service.parseServiceSchema', from: 0, ...form }) as const),
    ...forms.map((form) => ({ path: 'export default', files, needs: 'moleculer', ...form }) as const),
    { path: '@Action', reach: 'request' },
    { path: '@Event', reach: 'worker', rejections: event },
  ],
});
