import { defineEntry } from '../types.js';

const sapphire = [{ end: 'framework', packages: ['@sapphire/framework'], source: '@sapphire/framework@5.5.1 dist/cjs/lib/structures/Listener.cjs:63' }] as const;

/** discord.js: events of a client and of collectors. A user waits for the answer to a command, three seconds at most. */
export default defineEntry({
  id: 'discord',
  name: 'discord.js',
  packages: ['discord.js', '@sapphire/framework', 'discord.js-commando'],
  types: {
    Client: { is: ['new Client()', 'new SapphireClient()', 'Client.on|once()'], annotations: ['Client'], noun: 'client' },
  },
  rejections: [{ end: 'nobody', unless: { event: 'error' }, source: 'discord.js@14.28.1 src/client/BaseClient.js:16 (captureRejections: it becomes an "error" event, for which the process ends without a listener)', verified: '13.17.1, 14.28.1' }],
  handlers: [
    { path: 'Client.on|once|addListener', from: 1, route: 0, reach: 'request' },
    { path: '#messageRun|chatInputRun|contextMenuRun', of: 'Command', reach: 'request', rejections: sapphire },
    { path: '#run', of: 'Listener', reach: 'request', rejections: sapphire },
  ],
  promises: [
    { path: 'Client.login|destroy', source: 'https://discord.js.org/docs/packages/discord.js/main/Client:Class' },
  ],
  emitters: [
    {
      path: 'new Client()',
      without: 'crash',
      when: 'the connection to Discord fails',
      noun: 'client',
      source: 'https://discordjs.guide/popular-topics/errors.html (unhandled error events)',
      verified: '14.28.1',
    },
  ],
});
