import { describe, expect, test } from 'vitest';
import { wayTo } from '../src/analysis/site.js';
import { callsOf, projectOf, projectOfCode, type ProjectOptions, type TestProject } from './support/project-of.js';

/** Every handler: its name for people, the function, and who waits for it. */
function handlersOf({ project, files }: TestProject): readonly string[] {
  return [...new Set(project.handlers.map(({ name, file, fn, reach }) => `${name} → ${files.get(file)?.functions[fn]?.name || '(in place)'} ${reach}`))].sort();
}

const handlers = (code: string, options?: ProjectOptions): readonly string[] => handlersOf(projectOfCode(code, options));

describe('Express', () => {
  const app = `import express from 'express'; const app = express();`;

  test.each([
    ['a route', `${app} app.get('/users', async function list() {});`, ['GET /users → list request']],
    ['a route in place', `${app} app.post('/users', (req, res) => {});`, ['POST /users → (in place) request']],
    ['several handlers', `${app} app.get('/a', auth, list); function auth() {} function list() {}`, ['GET /a → auth request', 'GET /a → list request']],
    ['an array of handlers', `${app} app.get('/a', [auth, list]); function auth() {} function list() {}`, ['GET /a → auth request', 'GET /a → list request']],
    ['an array in a variable', `${app} const chain = [auth, list]; app.get('/a', chain); function auth() {} function list() {}`, ['GET /a → auth request', 'GET /a → list request']],
    ['a spread array', `${app} const chain = [auth]; app.get('/a', ...chain, list); function auth() {} function list() {}`, ['GET /a → auth request', 'GET /a → list request']],
    ['middleware', `${app} app.use(log); function log() {}`, ['use → log request']],
    ['middleware on a path', `${app} app.use('/api', log); function log() {}`, ['use /api → log request']],
    ['a router', `import { Router } from 'express'; const router = Router(); router.get('/a', list); function list() {}`, ['GET /a → list request']],
    ['new Router', `import express from 'express'; const router = new express.Router(); router.get('/a', list); function list() {}`, ['GET /a → list request']],
    ['CommonJS', `const express = require('express'); const router = express.Router(); router.get('/a', list); function list() {}`, ['GET /a → list request']],
    ['a router that is used is no handler', `${app} const router = express.Router(); app.use('/api', router);`, []],
    ['route()', `${app} app.route('/a').get(list).post(add); function list() {} function add() {}`, ['GET → list request', 'POST → add request']],
    ['a chain', `${app} app.get('/a', list).get('/b', add); function list() {} function add() {}`, ['GET /a → list request', 'GET /b → add request']],
    ['a parameter of the type', `import type { Express } from 'express'; export function routes(app: Express) { app.get('/a', list); } function list() {}`, ['GET /a → list request']],
    ['an app that a function gets', `${app} function routes(a) { a.get('/a', list); } routes(app); function list() {}`, ['GET /a → list request']],
    ['a setting is no handler', `${app} app.get('env');`, []],
    ['of something else, none', `const app = make(); app.get('/a', list); function list() {}`, []],
    ['a route of a constant', `${app} const path = '/a'; app.get(path, list); function list() {}`, ['GET /a → list request']],
    ['a route of an unknown text', `${app} app.get(prefix + '/a', list); function list() {}`, ['GET → list request']],
    ['a bound method', `${app} class Users { list() {} } const users = new Users(); app.get('/a', users.list.bind(users));`, ['GET /a → list request']],
    ['a method', `${app} class Users { list() {} } app.get('/a', new Users().list);`, ['GET /a → list request']],
    ['an arrow as field', `${app} class Users { list = () => {}; } app.get('/a', new Users().list);`, ['GET /a → list request']],
    ['a closure', `${app} const list = (db) => function inner() {}; app.get('/a', list(db));`, ['GET /a → inner request']],
    ['one of two', `${app} app.get('/a', x ? list : add); function list() {} function add() {}`, ['GET /a → add request', 'GET /a → list request']],
  ])('%s', (_title, code, expected) => {
    expect(handlers(code)).toEqual(expected);
  });

  test.each([
    ['of a package', `import asyncHandler from 'express-async-handler';`],
    ['of our own', `const asyncHandler = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);`],
    ['that is not seen', `import { asyncHandler } from './gone.js';`],
  ])('a wrapper %s hands on to the handler', (_title, wrapper) => {
    const given = projectOfCode(`${app} ${wrapper} app.get('/a', asyncHandler(list)); async function list() {}`);
    expect(handlersOf(given)).toContain('GET /a → list request');
    const list = given.project.handlers.find(({ file, fn }) => given.files.get(file)?.functions[fn]?.name === 'list');
    expect(list?.through).toHaveLength(1);
    expect(list?.entry.id).toBe('express');
    expect(list?.registered?.argument).toBe(1);
  });

  test('imported controllers, by name, from an object and from a class', () => {
    const texts = {
      'controllers.ts': `export async function list() {} export default { add: async () => {} }; export class Users { static remove() {} }`,
      'routes.ts': `import { Router } from 'express'; import users, { list, Users } from './controllers.js'; import * as all from './controllers.js';
        export const router = Router(); router.get('/a', list); router.post('/a', users.add); router.delete('/a', Users.remove); router.put('/a', all.list);`,
    };
    expect(handlersOf(projectOf(texts))).toEqual(['DELETE /a → remove request', 'GET /a → list request', 'POST /a → add request', 'PUT /a → list request']);
  });
});

describe('Fastify', () => {
  const app = `import Fastify from 'fastify'; const app = Fastify();`;

  test.each([
    ['a route', `${app} app.get('/a', list); async function list() {}`, ['GET /a → list request']],
    ['with options', `${app} app.get('/a', { schema: {} }, list); async function list() {}`, ['GET /a → list request']],
    ['a handler in the options', `${app} app.get('/a', { handler: list }); async function list() {}`, ['GET /a → list request']],
    ['route()', `${app} app.route({ method: 'GET', url: '/a', handler: list }); async function list() {}`, ['route → list request']],
    ['a method as handler', `${app} app.route({ url: '/a', async handler() {} });`, ['route → handler request']],
    ['hooks of a route', `${app} app.route({ url: '/a', preHandler: auth, handler: list }); async function auth() {} async function list() {}`, ['route → auth request', 'route → list request']],
    ['several hooks of a route', `${app} app.get('/a', { preHandler: [auth, limit] }, list); async function auth() {} async function limit() {} async function list() {}`, ['GET /a → auth request', 'GET /a → limit request', 'GET /a → list request']],
    ['a hook', `${app} app.addHook('onRequest', auth); async function auth() {}`, ['addHook → auth request']],
    ['an error handler', `${app} app.setErrorHandler(fail); function fail() {}`, ['setErrorHandler → fail request']],
    ['the named export', `import { fastify } from 'fastify'; fastify().get('/a', list); async function list() {}`, ['GET /a → list request']],
    ['in a plugin', `import type { FastifyInstance } from 'fastify'; export default async function routes(app: FastifyInstance) { app.get('/a', list); } async function list() {}`, ['GET /a → list request']],
    ['in a plugin in place', `${app} app.register(async (child) => { child.get('/a', list); }); async function list() {}`, ['GET /a → list request']],
    ['a plugin is none', `${app} app.register(plugin); async function plugin() {}`, []],
  ])('%s', (_title, code, expected) => {
    expect(handlers(code)).toEqual(expected);
  });
});

describe('Koa', () => {
  test.each([
    ['middleware', `import Koa from 'koa'; const app = new Koa(); app.use(log); async function log() {}`, ['use → log request']],
    ['a route', `import Router from '@koa/router'; const router = new Router(); router.get('/a', list); async function list() {}`, ['GET /a → list request']],
    ['a chain', `import Router from 'koa-router'; new Router().get('/a', list).post('/a', add); async function list() {} async function add() {}`, ['GET /a → list request', 'POST /a → add request']],
    ['the routes of a router are no handler', `import Koa from 'koa'; import Router from '@koa/router'; new Koa().use(new Router().routes());`, []],
  ])('%s', (_title, code, expected) => {
    expect(handlers(code)).toEqual(expected);
  });
});

describe('NestJS', () => {
  test.each([
    ['a controller', `import { Controller, Get } from '@nestjs/common'; @Controller('users') class Users { @Get(':id') one() {} other() {} }`, ['@Get :id Users.one → one request']],
    ['without parentheses of a route', `import { Controller, Post } from '@nestjs/common'; @Controller() class Users { @Post() add() {} }`, ['@Post Users.add → add request']],
    ['a route outside of a controller is none', `import { Get } from '@nestjs/common'; class Users { @Get() one() {} }`, []],
    ['a decorator of the name from elsewhere is none', `import { Get, Controller } from 'routing'; @Controller() class Users { @Get() one() {} }`, []],
    ['a parameter decorator is none', `import { Controller, Query } from '@nestjs/common'; @Controller() class Users { one(@Query() q) {} }`, []],
    ['a resolver', `import { Resolver, Query } from '@nestjs/graphql'; @Resolver() class Users { @Query() users() {} }`, ['@Query Users.users → users request']],
    ['a job', `import { Cron } from '@nestjs/schedule'; class Jobs { @Cron('0 0 * * *') nightly() {} }`, ['@Cron 0 0 * * * Jobs.nightly → nightly worker']],
    ['an event', `import { OnEvent } from '@nestjs/event-emitter'; class Jobs { @OnEvent('user.created') greet() {} }`, ['@OnEvent user.created Jobs.greet → greet worker']],
    ['a queue', `import { Processor, Process } from '@nestjs/bull'; @Processor('mail') class Mails { @Process() send() {} }`, ['@Process Mails.send → send worker']],
    ['a decorator with another name', `import { Controller, Get as Read } from '@nestjs/common'; @Controller() class Users { @Read('a') one() {} }`, ['@Get a Users.one → one request']],
    ['decorators through a namespace', `import * as nest from '@nestjs/common'; @nest.Controller() class Users { @nest.Get('a') one() {} }`, ['@Get a Users.one → one request']],
  ])('%s', (_title, code, expected) => {
    expect(handlers(code)).toEqual(expected);
  });
});

describe("Node's own servers", () => {
  test.each([
    ['in place', `import http from 'node:http'; http.createServer((req, res) => {}).listen(80);`, ['createServer → (in place) request']],
    ['by name', `import { createServer } from 'http'; createServer(serve); function serve() {}`, ['createServer → serve request']],
    ['behind options', `import https from 'https'; https.createServer({}, serve); function serve() {}`, ['createServer → serve request']],
  ])('%s', (_title, code, expected) => {
    expect(handlers(code)).toEqual(expected);
  });
});

describe('who waits for a call, and the way to it', () => {
  const way = (texts: Readonly<Record<string, string>>, options?: ProjectOptions): readonly string[] => {
    const made = projectOf(texts, options);
    return callsOf(made, 'site').flatMap((ref) => {
      const { reach, trace } = wayTo(made.project, ref);
      return [reach, ...trace.map(({ span, message }) => `${span.file}: ${message}`)];
    });
  };
  const app = `import express from 'express'; const app = express();`;

  test('a handler itself', () => {
    expect(way({ 'main.ts': `${app} app.get('/a', () => { site(); });` })).toEqual(['request', 'main.ts: GET /a is handled here']);
  });

  test('through functions of other files', () => {
    const texts = {
      'main.ts': `${app} import { load } from './load.js'; app.get('/a', async function list() { await load(); });`,
      'load.ts': `import { send } from './send.js'; export const load = () => send();`,
      'send.ts': `export function send() { site(); }`,
    };
    expect(way(texts)).toEqual(['request', 'main.ts: GET /a is handled here', 'main.ts: calls load', 'load.ts: calls send']);
  });

  test('the shortest way', () => {
    const texts = { 'main.ts': `${app} function far() { near(); } function near() { site(); } app.get('/a', () => { far(); near(); });` };
    expect(way(texts)).toEqual(['request', 'main.ts: GET /a is handled here', 'main.ts: calls near']);
  });

  test('a request is more urgent than a job, and a job than the start', () => {
    const jobs = `import { Cron } from '@nestjs/schedule'; class Jobs { @Cron('x') run() { load(); } }`;
    const load = `function load() { site(); }`;
    expect(way({ 'main.ts': `${app} ${jobs} ${load} load(); app.get('/a', () => load());` })[0]).toBe('request');
    expect(way({ 'main.ts': `${jobs} ${load} load();` })[0]).toBe('worker');
    expect(way({ 'main.ts': `${load} load();` })[0]).toBe('startup');
  });

  test('a script is one', () => {
    expect(way({ 'scripts/seed.ts': `function load() { site(); } load();` }, { scripts: ['scripts/seed.ts'] })[0]).toBe('script');
  });

  test('what nobody calls is unknown', () => {
    expect(way({ 'main.ts': `export function load() { site(); }` })).toEqual(['unknown']);
  });

  test('through injected services', () => {
    const texts = {
      'users.controller.ts': `import { Controller, Get } from '@nestjs/common'; import { Users } from './users.service'; @Controller() export class UsersController { constructor(private users: Users) {} @Get('a') all() { return this.users.load(); } }`,
      'users.service.ts': `export class Users { load() { return site(); } }`,
    };
    expect(way(texts)).toEqual(['request', 'users.controller.ts: @Get a UsersController.all is handled here', 'users.controller.ts: calls this.users.load']);
  });

  test('through a handler that is wrapped', () => {
    const texts = { 'main.ts': `${app} const safe = (fn) => (req, res, next) => fn(req, res).catch(next); app.get('/a', safe(async () => { site(); }));` };
    expect(way(texts)[0]).toBe('request');
  });

  test('a circle of calls ends', () => {
    expect(way({ 'main.ts': `${app} function a() { b(); } function b() { a(); site(); } app.get('/a', () => a());` })[0]).toBe('request');
  });
});
