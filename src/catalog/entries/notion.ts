import { defineEntry } from '../types.js';

const call = { kind: 'outbound', does: 'request to Notion', knobs: ['timeoutMs', 'fetch'], phases: ['connect', 'headers', 'body', 'total'] } as const;

/** Notion's client gives up on the headers after 60 s and tries three times. The body has no time of its own, and there is no signal; the request that timed out runs on. */
export default defineEntry({
  id: 'notion',
  name: 'Notion',
  packages: ['@notionhq/client'],
  types: {
    Client: {
      is: ['new Client()'],
      annotations: ['Client'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    { ...call, path: 'Client.search|request' },
    { ...call, path: 'Client.blocks|databases|dataSources|pages|users|comments|fileUploads.create|retrieve|update|delete|query|list|me|send|complete|move' },
    { ...call, path: 'Client.blocks|pages.children|properties.list|append|retrieve' },
  ],
  knobs: {
    timeoutMs: {
      at: ['client.timeoutMs'],
      unit: 'ms',
      default: 60_000,
      covers: ['connect', 'headers'],
      source: '@notionhq/client@5.26.0 build/src/constants.js:11, build/src/Client.js:1148-1154, build/src/errors.js:74',
    },
    fetch: {
      at: ['client.fetch'],
      unit: 'signal',
      default: 'none',
      covers: ['connect', 'headers', 'body', 'total'],
      source: '@notionhq/client@5.26.0 build/src/Client.js:1148',
    },
  },
  ignored: [
    {
      calls: 'Client.databases|dataSources|pages.query|retrieve|create',
      option: 'timeoutMs',
      why: 'does nothing here: the time is the client\'s',
      instead: 'new Client({ timeoutMs })',
      source: '@notionhq/client@5.26.0 build/src/Client.js:1153',
    },
  ],
});
