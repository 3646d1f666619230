import { expressAnswers } from '../express-answers.js';
import { defineEntry } from '../types.js';

/** The events of a Bull queue: `@OnQueueFailed`. */
const bullEvents = 'Active Cleaned Completed Drained Error Failed Paused Progress Removed Resumed Stalled Waiting'.split(' ');

/** https://docs.nestjs.com/controllers#library-specific-approach: whoever injects the response answers, on Express or on Fastify; but @nestjs/core@11.2.1 router/router-execution-context.js:166-194. */
const by = [...expressAnswers.by, 'view', 'callNotFound', 'hijack'] as const;
/** https://docs.nestjs.com/middleware */
const middleware = { response: '$1', by, next: '$2' } as const;
const logged = [{ end: 'logged', source: '@nestjs/schedule@6.1.3 dist/schedule.explorer.js:126', verified: '1.1.0, 6.1.3' }] as const;
/** A filter is the last to be called: nobody awaits it. */
const filter = [{ end: 'nobody', source: '@nestjs/core@11.2.10 exceptions/exceptions-handler.js:35 (what it gives is dropped)', verified: '11.2.10' }] as const;
const connection = [{ end: 'nobody', source: '@nestjs/websockets@11.2.6 web-sockets-controller.js:52 (what it gives is dropped)', verified: '11.2.10' }] as const;
const workerEvent = [{ end: 'nobody', source: '@nestjs/bullmq@12.0.0 dist/bull.explorer.js:157, :214 (an EventEmitter, which drops what a listener gives)' }] as const;

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
  rejections: [{ end: 'framework', source: '@nestjs/core@11.2.10 router/router-proxy.js:11, @nestjs/websockets@11.2.6 context/ws-proxy.js:20, @nestjs/microservices@11.2.6 context/rpc-proxy.js:16', verified: '11.2.10, 12.5.1' }],
  handlers: [
    {
      path: '@Get|Post|Put|Patch|Delete|All|Options|Head|Search|QueryMethod|Sse|RequestMapping|Propfind|Proppatch|Mkcol|Copy|Move|Lock|Unlock',
      route: 0,
      within: 'Controller',
      reach: 'request',
      answers: { response: '@Res|Response', by, next: '@Next', unless: ['Render', 'Redirect', 'Sse'] },
    },
    { path: '@MessagePattern|GrpcMethod|GrpcStreamMethod|GrpcStreamCall', route: 0, within: 'Controller', reach: 'request' },
    { path: '@EventPattern', route: 0, within: 'Controller', reach: 'worker' },
    { path: '@SubscribeMessage', route: 0, within: 'WebSocketGateway', reach: 'request' },
    { path: '@Query|Mutation|Subscription|ResolveField|ResolveProperty|ResolveReference', route: 0, within: 'Resolver', reach: 'request' },
    { path: '@Cron|Interval|Timeout', route: 0, reach: 'worker', rejections: logged },
    {
      path: '@OnEvent',
      route: 0,
      reach: 'worker',
      rejections: [
        { end: 'nobody', versions: '<2', source: '@nestjs/event-emitter@1.4.2 dist/event-subscribers.loader.js', verified: '1.4.2' },
        { end: 'logged', versions: '>=2.0.4', source: '@nestjs/event-emitter@3.1.0 dist/event-subscribers.loader.js:110', verified: '2.0.4, 2.1.0, 3.1.0' },
      ],
    },
    {
      path: `@${bullEvents.flatMap((event) => [`OnQueue${event}`, `OnGlobalQueue${event}`]).join('|')}`,
      route: 0,
      within: 'Processor',
      reach: 'worker',
      rejections: [{ end: 'nobody', source: '@nestjs/bull@12.0.0 dist/bull.explorer.js:96-106 (an EventEmitter, which drops what a listener gives)' }],
    },
    { path: '@Process', route: 0, within: 'Processor', reach: 'worker', rejections: [{ end: 'retried', source: 'bull@4.16.5 lib/queue.js:1193 (as often as `attempts` says)' }] },
    { path: '@OnWorkerEvent', route: 0, within: 'Processor', reach: 'worker', rejections: workerEvent },
    { path: '@OnQueueEvent', route: 0, within: 'QueueEventsListener', reach: 'worker', rejections: workerEvent },
    { path: '@RabbitRPC', reach: 'request' },
    { path: '@RabbitSubscribe|RabbitHandler|SqsMessageHandler|SqsConsumerEventHandler', route: 0, reach: 'worker' },
    { path: '#canActivate', of: 'CanActivate', reach: 'request' },
    { path: '#canActivate|handleRequest|getTracker|shouldSkip', of: 'ThrottlerGuard', reach: 'request' },
    { path: '#intercept', of: 'NestInterceptor', reach: 'request' },
    { path: '#intercept|trackBy', of: 'CacheInterceptor', reach: 'request' },
    { path: '#transform', of: 'PipeTransform', reach: 'request' },
    { path: '#use', of: 'NestMiddleware', reach: 'request', answers: middleware },
    { path: '#catch', of: 'ExceptionFilter', reach: 'request', rejections: filter },
    { path: '#catch', of: 'BaseExceptionFilter', reach: 'request', rejections: filter },
    { path: '#catch', of: 'WsExceptionFilter', reach: 'request', rejections: filter },
    { path: '#catch', of: 'BaseWsExceptionFilter', reach: 'request', rejections: filter },
    { path: '#catch', of: 'RpcExceptionFilter', reach: 'request', rejections: [] },
    { path: '#catch', of: 'BaseRpcExceptionFilter', reach: 'request', rejections: [] },
    { path: '#catch', of: 'GqlExceptionFilter', reach: 'request' },
    { path: '#handleConnection', of: 'OnGatewayConnection', reach: 'request', rejections: connection },
    { path: '#handleDisconnect', of: 'OnGatewayDisconnect', reach: 'request', rejections: connection },
    { path: '#process', of: 'WorkerHost', reach: 'worker', rejections: [{ end: 'retried', source: 'bullmq@5.81.5 dist/cjs/classes/worker.js (as often as `attempts` says)' }] },
    { path: '#execute', of: 'ICommandHandler', reach: 'request' },
    { path: '#execute', of: 'IQueryHandler', reach: 'request' },
    { path: '#handle', of: 'IEventHandler', reach: 'worker', rejections: [{ end: 'logged', versions: '>=9.0.4', source: '@nestjs/cqrs@11.0.3 dist/event-bus.js', verified: '9.0.4, 10, 11.0.3' }] },
    {
      path: 'App.use',
      from: 0,
      route: 0,
      reach: 'request',
      answers: middleware,
      rejections: [
        { end: 'nobody', of: '@nestjs/platform-express', versions: '<11', source: 'https://docs.nestjs.com/migration-guide (it runs Express 4)' },
        { end: 'framework', of: '@nestjs/platform-express', versions: '>=11', source: '@nestjs/platform-express@11.2.10 package.json (it runs Express 5)', verified: '11.2.10' },
      ],
    },
    { path: 'Consumer.apply', from: 0, reach: 'request', answers: middleware },
  ],
  promises: [
    { path: 'App.listen|listenAsync|init|close|startAllMicroservices|startAllMicroservicesAsync|getUrl', source: 'https://github.com/nestjs/nest/blob/master/packages/core/nest-application.ts' },
    { path: 'NestFactory.create|createMicroservice|createApplicationContext', source: 'https://github.com/nestjs/nest/blob/master/packages/core/nest-factory.ts' },
    { path: 'NestFactory.createApplicationContext|createMicroservice().listen|init|close', source: 'https://github.com/nestjs/nest/blob/master/packages/core/nest-application-context.ts' },
  ],
  hearers: [{ path: 'StreamableFile', hears: true, source: '@nestjs/platform-express@10.4.22 adapters/express-adapter.js:47' }],
});
