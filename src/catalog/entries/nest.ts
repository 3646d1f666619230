import { defineEntry } from '../types.js';

/** The events of a Bull queue: `@OnQueueFailed`. */
const bullEvents = 'Active Cleaned Completed Drained Error Failed Paused Progress Removed Resumed Stalled Waiting'.split(' ');

/**
 * NestJS: handlers are decorated methods. A decorator of the same name means another thing elsewhere (`@Query` is a
 * parameter's in @nestjs/common and a method's in @nestjs/graphql), so the class must carry the right one. Guards, pipes,
 * interceptors, filters and middleware run for each request, by the interface that they implement; hooks of the
 * application's life (`onModuleInit`) run once and are none. Nest hands no signal to handlers.
 */
export default defineEntry({
  id: 'nest',
  name: 'NestJS',
  packages: [
    '@nestjs/common',
    '@nestjs/core',
    '@nestjs/microservices',
    '@nestjs/websockets',
    '@nestjs/graphql',
    '@nestjs/schedule',
    '@nestjs/event-emitter',
    '@nestjs/bull',
    '@nestjs/bullmq',
    '@nestjs/cqrs',
    '@nestjs/throttler',
    '@nestjs/platform-express',
    '@nestjs/platform-fastify',
    '@nestjs/cache-manager',
    '@golevelup/nestjs-rabbitmq',
    '@ssut/nestjs-sqs',
  ],
  types: {
    App: { is: ['NestFactory.create()'], annotations: ['INestApplication', 'NestExpressApplication', 'NestFastifyApplication'], noun: 'app' },
    Consumer: { is: ['Consumer.apply|exclude|forRoutes()'], annotations: ['MiddlewareConsumer'] },
  },
  handlers: [
    {
      path: '@Get|Post|Put|Patch|Delete|All|Options|Head|Search|QueryMethod|Sse|RequestMapping|Propfind|Proppatch|Mkcol|Copy|Move|Lock|Unlock',
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
      path: `@Process|${bullEvents.flatMap((event) => [`OnQueue${event}`, `OnGlobalQueue${event}`]).join('|')}`,
      route: 0,
      within: 'Processor',
      reach: 'worker',
    },
    { path: '@OnWorkerEvent', route: 0, within: 'Processor', reach: 'worker' },
    { path: '@OnQueueEvent', route: 0, within: 'QueueEventsListener', reach: 'worker' },
    { path: '@RabbitRPC', reach: 'request' },
    { path: '@RabbitSubscribe|RabbitHandler|SqsMessageHandler|SqsConsumerEventHandler', route: 0, reach: 'worker' },
    { path: '#canActivate', of: 'CanActivate', reach: 'request' },
    { path: '#canActivate|handleRequest|getTracker|shouldSkip', of: 'ThrottlerGuard', reach: 'request' },
    { path: '#intercept', of: 'NestInterceptor', reach: 'request' },
    { path: '#intercept|trackBy', of: 'CacheInterceptor', reach: 'request' },
    { path: '#transform', of: 'PipeTransform', reach: 'request' },
    { path: '#use', of: 'NestMiddleware', reach: 'request' },
    { path: '#catch', of: 'ExceptionFilter', reach: 'request' },
    { path: '#catch', of: 'BaseExceptionFilter', reach: 'request' },
    { path: '#catch', of: 'WsExceptionFilter', reach: 'request' },
    { path: '#catch', of: 'BaseWsExceptionFilter', reach: 'request' },
    { path: '#catch', of: 'RpcExceptionFilter', reach: 'request' },
    { path: '#catch', of: 'BaseRpcExceptionFilter', reach: 'request' },
    { path: '#catch', of: 'GqlExceptionFilter', reach: 'request' },
    { path: '#handleConnection', of: 'OnGatewayConnection', reach: 'request' },
    { path: '#handleDisconnect', of: 'OnGatewayDisconnect', reach: 'request' },
    { path: '#process', of: 'WorkerHost', reach: 'worker' },
    { path: '#execute', of: 'ICommandHandler', reach: 'request' },
    { path: '#execute', of: 'IQueryHandler', reach: 'request' },
    { path: '#handle', of: 'IEventHandler', reach: 'worker' },
    { path: 'App.use', from: 0, route: 0, reach: 'request' },
    { path: 'Consumer.apply', from: 0, reach: 'request' },
  ],
  hearers: [{ path: 'StreamableFile', hears: true, source: '@nestjs/platform-express@10.4.22 adapters/express-adapter.js:47' }],
});
