import { defineEntry } from '../types.js';

const makers = 'makeExecutableSchema|createSchema|addResolversToSchema';

/**
 * Functions that make a GraphQL schema of resolvers by type and field, whichever server runs it, and schemas that are built
 * of `GraphQLObjectType`.
 */
export default defineEntry({
  id: 'graphql-schema',
  name: 'a GraphQL schema',
  packages: ['@graphql-tools/schema', '@graphql-tools/merge', 'graphql-tools', 'graphql-yoga', 'graphql-modules', 'graphql', 'mercurius', 'graphql-compose'],
  rejections: [{ end: 'framework', source: 'graphql@15.11.0 execution/execute.js:240, :490 (it stands in `errors`)', verified: '15.11.0' }],
  handlers: [
    { path: makers, from: 0, property: 'resolvers.*.*', reach: 'request' },
    { path: makers, from: 0, property: 'resolvers.*.*.resolve', reach: 'request' },
    { path: makers, from: 0, property: 'resolvers.*.*.subscribe', reach: 'request' },
    { path: 'mergeResolvers', from: 0, property: '*.*', reach: 'request' },
    { path: 'mergeResolvers', from: 0, property: '*.*.resolve', reach: 'request' },
    { path: 'mergeResolvers', from: 0, property: '*.*.subscribe', reach: 'request' },
    { path: 'createModule', from: 0, property: 'resolvers.*.*', reach: 'request' },
    { path: 'createYoga', from: 0, property: 'context', reach: 'request', signal: '$0.request.signal' },
    { path: 'GraphQLObjectType', from: 0, property: 'fields.*.resolve', reach: 'request' },
    { path: 'GraphQLObjectType', from: 0, property: 'fields.*.subscribe', reach: 'request' },
    { path: 'GraphQLObjectType', from: 0, property: 'fields().*.resolve', reach: 'request' },
    { path: 'GraphQLObjectType', from: 0, property: 'fields().*.subscribe', reach: 'request' },
  ],
});
