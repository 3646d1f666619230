import { describe, expect, test } from 'vitest';
import { handlerRejections } from '../src/analysis/rejections/handler-rejections.js';
import { projectOf, projectOfCode, type ProjectOptions } from './support/project-of.js';

/** What becomes of the first handler that has something to say: its end, or why it is not known. */
function outcomeOf(code: string, versions: Readonly<Record<string, string>>, options: ProjectOptions = {}): string {
  const { project } = projectOfCode(code, { versions, ...options });
  const [first] = handlerRejections(project, 'main.ts');
  if (!first) return 'no handler';
  return first.is === 'ended' ? `${first.end.end} by ${first.end.package}` : first.is === 'unknown' ? `unknown: ${first.why}` : first.is;
}

const load = `import { Pool } from 'pg'; const pool = new Pool(); async function load(a, b) { await pool.query('select 1'); }`;
const express = `${load} import express from 'express'; const app = express();`;
const route = `${express} app.get('/', load);`;

describe('the installed version decides', () => {
  test.each([
    ['Express 4', route, { express: '4.21.2' }, 'nobody by express'],
    ['Express 4, the last of it', route, { express: '4.99.0' }, 'nobody by express'],
    ['Express 5', route, { express: '5.0.0' }, 'framework by express'],
    ['an early Express 5', route, { express: '5.0.0-beta.3' }, 'framework by express'],
    ['an unknown Express, whatever the typings say', route, { '@types/express': '4.17.21' }, 'unknown: which version of express is installed is not known'],
    ['connect, in any version', `${load} import connect from 'connect'; connect().use(load);`, {}, 'nobody by connect'],
    ['polka 0.5', `${load} import polka from 'polka'; polka().get('/', load);`, { polka: '0.5.2' }, 'nobody by polka'],
    ['polka 1', `${load} import polka from 'polka'; polka().get('/', load);`, { polka: '1.0.0-next.28' }, 'framework by polka'],
    ['a polka between them, which nobody tried', `${load} import polka from 'polka'; polka().get('/', load);`, { polka: '1.0.0-next.3' }, 'unknown: what this version of a router like Express\'s does with a handler that rejects is not known'],
    ['router 1', `${load} import Router from 'router'; Router().get('/', load);`, { router: '1.3.8' }, 'nobody by router'],
    ['router 2', `${load} import Router from 'router'; Router().get('/', load);`, { router: '2.2.0' }, 'framework by router'],
    ['express-ws: Express of the same project', `${load} import ws from 'express-ws'; const { app } = ws(); app.get('/', load);`, { express: '4.21.2' }, 'nobody by express'],
    ['a WebSocket of Express 5 is not Express\'s', `${express} app.ws('/', load);`, { express: '5.1.0' }, 'nobody by express'],
    ['restify 8', `${load} import restify from 'restify'; restify.createServer().get('/', load);`, { restify: '8.6.1' }, 'nobody by restify'],
    ['restify 11', `${load} import restify from 'restify'; restify.createServer().get('/', load);`, { restify: '11.1.0' }, 'framework by restify'],
    ['a middleware of Fastify by middie', `${load} import fastify from 'fastify'; fastify().use(load);`, { '@fastify/middie': '9.0.0' }, 'nobody by @fastify/middie'],
    ['a middleware of Fastify by Express 5', `${load} import fastify from 'fastify'; fastify().use(load);`, { '@fastify/express': '4.0.0' }, 'framework by @fastify/express'],
    ['a middleware of Fastify by nothing that is seen', `${load} import fastify from 'fastify'; fastify().use(load);`, {}, 'unknown: which version of @fastify/middie is installed is not known'],
  ])('%s', (_title, code, versions, expected) => {
    expect(outcomeOf(code, versions)).toBe(expected);
  });
});

describe('what else may hear it', () => {
  const cron = `${load} import { CronJob } from 'cron';`;
  const schedule = `${load} import schedule from 'node-schedule';`;
  const versions = { cron: '3.5.0', 'node-schedule': '2.1.1', express: '4.21.2', 'express-async-errors': '3.1.1' };

  test.each([
    ['an option', `${cron} CronJob.from({ cronTime: '* * * * *', onTick: load, errorHandler: console.error });`, 'framework by cron'],
    ['no option', `${cron} CronJob.from({ cronTime: '* * * * *', onTick: load });`, 'nobody by cron'],
    ['options that are not seen', `${cron} export const run = (options) => CronJob.from({ ...options, onTick: load });`, 'unknown: whether something listens for its errors is not seen'],
    ['a listener', `${schedule} const job = schedule.scheduleJob('* * * * *', load); job.on('error', console.error);`, 'framework by node-schedule'],
    ['a listener for something else', `${schedule} const job = schedule.scheduleJob('* * * * *', load); job.on('success', console.log);`, 'nobody by node-schedule'],
    ['a package that is imported', `${route} import 'express-async-errors';`, 'forwarded'],
    ['the router\'s own files, which the project changes', `${route} import Layer from 'express/lib/router/layer.js'; Layer.prototype.handle_request = function () {};`, 'unknown: the project changes the router'],
  ])('%s', (_title, code, expected) => {
    expect(outcomeOf(code, versions)).toBe(expected);
  });

  test('a package that another package of the repository has does not count', () => {
    expect(outcomeOf(`${route} import 'express-async-errors';`, { express: '4.21.2' })).toBe('nobody by express');
  });

  test('in ESLint another file may import it, or add the listener', () => {
    expect(outcomeOf(route, versions, { partial: true })).toBe('unknown: whether express-async-errors is imported is not seen');
    expect(outcomeOf(route, { express: '4.21.2' }, { partial: true })).toBe('nobody by express');
    expect(outcomeOf(`${schedule} export const job = schedule.scheduleJob('* * * * *', load);`, versions, { partial: true })).toBe('unknown: whether something listens for its errors is not seen');
  });

  test('a script that imports the package does not change the service', () => {
    const { project } = projectOf({ 'main.ts': route, 'scripts/seed.ts': `import 'express-async-errors';` }, { versions, scripts: ['scripts/seed.ts'] });
    expect(handlerRejections(project, 'main.ts').map(({ is }) => is)).toEqual(['ended']);
  });
});

describe('what is no handler', () => {
  test.each([
    ['a function that gives no promise', `${express} app.get('/', (req, res) => { res.end(); });`],
    ['a validator that a package is given', `${express} import { body } from 'express-validator'; app.post('/', body('name').custom(async (name) => load(name)), (req, res) => res.end());`],
    ['a timer', `${load} setInterval(load, 1000);`],
    ['what a wrapper makes, beside the handler that it was given', `${express} const wrap = (fn) => async (req, res, next) => { await fn(req, res, next); }; app.get('/', wrap((req, res) => { res.end(); }));`],
  ])('%s', (_title, code) => {
    expect(outcomeOf(code, { express: '4.21.2' })).toBe('no handler');
  });
});
