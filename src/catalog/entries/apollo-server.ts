import { defineEntry } from '../types.js';

const server = 'ApolloServer';
const starters = 'startStandaloneServer|expressMiddleware|koaMiddleware|fastifyApolloHandler|startServerAndCreateNextHandler|startServerAndCreateLambdaHandler';

/**
 * Apollo Server 2 to 5: resolvers by type and field, one map or an array of maps; a subscription's field is an object. The
 * context function runs before them, for each request. Resolvers of other makers of schemas: graphql-schema.ts.
 */
export default defineEntry({
  id: 'apollo-server',
  name: 'Apollo Server',
  packages: [
    '@apollo/server',
    '@apollo/server/*',
    '@as-integrations/*',
    '@apollo/subgraph',
    'apollo-server',
    'apollo-server-core',
    'apollo-server-express',
    'apollo-server-fastify',
    'apollo-server-hapi',
    'apollo-server-koa',
    'apollo-server-lambda',
    'apollo-server-micro',
  ],
  rejections: [{ end: 'framework', source: 'https://www.apollographql.com/docs/apollo-server/data/errors', verified: '5.5.1' }],
  handlers: [
    { path: `${server}|buildSubgraphSchema`, from: 0, property: 'resolvers.*.*', reach: 'request' },
    { path: `${server}|buildSubgraphSchema`, from: 0, property: 'resolvers.*.*.resolve', reach: 'request' },
    { path: `${server}|buildSubgraphSchema`, from: 0, property: 'resolvers.*.*.subscribe', reach: 'request' },
    { path: server, from: 0, property: 'context', reach: 'request' },
    { path: server, from: 0, property: 'dataSources', reach: 'request' },
    { path: server, from: 0, property: 'plugins.requestDidStart', reach: 'request' },
    { path: starters, from: 1, property: 'context', reach: 'request' },
    { path: 'default', from: 1, property: 'context', reach: 'request' },
    { path: '', from: 1, property: 'context', reach: 'request' },
  ],
  promises: [
    { path: 'new ApolloServer().start|stop|executeOperation', source: 'https://www.apollographql.com/docs/apollo-server/api/apollo-server', verified: '5.5.1' },
    { path: 'new ApolloServer().listen', source: 'https://www.apollographql.com/docs/apollo-server/v3/api/apollo-server#listen' },
    { path: 'startStandaloneServer', source: 'https://www.apollographql.com/docs/apollo-server/api/standalone' },
  ],
});
