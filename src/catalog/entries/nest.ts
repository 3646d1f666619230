import { defineEntry } from '../types.js';

/** The events of a Bull queue: `@OnQueueFailed`. */
const bullEvents = 'Active Cleaned Completed Drained Error Failed Paused Progress Removed Resumed Stalled Waiting'.split(' ');

/**
 * NestJS: handlers are decorated methods. A decorator of the same name means another thing elsewhere (`@Query` is a
 * parameter's in @nestjs/common and a method's in @nestjs/graphql), so the class must carry the right one.
 */
export default defineEntry({
  id: 'nest',
  name: 'NestJS',
  packages: [
    '@nestjs/common',
    '@nestjs/microservices',
    '@nestjs/websockets',
    '@nestjs/graphql',
    '@nestjs/schedule',
    '@nestjs/event-emitter',
    '@nestjs/bull',
    '@nestjs/bullmq',
  ],
  handlers: [
    {
      path: '@Get|Post|Put|Patch|Delete|All|Options|Head|Search|QueryMethod|Sse|Propfind|Proppatch|Mkcol|Copy|Move|Lock|Unlock',
      route: 0,
      within: 'Controller',
      reach: 'request',
    },
    { path: '@MessagePattern|GrpcMethod|GrpcStreamMethod|GrpcStreamCall', route: 0, within: 'Controller', reach: 'request' },
    { path: '@EventPattern', route: 0, within: 'Controller', reach: 'worker' },
    { path: '@SubscribeMessage', route: 0, within: 'WebSocketGateway', reach: 'request' },
    { path: '@Query|Mutation|Subscription|ResolveField|ResolveProperty|ResolveReference', route: 0, within: 'Resolver', reach: 'request' },
    { path: '@Cron|Interval|Timeout', route: 0, reach: 'worker' },
    { path: '@OnEvent', route: 0, reach: 'worker' },
    {
      path: `@Process|${bullEvents.map((event) => `OnQueue${event}`).join('|')}`,
      route: 0,
      within: 'Processor',
      reach: 'worker',
    },
    { path: '@OnWorkerEvent', route: 0, within: 'Processor', reach: 'worker' },
    { path: '@OnQueueEvent', route: 0, within: 'QueueEventsListener', reach: 'worker' },
  ],
});
