import { defineEntry } from '../types.js';

/** TypeGraphQL: methods of `@Resolver` classes, methods of object types that are fields, and middleware classes. No signal is given to resolvers. */
export default defineEntry({
  id: 'type-graphql',
  name: 'TypeGraphQL',
  packages: ['type-graphql'],
  rejections: [{ end: 'framework', source: 'graphql@15.11.0 execution/execute.js:240, :490 (it stands in `errors`)' }],
  handlers: [
    { path: '@Query|Mutation|Subscription|FieldResolver', route: 0, within: 'Resolver', reach: 'request' },
    { path: '@Field', reach: 'request' },
    { path: '#use', of: 'MiddlewareInterface', reach: 'request' },
    { path: 'buildSchema|buildSchemaSync|buildTypeDefsAndResolvers', from: 0, property: 'authChecker', reach: 'request' },
    { path: 'buildSchema|buildSchemaSync|buildTypeDefsAndResolvers', from: 0, property: 'globalMiddlewares', reach: 'request' },
    { path: 'createMethodMiddlewareDecorator|createMethodDecorator', from: 0, reach: 'request' },
  ],
});
