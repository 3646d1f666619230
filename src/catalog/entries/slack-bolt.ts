import { defineEntry } from '../types.js';

/** Bolt for Slack: listeners and middleware. Slack wants an acknowledgement within three seconds. */
export default defineEntry({
  id: 'slack-bolt',
  name: 'Bolt for Slack',
  packages: ['@slack/bolt'],
  types: {
    App: { is: ['new App()'], annotations: ['App'], noun: 'app' },
  },
  rejections: [{ end: 'framework', source: '@slack/bolt@5.1.0 dist/App.js:656-659' }],
  handlers: [
    { path: 'App.command|event|message|action|shortcut|view|options|function|step|use|error', from: 0, route: 0, reach: 'request' },
    ...(['threadStarted', 'threadContextChanged', 'userMessage'] as const).map((property) => ({ path: 'Assistant', from: 0, property, reach: 'request' }) as const),
    { path: 'App', from: 0, property: 'authorize', reach: 'request' },
    { path: 'App', from: 0, property: 'customRoutes.handler', reach: 'request' },
  ],
});
