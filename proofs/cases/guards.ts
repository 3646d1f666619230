import type net from 'node:net';

import fastifyCookie from '@fastify/cookie';
import fastifyCsrf from '@fastify/csrf-protection';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySession from '@fastify/session';
import fastifyUnderPressure from '@fastify/under-pressure';
import { serve } from '@hono/node-server';
import cookieSession from 'cookie-session';
import { csrfSync } from 'csrf-sync';
import { doubleCsrf } from 'csrf-csrf';
import csurf from 'csurf';
import express from 'express';
import session from 'express-session';
import fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyPluginCallback } from 'fastify';
import helmet from 'helmet';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { rateLimiter } from 'hono-rate-limiter';
import Koa from 'koa';
import koaHelmet from 'koa-helmet';
import koaRatelimit from 'koa-ratelimit';
import lusca from 'lusca';
import overloadProtection from 'overload-protection';
import toobusy from 'toobusy-js';

import { ask, countsAlone, refuses } from '../ask.js';
import type { Case } from '../case.js';
import { subject } from '../subject.js';

const answer: express.RequestHandler = (_, response) => void response.sendStatus(200);
const expressOf = (...handlers: readonly express.RequestHandler[]): net.Server => express().set('env', 'test').use(...handlers, answer).listen(0);

const koaOf = (middleware: unknown): net.Server => {
  const app = new Koa();
  app.silent = true;
  return app.use(middleware as Koa.Middleware).use((context) => void (context.status = 200)).listen(0);
};

const fastifyOf = async (plug: (app: FastifyInstance) => unknown): Promise<net.Server> => {
  const app = fastify();
  await plug(app);
  app.get('/', () => 'yes');
  app.post('/', () => 'yes');
  await app.listen({ port: 0 });
  return app.server;
};
type Plugin = FastifyPluginAsync<never> | FastifyPluginCallback<never>;
const with_ = (plugin: unknown, options: object = {}) => (app: FastifyInstance) => app.register(plugin as Plugin, options as never);

const honoOf = (middleware: unknown): net.Server => {
  const app = new Hono();
  app.use(middleware as never);
  app.all('/', (context) => context.text('yes'));
  return serve({ fetch: app.fetch, port: 0 }) as net.Server;
};
const limitedHono = (limit: number): net.Server => honoOf(rateLimiter({ windowMs: 60_000, limit, keyGenerator: () => 'one' } as never));

/** What another site has a browser send. */
const foreign = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://other.example' }, body: 'a=1' } as const;

/** A form of another site is refused, and a page is given out. */
async function refusesForeign(server: net.Server): Promise<string> {
  const [got, posted] = [await ask(server), await ask(server, foreign)];
  server.close();
  if (got.status !== 200 || posted.status !== 403) throw new Error(`a page gets ${String(got.status)}, a form of another site ${String(posted.status)}`);
  return 'a page gets 200, a form of another site 403';
}

async function setsHeaders(server: net.Server, name = 'content-security-policy'): Promise<string> {
  const { headers } = await ask(server);
  server.close();
  if (headers[name] === undefined) throw new Error(`no ${name}`);
  return `${name} is set`;
}

const memory = session({ secret: 'secret', resave: false, saveUninitialized: true });
const { csrfSynchronisedProtection } = csrfSync();
const { doubleCsrfProtection } = doubleCsrf({ getSecret: () => 'secret', getSessionIdentifier: () => 'id' });

/** The process works, and can do nothing else meanwhile. */
function busy(ms: number): void {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

/** A session that something is put into, and what its cookie says of other sites. */
const withoutSameSite = async (server: net.Server): Promise<string> => {
  const { headers } = await ask(server);
  server.close();
  const cookie = String(headers['set-cookie']);
  if (headers['set-cookie'] === undefined || /samesite/i.test(cookie)) throw new Error(`the cookie is ${cookie}`);
  return 'the cookie says nothing of other sites';
};

const sessions = { secret: 'a secret with at least thirty two characters', cookie: { secure: false } };
const withSession = (plugin: unknown) => (app: FastifyInstance): unknown => app.register(fastifyCookie).register(plugin as Plugin, sessions as never).addHook('preHandler', (request, _, done) => (request.session.set('a' as never, 1 as never), done()));

/** What one instance keeps of a session another does not know. */
async function sessionsAlone(plugin: unknown): Promise<string> {
  const count = async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyCookie);
    await app.register(plugin as Plugin, sessions as never);
    app.addHook('preHandler', (request, reply, done) => {
      const known = request.session.get('a' as never) === 1;
      request.session.set('a' as never, 1 as never);
      reply.header('known', String(known));
      done();
    });
  };
  const [one, other] = [await fastifyOf(count), await fastifyOf(count)];
  const cookie = String((await ask(one)).headers['set-cookie']).split(';')[0];
  const [same, second] = [await ask(one, { headers: { cookie } }), await ask(other, { headers: { cookie } })];
  one.close();
  other.close();
  if (same.headers['known'] !== 'true' || second.headers['known'] !== 'false') throw new Error(`the same instance knows it: ${String(same.headers['known'])}, the other: ${String(second.headers['known'])}`);
  return 'the instance that began the session knows it, another does not';
}

const limit = { global: true, max: 2, timeWindow: 60_000 };
const named = {
  rateLimit: (fastifyRateLimit as unknown as { fastifyRateLimit: unknown }).fastifyRateLimit,
  session: (fastifySession as unknown as { fastifySession: unknown }).fastifySession,
};

export const cases: readonly Case[] = [
  subject('csrf-guards', 'lusca').shown('export/guards', () => refusesForeign(expressOf(memory, lusca({ csrf: true })))),
  subject('csrf-guards', 'lusca').shown('csrf/guards', () => refusesForeign(expressOf(memory, lusca.csrf()))),
  subject('csrf-guards', 'hono').shown('csrf/guards', () => refusesForeign(honoOf(csrf()))),
  subject('csrf-guards', 'csrf-csrf').shown('doubleCsrf().doubleCsrfProtection/guards', () => refusesForeign(expressOf((request, _, next) => (Object.assign(request, { cookies: {} }), next()), doubleCsrfProtection as express.RequestHandler))),
  subject('csrf-guards', 'csrf-sync').shown('csrfSync().csrfSynchronisedProtection/guards', () => refusesForeign(expressOf(memory, csrfSynchronisedProtection as express.RequestHandler))),
  subject('csurf', 'csurf').shown('export/guards', () => refusesForeign(expressOf(memory, csurf() as unknown as express.RequestHandler))),
  subject('fastify-rate-limit', '@fastify/rate-limit').shown('fastifyRateLimit/guards', async () => refuses(await fastifyOf(with_(named.rateLimit, limit)))),
  subject('fastify-rate-limit', '@fastify/rate-limit').shown('export/local-state', () => countsAlone(() => fastifyOf(with_(fastifyRateLimit, limit)), 2)),
  subject('fastify-rate-limit', '@fastify/rate-limit').shown('fastifyRateLimit/local-state', () => countsAlone(() => fastifyOf(with_(named.rateLimit, limit)), 2)),
  subject('hono-rate-limiter', 'hono-rate-limiter').shown('rateLimiter/guards', () => refuses(limitedHono(2))),
  subject('hono-rate-limiter', 'hono-rate-limiter').shown('rateLimiter/local-state', () => countsAlone(() => limitedHono(2), 2)),
  subject('koa-ratelimit', 'koa-ratelimit').shown('export/guards', () => refuses(koaOf(koaRatelimit({ driver: 'memory', db: new Map(), duration: 60_000, max: 2 })))),
  subject('overload-protection', 'overload-protection').shown('export/guards', async () => {
    const protect = overloadProtection('express', { sampleInterval: 5, maxEventLoopDelay: 1 }) as unknown as express.RequestHandler;
    const server = expressOf(protect);
    const calm = await ask(server);
    const hard = setInterval(() => busy(100), 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const under = await ask(server);
    clearInterval(hard);
    server.close();
    if (calm.status !== 200 || under.status !== 503) throw new Error(`calm: ${String(calm.status)}, under load: ${String(under.status)}`);
    return 'calm: 200; while the event loop lags: 503';
  }, { alone: true }),
  subject('toobusy', 'toobusy-js').shown('export/guards', async () => {
    toobusy.maxLag(10);
    toobusy.interval(16);
    await new Promise((resolve) => setTimeout(resolve, 100));
    let seen = false;
    const calm = toobusy();
    const hard = setInterval(() => (busy(100), (seen ||= toobusy())), 1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    clearInterval(hard);
    toobusy.shutdown();
    if (calm || !seen) throw new Error(`calm: ${String(calm)}, under load: ${String(seen)}`);
    return 'calm: false; while the event loop lags: true';
  }, { alone: true }),
  subject('fastify-under-pressure', '@fastify/under-pressure').shown('fastifyUnderPressure/guards', async () => {
    const plugin = (fastifyUnderPressure as unknown as { fastifyUnderPressure: unknown }).fastifyUnderPressure;
    const server = await fastifyOf(with_(plugin, { maxHeapUsedBytes: 1, sampleInterval: 10 }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { status } = await ask(server);
    server.close();
    if (status !== 503) throw new Error(`the answer is ${String(status)}`);
    return 'above its limit: 503';
  }),
  subject('fastify', 'fastify').shown('App.csrfProtection/guards', async () => {
    const server = await fastifyOf(async (app) => {
      await app.register(fastifyCookie);
      await app.register(fastifyCsrf);
      app.addHook('preHandler', (request, reply, done) => (request.method === 'POST' ? (app as unknown as { csrfProtection: (...given: unknown[]) => void }).csrfProtection(request, reply, done) : done()));
      app.addContentTypeParser('application/x-www-form-urlencoded', (_, __, done) => done(null, {}));
    });
    return refusesForeign(server);
  }),
  subject('helmet', 'helmet').shown('export/headers', () => setsHeaders(expressOf(helmet()))),
  subject('helmet', 'koa-helmet').shown('export/headers', () => setsHeaders(koaOf(koaHelmet()))),
  subject('helmet', 'helmet').shown('helmet/headers', () => setsHeaders(expressOf(helmet.contentSecurityPolicy()))),
  subject('helmet', '@fastify/helmet').shown('export~2/headers', async () => setsHeaders(await fastifyOf(with_(fastifyHelmet)))),
  subject('helmet', '@fastify/helmet').shown('fastifyHelmet/headers', async () => setsHeaders(await fastifyOf(with_((fastifyHelmet as unknown as { fastifyHelmet: unknown }).fastifyHelmet)))),
  subject('cookie-sessions', 'cookie-session').shown('export/session', () => withoutSameSite(expressOf(cookieSession({ secret: 'secret' }) as express.RequestHandler, (request, _, next) => (Object.assign((request as unknown as { session: object }).session, { a: 1 }), next())))),
  subject('fastify-sessions', '@fastify/session').shown('export/session', async () => withoutSameSite(await fastifyOf(withSession(fastifySession)))),
  subject('fastify-sessions', '@fastify/session').shown('fastifySession/session', async () => withoutSameSite(await fastifyOf(withSession(named.session)))),
  subject('fastify-session-store', '@fastify/session').shown('export/local-state', () => sessionsAlone(fastifySession)),
  subject('fastify-session-store', '@fastify/session').shown('fastifySession/local-state', () => sessionsAlone(named.session)),
];
