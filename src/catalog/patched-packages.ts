/**
 * Packages that tracing changes as they are loaded, so that they must come later: those of @opentelemetry/auto-instrumentations-node, which Datadog's, New Relic's
 * and Sentry's agents share for the most part. Node's own modules and what reports by diagnostics_channel (undici) are patched whenever tracing starts.
 * https://github.com/open-telemetry/opentelemetry-js-contrib/tree/main/packages/auto-instrumentations-node#supported-instrumentations
 */
export const patchedPackages: readonly string[] = [
  'express', 'koa', '@koa/router', 'restify', '@hapi/hapi', 'connect', '@nestjs/core', 'pg', 'pg-pool', 'mysql', 'mysql2', 'mongodb', 'mongoose', 'ioredis', 'redis', 'tedious', 'knex',
  'cassandra-driver', 'memcached', 'amqplib', 'kafkajs', '@grpc/grpc-js', 'graphql', 'dataloader', 'generic-pool', 'socket.io', '@aws-sdk/*', 'aws-sdk', 'lru-memoizer',
];
