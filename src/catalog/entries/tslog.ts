import { defineEntry } from '../types.js';

/** Text for people, unless its type is `json`. */
export default defineEntry({
  id: 'tslog',
  name: 'tslog',
  packages: ['tslog'],
  types: {
    Logger: { is: ['new Logger()', 'Logger.getSubLogger()'], annotations: ['Logger'], options: 0, noun: 'logger' },
  },
  loggers: [
    { path: 'Logger.silly|trace|debug|info|warn|error|fatal|log', writes: 'text', settings: [{ at: 'arg0.type', is: ['json', 'hidden'], writes: 'records' }], errors: { first: true, later: true, fields: 'all' }, source: 'https://tslog.js.org/#/?id=type-pretty-json-hidden', verified: '5.1.0' },
  ],
});
