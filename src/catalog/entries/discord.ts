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
  promises: [
    { path: 'Client.login|destroy', source: 'https://discord.js.org/docs/packages/discord.js/main/Client:Class' },
  ],
});
