import { defineEntry } from '../types.js';

/** Probot and Octokit's webhooks: GitHub waits ten seconds for the answer, and Probot answers when its handlers are done. */
export default defineEntry({
  id: 'probot',
  name: 'Probot',
  packages: ['probot', '@octokit/webhooks', '@octokit/app', 'octokit'],
  types: {
    App: { is: ['new Probot()', 'new Webhooks()', 'new App().webhooks', 'App.webhooks'], annotations: ['Probot', 'Webhooks'], noun: 'app' },
  },
  rejections: [{ end: 'framework', source: '@octokit/webhooks@14.2.0 dist-bundle/index.js:410-433 (GitHub is answered with an error)', verified: '14.2.0' }],
  handlers: [
    { path: 'App.on', from: 1, route: 0, reach: 'request' },
    { path: 'App.onAny|onError', from: 0, reach: 'request' },
  ],
});
