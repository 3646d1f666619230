import { defineEntry } from '../types.js';

/** redlock: a lock ends by itself when its time is over, until which everybody who asks for it waits or fails. */
export default defineEntry({
  id: 'redlock',
  name: 'redlock',
  packages: ['redlock'],
  types: {
    Redlock: { is: ['new ()', 'new Redlock()'], annotations: ['default', 'Redlock'] },
  },
  acquires: [
    { path: 'Redlock.acquire|lock', release: ['release', 'unlock'], owner: ['release', 'unlock'], refused: true, noun: 'lock', without: 'The lock stays taken until its time is over, and everybody who asks for it waits or fails', source: 'redlock@5.0.0-beta.2 dist/cjs/index.js:102, :205, :237; https://github.com/mike-marcacci/node-redlock/tree/v4.2.0' },
    { path: 'Redlock.using', release: [], managed: true, noun: 'lock', without: 'The lock stays taken until its time is over, and everybody who asks for it waits or fails', source: 'redlock@5.0.0-beta.2 dist/cjs/index.js:408' },
  ],
});
