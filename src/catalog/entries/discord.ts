import { defineEntry } from '../types.js';

/** discord.js: events of a client and of collectors. A user waits for the answer to a command, three seconds at most. */
export default defineEntry({
  id: 'discord',
  name: 'discord.js',
  packages: ['discord.js', '@sapphire/framework', 'discord.js-commando'],
  types: {
    Client: { is: ['new Client()', 'new SapphireClient()', 'Client.on|once()'], annotations: ['Client'], noun: 'client' },
  },
  handlers: [
    { path: 'Client.on|once|addListener', from: 1, route: 0, reach: 'request' },
    { path: '#messageRun|chatInputRun|contextMenuRun', of: 'Command', reach: 'request' },
    { path: '#run', of: 'Listener', reach: 'request' },
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
