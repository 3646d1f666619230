import { defineEntry } from '../types.js';

const source = 'rollbar@3.1.0, members of the class; https://docs.rollbar.com/docs/rollbarjs-configuration-reference';
const off = [{ at: 'arg0.enabled', is: false }, { at: 'arg0.transmit', is: false }] as const;

export default defineEntry({
  id: 'rollbar',
  name: 'Rollbar',
  packages: ['rollbar'],
  types: { Rollbar: { is: ['new ()', 'init()'], annotations: ['default', 'Rollbar'], options: 0 } },
  trackers: [
    { path: 'new ()', does: 'starts', key: 'arg0.accessToken', off, source },
    { path: 'init()', does: 'starts', key: 'arg0.accessToken', off, source },
    { path: 'Rollbar.error|critical|warning|errorHandler|lambdaHandler', does: 'tells', source },
  ],
});
