import { describe, expect, test } from 'vitest';
import { entries } from '../src/catalog/entries/index.js';
import { projectOf, projectOfCode, type ProjectOptions, type TestProject } from './support/project-of.js';

/** Every handler: its name for people, the function, who waits for it, and where its signal is. */
function handlersOf({ project, files }: TestProject): readonly string[] {
  const lines = project.handlers.map(({ name, file, fn, reach, signal }) => `${name} → ${files.get(file)?.functions[fn]?.name || '(in place)'} ${reach}${signal === undefined ? '' : ` ${signal}`}`);
  return [...new Set(lines)].sort();
}

type Code = string | Readonly<Record<string, string>>;
type Row = readonly [title: string, code: Code, expected: readonly string[]];

/** One table a framework: forms of registration, and look-alikes, which have no handlers. */
function framework(title: string, rows: readonly Row[], options?: ProjectOptions): void {
  describe(title, () => {
    test.each(rows)('%s', (_title, code, expected) => {
      expect(handlersOf(typeof code === 'string' ? projectOfCode(code, options) : projectOf(code, options))).toEqual(expected);
    });
  });
}

test('every place of a handler names what its kind needs', () => {
  for (const { id, handlers = [] } of entries) {
    for (const { path, files, directive, of, property, from } of handlers) {
      if (path.startsWith('export ')) expect(files ?? directive, `${id}: ${path}`).toBeDefined();
      else if (path.startsWith('#')) expect(of, `${id}: ${path}`).toBeDefined();
      else if (!path.startsWith('@')) expect(property ?? from, `${id}: ${path}`).toBeDefined();
    }
  }
});

const c = '$0.req.raw.signal';
const hono = `import { Hono } from 'hono'; const app = new Hono();`;
framework('Hono', [
  ['a route', `${hono} app.get('/a', list); function list() {}`, [`GET /a → list request ${c}`]],
  ['several handlers', `${hono} app.get('/a', auth, list); function auth() {} function list() {}`, [`GET /a → auth request ${c}`, `GET /a → list request ${c}`]],
  ['a chain', `${hono} app.get('/a', list).post(add); function list() {} function add() {}`, [`GET /a → list request ${c}`, `POST → add request ${c}`]],
  ['middleware', `${hono} app.use('*', log); async function log() {}`, [`use * → log request ${c}`]],
  ['on', `${hono} app.on(['PUT', 'DELETE'], '/a', list); function list() {}`, [`on /a → list request ${c}`]],
  ['basePath', `import { Hono } from 'hono'; const api = new Hono().basePath('/api'); api.get('/a', list); function list() {}`, [`GET /a → list request ${c}`]],
  ['another app is mounted', `${hono} const users = new Hono(); users.get('/', list); app.route('/users', users); function list() {}`, [`GET / → list request ${c}`]],
  ['an app of another file', { 'app.ts': `import { Hono } from 'hono'; export const app = new Hono<{ Variables: object }>();`, 'routes.ts': `import { app } from './app.js'; app.get('/a', list); function list() {}` }, [`GET /a → list request ${c}`]],
  ['handlers of a factory', `${hono} import { createFactory } from 'hono/factory'; const factory = createFactory(); const handlers = factory.createHandlers(auth, list); app.get('/a', ...handlers); function auth() {} function list() {}`, [`GET /a → auth request ${c}`, `GET /a → list request ${c}`, `createHandlers → auth request ${c}`, `createHandlers → list request ${c}`]],
  ['createMiddleware', `import { createMiddleware } from 'hono/factory'; export const auth = createMiddleware(async function check() {});`, [`createMiddleware → check request ${c}`]],
  ['an error handler', `${hono} app.onError(fail); app.notFound(missing); function fail() {} function missing() {}`, [`notFound → missing request ${c}`, 'onError → fail request']],
  ['OpenAPIHono', `import { OpenAPIHono, createRoute } from '@hono/zod-openapi'; const app = new OpenAPIHono(); app.openapi(createRoute({ path: '/a' }), list); function list() {}`, [`openapi → list request ${c}`]],
  ['a parameter of the type', `import type { Hono } from 'hono'; export function routes(app: Hono) { app.get('/a', list); } function list() {}`, [`GET /a → list request ${c}`]],
  ['a cache with get and use is none', `import { Hono } from './hono.js'; const app = new Hono(); app.get('/a', list); function list() {}`, []],
  ['the context has a get too', `${hono} export const read = (c) => c.get('user', fallback); function fallback() {}`, []],
]);

framework('Next.js', [
  ['a route file', { 'app/api/users/route.ts': `export async function GET(request) {} export const POST = async () => {}; export const runtime = 'nodejs'; export function helper() {}` }, ['GET of app/api/users/route.ts → GET request $0.signal', 'POST of app/api/users/route.ts → POST request $0.signal']],
  ['of a source folder in a workspace', { 'apps/web/src/app/route.js': `export function GET() {}` }, ['GET of apps/web/src/app/route.js → GET request $0.signal']],
  ['wrapped', { 'app/a/route.ts': `import { withAuth } from '@/auth'; export const GET = withAuth(async function list() {});` }, ['GET of app/a/route.ts → list request $0.signal']],
  ['of another file', { 'app/a/route.ts': `export { list as GET } from '../../lib/list.js';`, 'lib/list.ts': `export async function list() {}` }, ['GET of app/a/route.ts → list request $0.signal']],
  ['an API page', { 'pages/api/users/[id].ts': `export default async function handler(req, res) {} export const config = {};` }, ['default of pages/api/users/[id].ts → handler request']],
  ['an API page in CommonJS', { 'pages/api/users.js': `module.exports = async function handler(req, res) {};` }, ['default of pages/api/users.js → handler request']],
  ['middleware', { 'src/middleware.ts': `export function middleware(request) {} export const config = { matcher: [] };` }, ['middleware of src/middleware.ts → middleware request $0.signal']],
  ['proxy', { 'proxy.ts': `export default async function proxy(request) {}` }, ['default of proxy.ts → proxy request $0.signal']],
  ['getServerSideProps', { 'pages/users.tsx': `export async function getServerSideProps() {} export default function Users() {}` }, ['getServerSideProps of pages/users.tsx → getServerSideProps request']],
  ['getStaticProps', { 'pages/users.tsx': `export const getStaticProps = async () => {};` }, ['getStaticProps of pages/users.tsx → getStaticProps worker']],
  ['a server component', { 'app/users/[id]/page.tsx': `export default async function Page() {} export async function generateMetadata() {}` }, ['default of app/users/[id]/page.tsx → Page request', 'generateMetadata of app/users/[id]/page.tsx → generateMetadata request']],
  ['a layout', { 'app/layout.tsx': `export default async function Layout() {}` }, ['default of app/layout.tsx → Layout request']],
  ['server actions', { 'lib/actions.ts': `'use server'; export async function save() {} export const remove = async () => {}; async function own() {}` }, ['remove of lib/actions.ts → remove request', 'save of lib/actions.ts → save request']],
  ['the error hook', { 'instrumentation.ts': `export function register() {} export const onRequestError = async () => {};` }, ['onRequestError of instrumentation.ts → onRequestError request']],
  ['a component beside a page is none', { 'app/users/list.tsx': `export default async function List() {}` }, []],
  ['a page component is none', { 'pages/users.tsx': `export default function Users() {}` }, []],
  ['GET elsewhere is none', { 'lib/route-map.ts': `export function GET() {}` }, []],
], { versions: { next: '15.1.0' } });

framework('without Next.js', [
  ['the files mean nothing', { 'app/api/route.ts': `export function GET() {}`, 'pages/api/a.ts': `export default function handler() {}`, 'middleware.ts': `export default function auth() {}` }, []],
  ['nor the directive', { 'actions.ts': `'use server'; export async function save() {}` }, []],
]);

framework('NextAuth', [
  ['callbacks', `import NextAuth from 'next-auth'; export default NextAuth({ callbacks: { async jwt() {}, session: read } }); async function read() {}`, ['jwt → jwt request', 'session → read request']],
  ['authorize', `import Credentials from 'next-auth/providers/credentials'; export const provider = Credentials({ async authorize(credentials) {} });`, ['Credentials → authorize request']],
  ['options of another provider are none', `import Google from 'next-auth/providers/google'; Google({ authorize() {} });`, []],
]);

framework('Remix', [
  ['loader and action', { 'app/routes/users.tsx': `export async function loader({ request }) {} export const action = async () => {}; export const meta = () => []; export default function Users() {}` }, ['action of app/routes/users.tsx → action request $0.request.signal', 'loader of app/routes/users.tsx → loader request $0.request.signal']],
  ['of a server module', { 'app/routes/a.ts': `export { loader } from '../load.server';`, 'app/load.server.ts': `export async function loader() {}` }, ['loader of app/routes/a.ts → loader request $0.request.signal']],
  ['the entry', { 'app/entry.server.tsx': `export default function handleRequest(request) {}` }, ['default of app/entry.server.tsx → handleRequest request $0.signal']],
  ['clientLoader is none', { 'app/routes/a.tsx': `export async function clientLoader() {} export function headers() {}` }, []],
  ['a loader outside of the app is none', { 'scripts/load.ts': `export async function loader() {}` }, []],
], { versions: { '@remix-run/node': '2.15.0' } });

framework('React Router', [
  ['loader', { 'apps/web/app/users/route.tsx': `export async function loader() {}` }, ['loader of apps/web/app/users/route.tsx → loader request $0.request.signal']],
  ['middleware', { 'app/root.tsx': `export const middleware = [log]; async function log() {}` }, ['middleware of app/root.tsx → log request $0.request.signal']],
], { versions: { '@react-router/dev': '7.9.0' } });

framework('React Router in a browser', [['has no handlers', { 'app/routes/users.tsx': `import { useLoaderData } from 'react-router-dom'; export async function loader() {}` }, []]], { versions: { 'react-router-dom': '7.0.0' } });

framework('SvelteKit', [
  ['an endpoint', { 'src/routes/api/+server.ts': `export async function GET({ request }) {} export const prerender = false;` }, ['GET of src/routes/api/+server.ts → GET request $0.request.signal']],
  ['load on the server', { 'src/routes/users/+page.server.ts': `export const load = async () => {};` }, ['load of src/routes/users/+page.server.ts → load request $0.request.signal']],
  ['load anywhere', { 'src/routes/+layout.js': `export async function load() {}` }, ['load of src/routes/+layout.js → load request']],
  ['actions', { 'src/routes/+page.server.ts': `export const actions = { default: async () => {}, remove: async () => {} };` }, ['actions of src/routes/+page.server.ts → default request $0.request.signal', 'actions of src/routes/+page.server.ts → remove request $0.request.signal']],
  ['hooks', { 'src/hooks.server.ts': `export async function handle({ event, resolve }) {} export async function init() {}` }, ['handle of src/hooks.server.ts → handle request $0.event.request.signal']],
  ['load in a library is none', { 'src/lib/load.ts': `export async function load() {}` }, []],
], { versions: { '@sveltejs/kit': '2.20.0' } });

framework('Astro', [
  ['an endpoint', { 'src/pages/api/users.json.ts': `export const GET = async ({ request }) => {};` }, ['GET of src/pages/api/users.json.ts → GET request $0.request.signal']],
  ['middleware', { 'src/middleware.ts': `export const onRequest = async (context, next) => {};` }, ['onRequest of src/middleware.ts → onRequest request $0.request.signal']],
  ['GET elsewhere is none', { 'src/lib/a.ts': `export const GET = async () => {};` }, []],
  ['what is built is none', { 'src/pages/prices.json.ts': `export const prerender = true; export const GET = () => {};` }, []],
], { versions: { astro: '5.0.0', '@astrojs/node': '9.0.0' } });

framework('Astro that only builds', [
  ['an endpoint becomes a file', { 'src/pages/prices.json.ts': `export const GET = () => {};` }, []],
  ['what asks to be run is a handler', { 'src/pages/vote.ts': `export const prerender = false; export const POST = () => {};` }, ['POST of src/pages/vote.ts → POST request $0.request.signal']],
], { versions: { astro: '5.0.0' } });

framework('h3 and Nitro', [
  ['h3', `import { defineEventHandler } from 'h3'; export default defineEventHandler(async function list(event) {});`, ['defineEventHandler → list request $0.req.signal']],
  ['Nuxt, without an import', { 'server/api/users.get.ts': `export default defineEventHandler(async function list(event) {});` }, ['defineEventHandler → list request']],
  ['an object', { 'server/api/users.get.ts': `export default eventHandler({ onRequest: [auth], async handler(event) {} }); function auth() {}` }, ['eventHandler → auth request', 'eventHandler → handler request']],
  ['cached', { 'server/api/a.ts': `export default defineCachedEventHandler(async function list() {}, { maxAge: 60 });` }, ['defineCachedEventHandler → list request']],
  ['a router', `import { createApp, createRouter, eventHandler } from 'h3'; const router = createRouter(); router.get('/a', eventHandler(list)); createApp().use(router); function list() {}`, ['GET /a → list request $0.req.signal', 'eventHandler → list request $0.req.signal']],
  ['H3', `import { H3 } from 'h3'; new H3().get('/a', list).use(log); function list() {} function log() {}`, ['GET /a → list request $0.req.signal', 'use → log request $0.req.signal']],
  ['a task', { 'server/tasks/sync.ts': `export default defineTask({ meta: { name: 'sync' }, async run() {} });` }, ['defineTask → run worker']],
  ['a plugin is none', { 'server/plugins/a.ts': `export default defineNitroPlugin(async (app) => {});` }, []],
  ['a function of ours by that name is none', `const defineEventHandler = (fn) => fn; export default defineEventHandler(async function list() {});`, []],
]);

framework('h3 1', [['has no signal', `import { defineEventHandler } from 'h3'; export default defineEventHandler(async function list() {});`, ['defineEventHandler → list request']]], { versions: { h3: '1.15.1' } });

const t = `import { initTRPC } from '@trpc/server'; const t = initTRPC.create();`;
framework('tRPC', [
  ['a query', `${t} export const app = t.router({ users: t.procedure.query(async function users() {}) });`, ['query → users request $0.signal']],
  ['with input', `${t} t.procedure.input(z.string()).output(z.any()).mutation(save); async function save() {}`, ['mutation → save request $0.signal']],
  ['context and options', `import { initTRPC } from '@trpc/server'; const t = initTRPC.context<object>().meta<object>().create({ transformer }); t.procedure.query(users); function users() {}`, ['query → users request $0.signal']],
  ['middleware', `${t} const auth = t.middleware(check); const own = t.procedure.use(auth).use(log); own.query(users); function check() {} function log() {} function users() {}`, ['middleware → check request $0.signal', 'query → users request $0.signal', 'use → check request $0.signal', 'use → log request $0.signal']],
  ['builders of other files', {
    'trpc.ts': `import { initTRPC } from '@trpc/server'; const t = initTRPC.create(); export const { router, procedure } = t; export const publicProcedure = t.procedure; export const ownProcedure = publicProcedure.use(check); function check() {}`,
    'users.ts': `import { ownProcedure, publicProcedure, router, procedure } from './trpc.js'; export const users = router({ a: publicProcedure.query(list), b: ownProcedure.input(x).mutation(save), c: procedure.subscription(watch) }); function list() {} function save() {} function watch() {}`,
  }, ['mutation → save request $0.signal', 'query → list request $0.signal', 'subscription → watch request $0.signal', 'use → check request $0.signal']],
  ['createContext', `import { createExpressMiddleware } from '@trpc/server/adapters/express'; createExpressMiddleware({ router, createContext: async function context() {} });`, ['createExpressMiddleware → context request $0.info.signal']],
  ['a query of something else is none', `${t} import db from './db.js'; db.query(list); t.router({ list }); function list() {}`, []],
]);
framework('tRPC 10', [['has no signal', `${t} t.procedure.query(users); function users() {}`, ['query → users request']]], { versions: { '@trpc/server': '10.45.2' } });

const hapi = `import Hapi from '@hapi/hapi'; const server = Hapi.server({ port: 80 });`;
framework('hapi', [
  ['a route', `${hapi} server.route({ method: 'GET', path: '/a', handler: list }); async function list() {}`, ['route → list request']],
  ['a method as handler', `${hapi} server.route({ method: 'GET', path: '/a', async handler(request, h) {} });`, ['route → handler request']],
  ['several routes', `${hapi} server.route([{ path: '/a', handler: list }, { path: '/b', options: { handler: add } }]); function list() {} function add() {}`, ['route → add request', 'route → list request']],
  ['routes of another file', { 'routes.js': `module.exports = [{ method: 'GET', path: '/a', handler: list }]; async function list() {}`, 'main.js': `const Hapi = require('@hapi/hapi'); const server = new Hapi.Server(); server.route(require('./routes'));` }, ['route → list request']],
  ['what runs before', `${hapi} server.route({ path: '/a', options: { pre: [load, { method: check, assign: 'a' }], handler: list } }); function load() {} function check() {} function list() {}`, ['route → check request', 'route → list request', 'route → load request']],
  ['an extension point', `${hapi} server.ext('onPreHandler', check); server.ext({ type: 'onRequest', method: log }); function check() {} function log() {}`, ['ext onPreHandler → check request', 'ext → log request']],
  ['an extension of the start is none', `${hapi} server.ext('onPreStart', connect); function connect() {}`, []],
  ['authentication', `${hapi} server.auth.strategy('jwt', 'jwt', { validate }); async function validate() {}`, ['strategy → validate request']],
  ['a server method', `${hapi} server.method('load', load); async function load() {}`, ['method load → load request']],
  ['a parameter of the type', `import type { Server } from '@hapi/hapi'; export const register = (server: Server) => { server.route({ path: '/a', handler: list }); }; function list() {}`, ['route → list request']],
  ['a route of something else is none', `import { server } from './gone.js'; server.route({ handler: list }); function list() {}`, []],
]);

const restify = `import restify from 'restify'; const server = restify.createServer();`;
framework('restify', [
  ['a route', `${restify} server.get('/a', list); server.del({ path: '/b' }, auth, remove); function list() {} function auth() {} function remove() {}`, ['GET /a → list request', 'del → auth request', 'del → remove request']],
  ['middleware', `${restify} server.pre(trim); server.use([log]); function trim() {} function log() {}`, ['pre → trim request', 'use → log request']],
  ['an event', `${restify} server.on('after', log); server.on('listening', started); function log() {} function started() {}`, ['on after → log request']],
  ['a client is none', `import clients from 'restify-clients'; clients.createJsonClient({}).get('/a', done); function done() {}`, []],
]);

const koa = `import Koa from 'koa'; import Router from '@koa/router'; const app = new Koa(); const router = new Router();`;
framework('Koa', [
  ['middleware', `${koa} app.use(log).use(router.routes()); async function log() {}`, ['use → log request']],
  ['composed', `${koa} import compose from 'koa-compose'; app.use(compose([log, auth])); async function log() {} async function auth() {}`, ['use → auth request', 'use → log request']],
  ['routes with a prefix', `${koa} router.prefix('/api').get('/a', auth, list); async function auth() {} async function list() {}`, ['GET /a → auth request', 'GET /a → list request']],
  ['a named route', `${koa} router.get('users', '/users', list); async function list() {}`, ['GET users → list request']],
  ['register', `${koa} router.register('/a', ['get'], list); async function list() {}`, ['register /a → list request']],
  ['a parameter of the type', `import type Koa from 'koa'; export function setup(app: Koa) { app.use(log); } async function log() {}`, ['use → log request']],
  ['an event is none', `${koa} app.on('error', report); function report() {}`, []],
]);

framework('Express-like routers', [
  ['express-promise-router', `import Router from 'express-promise-router'; const router = Router(); router.get('/a', list); async function list() {}`, ['GET /a → list request']],
  ['polka', `import polka from 'polka'; polka().use(log).get('/a', list); function log() {} function list() {}`, ['GET /a → list request', 'use → log request']],
  ['connect', `const connect = require('connect'); connect().use('/a', log); function log() {}`, ['use /a → log request']],
  ['next-connect', `import { createRouter } from 'next-connect'; const router = createRouter(); router.get(list).post(add); function list() {} function add() {}`, ['GET → list request', 'POST → add request']],
  ['a socket of express-ws', `import express from 'express'; import expressWs from 'express-ws'; const { app } = expressWs(express()); app.ws('/a', (ws) => { ws.on('message', read); }); function read() {}`, ['on message → read request', 'ws /a → (in place) request']],
]);

framework('Passport', [
  ['a strategy', `import { Strategy } from 'passport-jwt'; import passport from 'passport'; passport.use(new Strategy({}, verify)); async function verify() {}`, ['new Strategy → verify request', 'use → verify request']],
  ['sessions', `import passport from 'passport'; passport.deserializeUser(load); function load() {}`, ['deserializeUser → load request']],
  ['the middleware is none', `import passport from 'passport'; passport.initialize(); passport.authenticate('jwt', { session: false });`, []],
]);

const f = '$0.signal';
const fastify = `import Fastify from 'fastify'; const app = Fastify();`;
framework('Fastify, completed', [
  ['the signal', `${fastify} app.get('/a', list); async function list(request) {}`, [`GET /a → list request ${f}`]],
  ['hooks of requests', `${fastify} app.addHook('preHandler', auth); app.addHook('onTimeout', note); function auth() {} function note() {}`, [`addHook → auth request ${f}`, `addHook → note request ${f}`]],
  ['hooks of the application are none', `${fastify} app.addHook('onReady', connect); app.addHook('onClose', close); function connect() {} function close() {}`, []],
  ['plugins in place, nested', `${fastify} app.register(async (a) => { a.register(async (b) => { b.get('/a', list); }); }); function list() {}`, [`GET /a → list request ${f}`]],
  ['a plugin that is wrapped', `import fp from 'fastify-plugin'; export default fp(async (app) => { app.get('/a', list); }); async function list() {}`, [`GET /a → list request ${f}`]],
  ['a plugin by name', `${fastify} app.register(routes); async function routes(a) { a.get('/a', list); } async function list() {}`, [`GET /a → list request ${f}`]],
  ['a plugin of another file', { 'main.ts': `${fastify} import routes from './routes.js'; app.register(routes, { prefix: '/api' });`, 'routes.ts': `export default async function routes(a) { a.get('/a', list); } async function list() {}` }, [`GET /a → list request ${f}`]],
  ['a plugin by the variable\'s type', `import type { FastifyPluginAsync } from 'fastify'; export const routes: FastifyPluginAsync = async (app) => { app.get('/a', list); }; async function list() {}`, [`GET /a → list request ${f}`]],
  ['Mercurius', `${fastify} import mercurius from 'mercurius'; app.register(mercurius, { schema, resolvers: { Query: { users } }, loaders: { User: { async orders() {} } } }); async function users() {}`, ['Query.users → users request', 'User.orders → orders request']],
  ['an option of another plugin is none', `${fastify} app.register(cors, { origin }); function origin() {}`, []],
]);
framework('Fastify before 5.8', [['has no signal', `${fastify} app.get('/a', list); async function list(request) {}`, ['GET /a → list request']]], { versions: { fastify: '5.7.4' } });

framework('NestJS, completed', [
  ['a guard', `import { CanActivate } from '@nestjs/common'; export class Auth implements CanActivate { async canActivate() {} other() {} }`, ['Auth.canActivate → canActivate request']],
  ['an interceptor', `import type { NestInterceptor } from '@nestjs/common'; export class Log implements NestInterceptor { intercept() {} }`, ['Log.intercept → intercept request']],
  ['a pipe', `import { PipeTransform } from '@nestjs/common'; export class User implements PipeTransform<string, object> { async transform() {} }`, ['User.transform → transform request']],
  ['middleware', `import { NestMiddleware } from '@nestjs/common'; export class Log implements NestMiddleware { use() {} }`, ['Log.use → use request']],
  ['a filter', `import { ExceptionFilter } from '@nestjs/common'; import { BaseExceptionFilter } from '@nestjs/core'; class A implements ExceptionFilter { catch() {} } class B extends BaseExceptionFilter { catch() {} }`, ['A.catch → catch request', 'B.catch → catch request']],
  ['through a class of ours', { 'base.ts': `import { CanActivate } from '@nestjs/common'; export abstract class Base implements CanActivate { abstract canActivate(): boolean; }`, 'auth.ts': `import { Base } from './base.js'; export class Auth extends Base { canActivate() {} }` }, ['Auth.canActivate → canActivate request']],
  ['a job of BullMQ', `import { WorkerHost, Processor } from '@nestjs/bullmq'; @Processor('mail') export class Mail extends WorkerHost { async process(job) {} }`, ['Mail.process → process worker']],
  ['commands, queries and events', `import { ICommandHandler, IQueryHandler, IEventHandler } from '@nestjs/cqrs'; class A implements ICommandHandler<X> { execute() {} } class B implements IQueryHandler { execute() {} } class C implements IEventHandler<Y> { handle() {} }`, ['A.execute → execute request', 'B.execute → execute request', 'C.handle → handle worker']],
  ['a connection', `import { OnGatewayConnection, WebSocketGateway, SubscribeMessage } from '@nestjs/websockets'; @WebSocketGateway() class Chat implements OnGatewayConnection { handleConnection() {} @SubscribeMessage('say') say() {} }`, ['@SubscribeMessage say Chat.say → say request', 'Chat.handleConnection → handleConnection request']],
  ['messages', `import { Controller } from '@nestjs/common'; import { MessagePattern, EventPattern } from '@nestjs/microservices'; @Controller() class A { @MessagePattern('sum') sum() {} @EventPattern('made') made() {} }`, ['@EventPattern made A.made → made worker', '@MessagePattern sum A.sum → sum request']],
  ['schedules', `import { Interval, Timeout } from '@nestjs/schedule'; class A { @Interval(1000) tick() {} @Timeout(5) once() {} }`, ['@Interval A.tick → tick worker', '@Timeout A.once → once worker']],
  ['functional middleware', `import { NestFactory } from '@nestjs/core'; const app = await NestFactory.create(AppModule); app.use(log); function log() {}`, ['use → log request']],
  ['applied middleware', `import { MiddlewareConsumer } from '@nestjs/common'; export class AppModule { configure(consumer: MiddlewareConsumer) { consumer.apply(log).forRoutes('*'); } } function log() {}`, ['apply → log request']],
  ['a guard of Passport', `import { AuthGuard } from '@nestjs/passport'; export class Jwt extends AuthGuard('jwt') { canActivate() {} }`, ['Jwt.canActivate → canActivate request']],
  ['hooks of the application\'s life are none', `import { OnModuleInit, OnApplicationShutdown } from '@nestjs/common'; class A implements OnModuleInit, OnApplicationShutdown { async onModuleInit() {} async onApplicationShutdown() {} }`, []],
  ['a canActivate without the interface is none', `import { Injectable } from '@nestjs/common'; @Injectable() export class Auth { canActivate() {} }`, []],
  ['an interface of that name from elsewhere is none', `import { CanActivate } from '@angular/router'; export class Auth implements CanActivate { canActivate() {} }`, []],
]);

framework('Egg', [
  ['a controller', `import { Controller } from 'egg'; export default class Home extends Controller { async index() {} async show() {} }`, ['Home.index → index request', 'Home.show → show request']],
  ['CommonJS', `const { Controller } = require('egg'); class Home extends Controller { async index() {} } module.exports = Home;`, ['Home.index → index request']],
  ['a schedule', { 'app/schedule/sync.js': `const { Subscription } = require('egg'); class Sync extends Subscription { static get schedule() { return {}; } async subscribe() {} } module.exports = Sync;` }, ['Sync.subscribe → subscribe worker']],
  ['a task', { 'app/schedule/sync.js': `module.exports = { schedule: { interval: '1m' }, async task(ctx) {} };` }, ['default of app/schedule/sync.js → task worker']],
  ['a service is none', `import { Service } from 'egg'; export default class Users extends Service { async load() {} }`, []],
  ['a controller from elsewhere is none', `import { Controller } from './base.js'; export default class Home extends Controller { async index() {} }`, []],
], { versions: { egg: '3.30.0' } });

framework('inversify-express-utils', [
  ['a controller', `import { controller, httpGet, httpPost } from 'inversify-express-utils'; @controller('/users') class Users { @httpGet('/:id') one() {} @httpPost('/') add() {} own() {} }`, ['@httpGet /:id Users.one → one request', '@httpPost / Users.add → add request']],
  ['middleware', `import { BaseMiddleware } from 'inversify-express-utils'; class Log extends BaseMiddleware { handler() {} }`, ['Log.handler → handler request']],
  ['outside of a controller, none', `import { httpGet } from 'inversify-express-utils'; class Users { @httpGet('/') one() {} }`, []],
]);

framework('routing-controllers', [
  ['a JSON controller', `import { JsonController, Get, Post } from 'routing-controllers'; @JsonController('/users') class Users { @Get('/:id') one() {} @Post() add() {} own() {} }`, ['@Get /:id Users.one → one request', '@Post Users.add → add request']],
  ['a controller', `import { Controller, Get } from 'routing-controllers'; @Controller() class Users { @Get('/') all() {} }`, ['@Get / Users.all → all request']],
  ['middleware', `import { Middleware, ExpressMiddlewareInterface } from 'routing-controllers'; @Middleware({ type: 'before' }) class Log implements ExpressMiddlewareInterface { use() {} }`, ['Log.use → use request']],
  ['who may do what', `import { createExpressServer } from 'routing-controllers'; createExpressServer({ authorizationChecker: async function may() {} });`, ['createExpressServer → may request']],
  ['a parameter is none', `import { JsonController, QueryParam } from 'routing-controllers'; @JsonController() class Users { one(@QueryParam('a') a) {} }`, []],
]);

framework('tsoa', [
  ['a controller', `import { Controller, Get, Route } from 'tsoa'; @Route('users') export class Users extends Controller { @Get('{id}') async one() {} own() {} }`, ['@Get {id} Users.one → one request']],
  ['outside of a route, none', `import { Get } from 'tsoa'; class Users { @Get() one() {} }`, []],
]);

framework('TypeGraphQL', [
  ['a resolver', `import { Resolver, Query, Mutation, FieldResolver } from 'type-graphql'; @Resolver(User) class Users { @Query(() => [User]) async users() {} @Mutation() add() {} @FieldResolver() orders() {} own() {} }`, ['@FieldResolver Users.orders → orders request', '@Mutation Users.add → add request', '@Query Users.users → users request']],
  ['a field that is a method', `import { ObjectType, Field } from 'type-graphql'; @ObjectType() class User { @Field() name: string; @Field(() => [Order]) async orders() {} }`, ['@Field User.orders → orders request']],
  ['middleware', `import { MiddlewareInterface } from 'type-graphql'; class Log implements MiddlewareInterface<Context> { async use() {} }`, ['Log.use → use request']],
  ['outside of a resolver, none', `import { Query } from 'type-graphql'; class Users { @Query() users() {} }`, []],
]);

framework('GraphQL by maps of resolvers', [
  ['Apollo Server', `import { ApolloServer } from '@apollo/server'; new ApolloServer({ typeDefs, resolvers: { Query: { users: async () => {}, version: '1' }, User: { orders } } }); function orders() {}`, ['Query.users → users request', 'User.orders → orders request']],
  ['of other files, by spreads', {
    'users.ts': `export const users = { users: async () => {} }; export const User = { orders() {} };`,
    'main.ts': `import { ApolloServer } from '@apollo/server'; import { users, User } from './users.js'; const resolvers = { Query: { ...users }, User }; new ApolloServer({ typeDefs, resolvers });`,
  }, ['Query.users → users request', 'User.orders → orders request']],
  ['an array of maps', `import { ApolloServer } from 'apollo-server-express'; const a = { Query: { a() {} } }; const b = { Query: { b() {} } }; new ApolloServer({ resolvers: [a, b] });`, ['Query.a → a request', 'Query.b → b request']],
  ['a subscription', `import { makeExecutableSchema } from '@graphql-tools/schema'; makeExecutableSchema({ typeDefs, resolvers: { Subscription: { made: { subscribe, resolve: (x) => x } } } }); function subscribe() {}`, ['Subscription.made → resolve request', 'Subscription.made → subscribe request']],
  ['the context', `import { startStandaloneServer } from '@apollo/server/standalone'; startStandaloneServer(server, { context: async function user() {} });`, ['startStandaloneServer → user request']],
  ['GraphQL Yoga', `import { createSchema, createYoga } from 'graphql-yoga'; createYoga({ schema: createSchema({ typeDefs, resolvers: { Query: { users() {} } } }), context: user }); async function user() {}`, ['Query.users → users request', 'createYoga → user request $0.request.signal']],
  ['a subgraph', `import { buildSubgraphSchema } from '@apollo/subgraph'; buildSubgraphSchema([{ typeDefs, resolvers: { User: { __resolveReference() {} } } }]);`, ['User.__resolveReference → __resolveReference request']],
  ['merged', `import { mergeResolvers } from '@graphql-tools/merge'; import { makeExecutableSchema } from '@graphql-tools/schema'; const a = { Query: { a() {} } }; makeExecutableSchema({ resolvers: mergeResolvers([a]) });`, ['Query.a → a request']],
  ['object types', `import { GraphQLObjectType } from 'graphql'; new GraphQLObjectType({ name: 'Query', fields: { users: { type, resolve: load } } }); async function load() {}`, ['users → load request']],
  ['object types with a function of fields', `import { GraphQLObjectType } from 'graphql'; new GraphQLObjectType({ name: 'Query', fields: () => ({ users: { type, resolve: load } }) }); async function load() {}`, ['users → load request']],
  ['a root value', `import { graphqlHTTP } from 'express-graphql'; graphqlHTTP({ schema, rootValue: { users: async () => {} } });`, ['users → users request']],
  ['options by request', `import { graphqlHTTP } from 'express-graphql'; graphqlHTTP(async function options(req) { return { schema }; });`, ['graphqlHTTP → options request']],
  ['resolvers that nobody takes are none', `export const resolvers = { Query: { users() {} } };`, []],
  ['a client with resolvers is none', `import { ApolloClient } from '@apollo/client'; new ApolloClient({ resolvers: { Query: { users() {} } } });`, []],
]);

framework('ws', [
  ['connections and messages', `import { WebSocketServer } from 'ws'; const wss = new WebSocketServer({ port: 1 }); wss.on('connection', (ws) => { ws.on('message', read); ws.on('error', report); }); function read() {} function report() {}`, ['on connection → (in place) request', 'on message → read request']],
  ['CommonJS', `const WebSocket = require('ws'); new WebSocket.Server({ server }).on('connection', open); function open() {}`, ['on connection → open request']],
  ['a connection by name', `import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 1 }).on('connection', open); function open(ws) { ws.on('message', read); } function read() {}`, ['on connection → open request', 'on message → read request']],
  ['upgrades', `import { WebSocketServer } from 'ws'; const wss = new WebSocketServer({ noServer: true }); wss.handleUpgrade(req, socket, head, (ws) => { ws.on('message', read); }); function read() {}`, ['handleUpgrade → (in place) request', 'on message → read request']],
  ['a parameter of the type', `import type { WebSocket } from 'ws'; export function attach(ws: WebSocket) { ws.on('message', read); } function read() {}`, ['on message → read request']],
  ['a connection of our own is no request', `import WebSocket from 'ws'; const ws = new WebSocket('wss://feed'); ws.on('message', read); function read() {}`, ['on message → read worker']],
  ['an emitter is none', `import { EventEmitter } from 'node:events'; new EventEmitter().on('connection', open); function open() {}`, []],
]);

framework('socket.io', [
  ['connections and events', `import { Server } from 'socket.io'; const io = new Server(3000); io.on('connection', (socket) => { socket.on('say', say); socket.use(check); }); function say() {} function check() {}`, ['on connection → (in place) request', 'on say → say request', 'use → check request']],
  ['CommonJS', `const io = require('socket.io')(server); io.on('connection', (socket) => { socket.on('say', say); }); function say() {}`, ['on connection → (in place) request', 'on say → say request']],
  ['a namespace', `import { Server } from 'socket.io'; const io = new Server(); io.of('/chat').use(auth).on('connection', (socket) => { socket.on('say', say); }); function auth() {} function say() {}`, ['on connection → (in place) request', 'on say → say request', 'use → auth request']],
  ['a socket that is handed on', `import { Server } from 'socket.io'; new Server().on('connection', (socket) => { chat(socket); }); function chat(socket) { socket.on('say', say); } function say() {}`, ['on connection → (in place) request', 'on say → say request']],
  ['typed sockets', `import type { Server, Socket } from 'socket.io'; export function chat(io: Server, socket: Socket) { socket.on('say', say); } function say() {}`, ['on say → say request']],
  ['a client is none', `import { io } from 'socket.io-client'; io('ws://a').on('connect', hello); function hello() {}`, []],
]);

framework('uWebSockets.js', [
  ['routes and sockets', `import uWS from 'uWebSockets.js'; uWS.App().get('/a', list).ws('/b', { message: read, open() {} }); function list() {} function read() {}`, ['GET /a → list request', 'ws /b → open request', 'ws /b → read request']],
  ['listen is none', `import { App } from 'uWebSockets.js'; App().listen(80, started); function started() {}`, []],
]);

framework("Node's own servers, completed", [
  ['an event', `import http from 'node:http'; const server = http.createServer(); server.on('request', serve); server.on('upgrade', up); function serve() {} function up() {}`, ['on request → serve request', 'on upgrade → up request']],
  ['new Server', `import { Server } from 'http'; new Server(serve).listen(80); function serve() {}`, ['new Server → serve request']],
  ['HTTP/2', `import http2 from 'node:http2'; http2.createSecureServer({}).on('stream', serve); function serve() {}`, ['on stream → serve request']],
  ['other events are none', `import http from 'http'; const server = http.createServer(); server.on('listening', a); server.on('clientError', b); server.on('close', a); function a() {} function b() {}`, []],
  ['a raw socket', `import net from 'node:net'; net.createServer((socket) => { socket.on('data', read); socket.on('error', report); }); function read() {} function report() {}`, ['createServer → (in place) request', 'on data → read request']],
  ['connections', `import { createServer } from 'tls'; const server = createServer({}); server.on('secureConnection', (socket) => { socket.on('data', read); }); function read() {}`, ['on data → read request', 'on secureConnection → (in place) request']],
  ['a socket of our own is none', `import net from 'net'; const socket = net.connect(80); socket.on('data', read); function read() {}`, []],
  ['datagrams', `import dgram from 'dgram'; const socket = dgram.createSocket('udp4'); socket.on('message', read); function read() {}`, ['on message → read worker']],
]);

framework('AWS Lambda', [
  ['a handler', { 'src/handlers/users.ts': `import type { Handler } from 'aws-lambda'; export const handler: Handler = async (event) => {};` }, ['handler of src/handlers/users.ts → handler request']],
  ['CommonJS', { 'index.js': `exports.handler = async (event) => {};` }, ['handler of index.js → (in place) request']],
  ['middy', `import middy from '@middy/core'; export const handler = middy(work).use(parser()).before(check); async function work() {} function check() {}`, ['before → check request', 'handler of main.ts → check request', 'middy → work request $2.signal']],
  ['middy, filled later', `import middy from '@middy/core'; export const handler = middy().use({ before: check }).handler(work); async function work() {} function check() {}`, ['handler of main.ts → work request', 'handler → work request $2.signal', 'use → check request']],
  ['other exports are none', { 'src/users.ts': `export const load = async () => {}; export const main = async () => {};` }, []],
], { versions: { '@types/aws-lambda': '8.10.0' } });
framework('without Lambda', [['a handler is none', `export const handler = async () => {};`, []]]);

framework('other functions in clouds', [
  ['Google', `import * as functions from '@google-cloud/functions-framework'; functions.http('users', list); functions.cloudEvent('made', made); function list() {} function made() {}`, ['cloudEvent made → made worker', 'http users → list request']],
  ['Firebase', `import { onRequest } from 'firebase-functions/v2/https'; import { onSchedule } from 'firebase-functions/v2/scheduler'; export const a = onRequest({ cors: true }, list); export const b = onSchedule('every day', tidy); function list() {} function tidy() {}`, ['onRequest → list request', 'onSchedule → tidy worker']],
  ['Firebase, first generation', `import * as functions from 'firebase-functions'; export const a = functions.region('eu').https.onCall(list); export const b = functions.pubsub.schedule('x').timeZone('y').onRun(tidy); export const c = functions.firestore.document('a').onCreate(made); function list() {} function tidy() {} function made() {}`, ['onCall → list request', 'onCreate → made worker', 'onRun → tidy worker']],
  ['Azure', `import { app } from '@azure/functions'; app.http('users', { methods: ['GET'], handler: list }); app.get('a', list); app.timer('tick', { schedule: 'x', handler: tidy }); app.storageQueue('q', { handler: tidy }); function list() {} function tidy() {}`, ['GET a → list request', 'http users → list request', 'storageQueue q → tidy worker', 'timer tick → tidy worker']],
  ['Azure, the start is none', `import { app } from '@azure/functions'; app.warmup('w', { handler: warm }); app.hook.appStart(warm); function warm() {}`, []],
  ['Bun', `Bun.serve({ fetch: serve, routes: { '/a': list, '/b': { POST: add } } }); function serve() {} function list() {} function add() {}`, ['/a → list request $0.signal', '/b.POST → add request $0.signal', 'serve → serve request $0.signal']],
  ['Deno', `Deno.serve({ port: 80 }, serve); function serve() {}`, ['serve → serve request $0.signal']],
]);

framework('Cloudflare Workers', [
  ['the default export', `export default { async fetch(request, env) {}, async scheduled() {}, other() {} };`, ['default of main.ts → fetch request', 'default of main.ts → scheduled worker']],
  ['an entry point', `import { WorkerEntrypoint } from 'cloudflare:workers'; export default class extends WorkerEntrypoint { async fetch() {} }`, ['.fetch → fetch request']],
  ['an object that is not exported by default is none', `export const api = { async fetch() {} };`, []],
], { versions: { wrangler: '4.0.0' } });

framework('BullMQ', [
  ['a worker', `import { Worker } from 'bullmq'; new Worker('mail', send, { connection }); async function send(job, token, signal) {}`, ['new Worker mail → send worker $2']],
  ['a method', `import { Worker } from 'bullmq'; class Mail { start() { new Worker('mail', this.send.bind(this)); } async send() {} }`, ['new Worker mail → send worker $2']],
  ['events', `import { Worker } from 'bullmq'; const worker = new Worker('mail', './send.js'); worker.on('failed', report); worker.on('closed', end); function report() {} function end() {}`, ['on failed → report worker']],
  ['a queue is none', `import { Queue } from 'bullmq'; new Queue('mail').add('a', data).then(done); function done() {}`, []],
  ['a worker thread is none', `import { Worker } from 'node:worker_threads'; new Worker('./a.js', options); function options() {}`, []],
]);
framework('BullMQ before 5.64', [['has no signal', `import { Worker } from 'bullmq'; new Worker('mail', send); async function send() {}`, ['new Worker mail → send worker']]], { versions: { bullmq: '5.34.0' } });

framework('queues and brokers', [
  ['Bull', `import Queue from 'bull'; const queue = new Queue('mail'); queue.process(send); queue.process('a', 5, other); queue.on('completed', done); function send() {} function other() {} function done() {}`, ['on completed → done worker', 'process a → other worker', 'process → send worker']],
  ['Bull, CommonJS', `const Queue = require('bull'); const queue = Queue('mail'); queue.process(async function send() {});`, ['process → send worker']],
  ['Bee-Queue', `const Queue = require('bee-queue'); new Queue('mail').process(3, send); function send() {}`, ['process → send worker']],
  ['Agenda', `import { Agenda } from 'agenda'; const agenda = new Agenda(); agenda.define('mail', { concurrency: 5 }, send); agenda.define('other', send); function send() {}`, ['define mail → send worker', 'define other → send worker']],
  ['pg-boss', `import PgBoss from 'pg-boss'; const boss = new PgBoss(url); await boss.work('mail', { batchSize: 5 }, send); async function send([job]) {}`, ['work mail → send worker']],
  ['KafkaJS', `import { Kafka } from 'kafkajs'; const consumer = new Kafka({}).consumer({ groupId: 'a' }); await consumer.run({ eachMessage: read, eachBatch: async () => {} }); async function read() {}`, ['run → eachBatch worker', 'run → read worker']],
  ['KafkaJS, injected', `import type { Consumer } from 'kafkajs'; export class A { constructor(private consumer: Consumer) {} async start() { await this.consumer.run({ eachMessage: async (m) => this.read(m) }); } async read() {} }`, ['run → eachMessage worker']],
  ['amqplib', `import amqp from 'amqplib'; const connection = await amqp.connect(url); const channel = await connection.createChannel(); await channel.consume('mail', send); function send() {}`, ['consume mail → send worker']],
  ['amqplib with callbacks', `import amqp from 'amqplib/callback_api'; amqp.connect(url, (error, connection) => { connection.createChannel((error, channel) => { channel.consume('mail', send); }); }); function send() {}`, ['consume mail → send worker']],
  ['amqp-connection-manager', `import amqp from 'amqp-connection-manager'; const channel = amqp.connect([url]).createChannel({}); channel.addSetup((c) => c.consume('mail', send)); function send() {}`, ['consume mail → send worker']],
  ['Pub/Sub', `import { PubSub } from '@google-cloud/pubsub'; const subscription = new PubSub().subscription('mail'); subscription.on('message', send); subscription.on('close', end); function send() {} function end() {}`, ['on message → send worker']],
  ['SQS', `import { Consumer } from 'sqs-consumer'; Consumer.create({ queueUrl, handleMessage: async (message) => {} });`, ['create → handleMessage worker']],
  ['NATS', `import { connect } from 'nats'; const nc = await connect(); nc.subscribe('mail', { callback: send }); function send() {}`, ['subscribe mail → send worker']],
  ['MQTT', `import mqtt from 'mqtt'; const client = mqtt.connect(url); client.on('message', read); client.on('error', report); function read() {} function report() {}`, ['on message → read worker']],
  ['node-redis', `import { createClient } from 'redis'; const client = createClient(); await client.subscribe('mail', read); client.on('error', report); function read() {} function report() {}`, ['subscribe mail → read worker']],
  ['ioredis', `import Redis from 'ioredis'; const redis = new Redis(); redis.duplicate().on('message', read); redis.subscribe('a', done); function read() {} function done() {}`, ['on message → read worker', 'subscribe a → done worker']],
  ['Temporal', { 'activities.ts': `export async function charge() {}`, 'worker.ts': `import { Worker } from '@temporalio/worker'; import * as activities from './activities.js'; await Worker.create({ taskQueue: 'a', activities });` }, ['charge → charge worker']],
  ['sending is none', `import amqp from 'amqplib'; const channel = await (await amqp.connect(url)).createConfirmChannel(); channel.sendToQueue('mail', body, {}, done); function done() {}`, []],
]);

framework('clocks', [
  ['node-cron', `import cron from 'node-cron'; cron.schedule('* * * * *', tick); function tick() {}`, ['schedule * * * * * → tick worker']],
  ['cron', `import { CronJob } from 'cron'; new CronJob('* * * * *', tick, null, true); CronJob.from({ cronTime: '*', onTick: other }); function tick() {} function other() {}`, ['from → other worker', 'new CronJob * * * * * → tick worker']],
  ['cron, as an object', `const { CronJob } = require('cron'); new CronJob({ cronTime: '*', onTick() {} });`, ['new CronJob → onTick worker']],
  ['croner', `import { Cron } from 'croner'; new Cron('* * * * *', { timezone: 'UTC' }, tick); Cron('0 0 * * *').schedule(other); function tick() {} function other() {}`, ['new Cron * * * * * → tick worker', 'schedule → other worker']],
  ['node-schedule', `import schedule from 'node-schedule'; schedule.scheduleJob('nightly', '0 0 * * *', tick); function tick() {}`, ['scheduleJob nightly → tick worker']],
  ['toad-scheduler', `import { AsyncTask, SimpleIntervalJob } from 'toad-scheduler'; new SimpleIntervalJob({ seconds: 5 }, new AsyncTask('sync', tick, report)); function tick() {} function report() {}`, ['new AsyncTask sync → report worker', 'new AsyncTask sync → tick worker']],
  ['Bree', `import Bree from 'bree'; new Bree({ jobs: [{ name: 'a', path: tick }, 'b'] }); function tick() {}`, ['new Bree → tick worker']],
  ['validation is none', `import cron from 'node-cron'; cron.validate('*'); export const schedule = (fn) => fn;`, []],
]);

framework('Moleculer', [
  ['a broker', `import { ServiceBroker } from 'moleculer'; new ServiceBroker().createService({ name: 'users', actions: { list() {}, get: { params: {}, async handler() {} } }, events: { made() {} }, methods: { own() {} }, started() {} });`, ['get → handler request', 'list → list request', 'made → made worker']],
  ['a file', { 'services/users.service.js': `module.exports = { name: 'users', actions: { async list(ctx) {} } };` }, ['default of services/users.service.js → list request']],
  ['a class', `import { Service } from 'moleculer'; export class Users extends Service { constructor(broker) { super(broker); this.parseServiceSchema({ name: 'users', actions: { list: this.list } }); } async list() {} }`, ['list → list request']],
  ['an object elsewhere is none', { 'src/users.js': `module.exports = { actions: { list() {} } };` }, []],
], { versions: { moleculer: '0.14.35' } });

framework('bots', [
  ['Probot', `import type { Probot } from 'probot'; export default (app: Probot) => { app.on('issues.opened', greet); }; async function greet() {}`, ['on issues.opened → greet request']],
  ['discord.js', `import { Client, Events } from 'discord.js'; const client = new Client({}); client.on('messageCreate', answer); client.on(Events.InteractionCreate, run); function answer() {} function run() {}`, ['on messageCreate → answer request', 'on → run request']],
  ['telegraf', `import { Telegraf } from 'telegraf'; const bot = new Telegraf(token); bot.start(hello).command('a', run); bot.on('text', read); function hello() {} function run() {} function read() {}`, ['command a → run request', 'on text → read request', 'start → hello request']],
  ['grammY', `import { Bot } from 'grammy'; new Bot(token).command('a', run); function run() {}`, ['command a → run request']],
  ['Bolt', `import { App } from '@slack/bolt'; const app = new App({}); app.command('/a', run); app.event('app_mention', read); app.message('hi', log, read); function run() {} function read() {} function log() {}`, ['command /a → run request', 'event app_mention → read request', 'message hi → log request', 'message hi → read request']],
  ['a command line is none', `import { Command } from 'commander'; new Command().command('a').action(run); function run() {}`, []],
]);
