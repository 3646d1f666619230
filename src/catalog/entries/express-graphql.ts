import { defineEntry } from '../types.js';

const makers = 'graphqlHTTP|createHandler';

/** express-graphql and graphql-http: the root value's functions are the resolvers; options may be a function that runs for each request. */
export default defineEntry({
  id: 'express-graphql',
  name: 'GraphQL over HTTP',
  packages: ['express-graphql', 'graphql-http', 'graphql-http/lib/use/*'],
  rejections: [
    { end: 'framework', packages: ['express-graphql'], source: 'express-graphql@0.12.0 index.js:32-136', verified: '0.12.0' },
    { end: 'framework', packages: ['graphql-http', 'graphql-http/*'], source: 'graphql-http@1.23.1 lib/use/express.js:104', verified: '1.23.1' },
  ],
  handlers: [
    { path: makers, from: 0, reach: 'request' },
    { path: makers, from: 0, property: 'rootValue.*', reach: 'request' },
    { path: makers, from: 0, property: 'context', reach: 'request' },
    { path: '', from: 0, reach: 'request' },
    { path: '', from: 0, property: 'rootValue.*', reach: 'request' },
    { path: '', from: 0, property: 'context', reach: 'request' },
  ],
});
