import semver from 'semver';
import { describe, expect, test } from 'vitest';

import type { Step } from '../src/analysis/abstract.js';
import { Catalog, knobsOf, partsOfEmitter } from '../src/catalog/catalog.js';
import { entries } from '../src/catalog/entries/index.js';
import { parsePattern } from '../src/catalog/path.js';
import { parsePlace } from '../src/catalog/place.js';
import { promiseOf } from '../src/catalog/promises.js';
import type { CatalogEntry, Knob, Phase } from '../src/catalog/types.js';

const entry = (id: string): CatalogEntry => {
  const found = entries.find((e) => e.id === id);
  if (!found) throw new Error(`There is no entry "${id}".`);
  return found;
};

const sharePackage = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean => !a || !b || a.some((name) => b.includes(name));

const isOneOf = (name: string, pattern: string): boolean => name === pattern || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));

const baseName = (key: string): string => key.split('@')[0] ?? key;

test('entries are data: nothing is lost in JSON', () => {
  expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
});

test('ids are unique', () => {
  expect(new Set(entries.map((e) => e.id)).size).toBe(entries.length);
});

describe.each(entries.map((e) => [e.id, e] as const))('%s', (_, described) => {
  const { types = {}, calls = [], promises = [], knobs = {}, wrappers = [], handlers = [], callbacks = [], emitters = [], hearers = [], ignored = [], versions } = described;
  const rejections = [...(described.rejections ?? []), ...handlers.flatMap((h) => h.rejections ?? [])];
  const names = new Set(Object.keys(knobs).map(baseName));
  const placesOf = Object.values(knobs).flatMap((k) => k.at);

  test('calls and wrappers name knobs that exist, and no knob is left unused', () => {
    const used = new Set([...calls.flatMap((c) => c.knobs), ...wrappers.map((w) => w.knob)]);
    expect([...used].filter((name) => !names.has(name))).toEqual([]);
    expect([...names].filter((name) => !used.has(name))).toEqual([]);
  });

  test('knobs, promises, emitters, ignored options, rejections and callbacks say where the fact comes from: a package with its version, Node, or a page', () => {
    const sources = [...Object.values(knobs), ...promises, ...emitters, ...hearers, ...ignored, ...rejections, ...(described.forwarders ?? []), ...callbacks].map(({ source }) => source);
    for (const source of sources) expect(source).toMatch(/^(@?[\w/.-]+@\d+\.\d+\.\d+[\w.-]*:? \S|https:\/\/|Node \d)/);
  });

  test('what is said of rejections is said of its own packages, and of versions that differ', () => {
    for (const { packages = [] } of rejections) expect(packages.filter((name) => !described.packages.some((own) => isOneOf(name, own) || isOneOf(own, name)))).toEqual([]);
    for (const list of [described.rejections ?? [], ...handlers.map((h) => h.rejections ?? [])]) {
      for (const [at, one] of list.entries()) {
        const others = list.slice(at + 1).filter((o) => o.of === one.of && sharePackage(o.packages, one.packages));
        for (const other of others) expect(semver.intersects(one.versions ?? '*', other.versions ?? '*'), one.source).toBe(false);
      }
    }
  });

  test('what a knob covers is a phase of the calls that it bounds', () => {
    for (const [key, knob] of Object.entries(knobs)) {
      const bounded = calls.filter((c) => c.knobs.includes(baseName(key)));
      const phases = new Set<Phase>(bounded.flatMap((c) => c.phases));
      if (bounded.length > 0) expect(knob.covers.filter((phase) => !phases.has(phase)), key).toEqual([]);
    }
  });

  test('what is essential to a call is a phase of it, and some knob can bound it', () => {
    for (const { path, phases, essential: named, knobs: own } of calls.filter((c) => c.knobs.length > 0)) {
      const essential: readonly Phase[] = named ?? ['headers'];
      const coverable = Object.entries(knobs).flatMap(([key, knob]) => (own.includes(baseName(key)) ? knob.covers : []));
      expect(essential.filter((phase) => !phases.includes(phase) || !coverable.includes(phase)), path).toEqual([]);
    }
  });

  test('versions are ranges, and knobs of one name never hold at once', () => {
    const ranges = [versions, ...[...Object.values(knobs), ...promises, ...emitters, ...hearers, ...ignored, ...rejections].map((o) => o.versions)];
    for (const range of ranges) if (range !== undefined) expect(semver.validRange(range), range).not.toBeNull();
    for (const [key, knob] of Object.entries(knobs)) {
      const others = Object.entries(knobs).filter(([other]) => other !== key && baseName(other) === baseName(key));
      // The version of a package inside tells them apart as well.
      const isBoth = (other: Knob): boolean => semver.intersects(knob.versions ?? '*', other.versions ?? '*') && (knob.inner?.package !== other.inner?.package || semver.intersects(knob.inner?.versions ?? '*', other.inner?.versions ?? '*'));
      for (const [, other] of others) expect(isBoth(other), key).toBe(false);
    }
  });

  test('paths and places can be parsed', () => {
    const called = [...calls, ...promises, ...wrappers, ...handlers, ...callbacks, ...emitters, ...hearers, ...(described.forwarders ?? [])].map((model) => (model.path ?? '').replace(/^(?:@|#|export )/, ''));
    const paths = [...Object.values(types).flatMap((t) => t.is), ...called, ...ignored.map((o) => o.calls)];
    for (const path of paths) expect(() => parsePattern(path)).not.toThrow();
    for (const place of placesOf) expect(() => parsePlace(place)).not.toThrow();
  });

  test('an emitter is made by a call or is a type of the entry, and what is handed over says to whose listeners', () => {
    for (const { path, handedOn } of emitters) {
      const { head, parameter } = partsOfEmitter(path);
      expect(head.endsWith('()') || head in types, path).toBe(true);
      if (/\.(?:on|once)\b/.test(head)) expect(handedOn, path).toBeDefined();
      if (handedOn !== undefined) expect(parameter, path).toBeDefined();
    }
  });

  test('a default is not one of the values that switch the knob off', () => {
    for (const { default: value, off = [] } of Object.values(knobs)) expect(off).not.toContain(value);
  });
});

test('of an entry with several packages, promises name only these', () => {
  for (const { packages, promises = [] } of entries) {
    expect(promises.flatMap((p) => p.packages ?? []).filter((name) => !packages.includes(name))).toEqual([]);
  }
});

test('a knob of another package names a package of the catalog', () => {
  const packages = new Set(entries.flatMap((e) => e.packages));
  const places = entries.flatMap((e) => Object.values(e.knobs ?? {}).flatMap((k) => k.at));
  const named = places.map((place) => /^ambient:([^.]+)\./.exec(place)?.[1]);
  expect(named.filter((name) => name !== undefined && !packages.has(name))).toEqual([]);
});

/** `axios.create().get` as the analysis hands it over. */
function stepsOf(text: string): readonly Step[] {
  const call = { file: 'a.ts', call: 0 };
  return text.split('.').flatMap((segment): readonly Step[] => {
    if (segment.startsWith(':')) return [{ typed: segment.slice(1) }];
    const name = segment.replace(/^new /, '').replace('()', '');
    const members = name === '' ? [] : [{ member: name }];
    return segment.endsWith('()') ? [...members, { call, construct: segment.startsWith('new '), env: undefined }] : members;
  });
}

const catalog = new Catalog(entries);
const readings = (from: string, path: string): ReturnType<Catalog['read']> =>
  catalog.read({ is: 'library', package: from, path: stepsOf(path) }, undefined);

test.each([
  ['globalThis', 'fetch'],
  ['undici', 'request'],
  ['undici', 'new Pool().request'],
  ['undici', 'new RetryAgent().request'],
  ['node-fetch', ''],
  ['cross-fetch', 'fetch'],
  ['axios', ''],
  ['axios', 'get'],
  ['axios', 'create().post'],
  ['axios', 'create()'],
  ['axios', 'create().create().get'],
  ['axios', ':AxiosInstance.get'],
  ['@nestjs/axios', ':HttpService.get'],
  ['@nestjs/axios', ':HttpService.axiosRef.post'],
  ['got', ''],
  ['got', 'got.get'],
  ['got', 'extend().extend().stream.get'],
  ['got', 'paginate.all'],
  ['ky', 'create().get'],
  ['superagent', 'get'],
  ['superagent', 'agent().set().get'],
  ['superagent', 'agent().timeout().get'],
  ['http', 'request'],
  ['pg', 'new Pool().query'],
  ['pg', 'new Pool().connect().query'],
  ['pg', 'native.new Pool().connect().query'],
  ['pg', ':PoolClient.query'],
  ['pg-pool', 'new ().query'],
  ['ioredis', 'new ().get'],
  ['ioredis', 'new Redis().duplicate().hgetall'],
  ['ioredis', 'new ().multi().set().get().exec'],
  ['ioredis', 'new Cluster().pipeline().exec'],
])('%s: %s goes out', (from, path) => {
  expect(readings(from, path).some((reading) => catalog.call(reading))).toBe(true);
});

test.each([
  ['axios', 'isAxiosError'],
  ['axios', 'create().getUri'],
  ['axios', 'create'],
  ['got', 'extend'],
  ['ky', 'stop'],
  ['superagent', 'agent'],
  ['http', 'createServer'],
  ['pg', 'new Pool().end'],
  ['pg', 'new Pool().on'],
  ['ioredis', 'new ().on'],
  ['ioredis', 'new ().defineCommand'],
  // Made to wait: a time for all commands would break them.
  ['ioredis', 'new ().blpop'],
  ['ioredis', 'new ().xread'],
  // Collects commands, and sends nothing before `exec`.
  ['ioredis', 'new ().multi().set'],
])('%s: %s does not go out', (from, path) => {
  expect(readings(from, path).filter((reading) => catalog.call(reading))).toEqual([]);
});

test.each([
  ['express', '().get'],
  ['express', 'Router().use'],
  ['express', '().route().get().post'],
  ['express', ':Application.delete'],
  ['fastify', '().get'],
  ['fastify', ':FastifyInstance.route'],
  ['koa', 'new ().use'],
  ['@koa/router', 'new ().get'],
  ['http', 'createServer'],
])('%s: %s registers a handler', (from, path) => {
  expect(readings(from, path).some((reading) => catalog.handlers(reading).length > 0)).toBe(true);
});

test.each([
  ['cockatiel', 'timeout().execute'],
  ['cockatiel', 'wrap().execute'],
  ['opossum', 'new ().fire'],
  ['p-timeout', ''],
])('%s: %s bounds other work', (from, path) => {
  expect(readings(from, path).some((reading) => catalog.wrapper(reading))).toBe(true);
});

test.each([
  ['Controller', 'Get'],
  ['Resolver', 'Query'],
  ['WebSocketGateway', 'SubscribeMessage'],
  [undefined, 'Cron'],
])('in a class with @%s, @%s marks a handler', (within, name) => {
  const [model] = readings('@nestjs/common', name).flatMap((reading) => catalog.decorator(reading) ?? []);
  expect(model?.within).toBe(within);
});

describe('what holds depends on the installed version', () => {
  const knob = (id: string, name: string, version: string | undefined) => knobsOf(entry(id), [name], version).map(([, found]) => found);

  test('node-fetch has a timeout up to version 2', () => {
    expect(knob('node-fetch', 'timeout', '2.7.0')).toHaveLength(1);
    expect(knob('node-fetch', 'timeout', '3.3.2')).toEqual([]);
  });

  test('a bare number is a timeout of got up to version 11', () => {
    expect(knob('got', 'request', '11.8.6')[0]?.at).toContain('call.timeout');
    expect(knob('got', 'request', '14.6.6')[0]?.at).not.toContain('call.timeout');
  });

  test('ky bounds the body from version 2 on', () => {
    expect(knob('ky', 'timeout', '1.14.3')[0]?.covers).not.toContain('body');
    expect(knob('ky', 'timeout', '2.1.0')[0]?.covers).toContain('body');
  });

  test('p-timeout takes its time as the second argument up to version 5', () => {
    expect(knob('p-timeout', 'milliseconds', '5.1.0')[0]?.at).toEqual(['arg1']);
    expect(knob('p-timeout', 'milliseconds', undefined)[0]?.at).toEqual(['arg1.milliseconds']);
  });

  test('the global agent has a timeout since Node 19', () => {
    expect(knob('http', 'timeout', '18.20.0')[0]?.default).toBe('none');
    expect(knob('http', 'timeout', '20.20.2')[0]?.default).toBe(5_000);
  });
});

describe('what a call gives', () => {
  const given = { count: 1, callback: false };
  const gives = (from: string, path: string, version?: string, args = given): string | undefined => {
    const promise = promiseOf(catalog, { is: 'library', package: from, path: stepsOf(path) }, version, args);
    return promise && (promise.settles ? `${promise.is} that settles` : promise.is);
  };

  test.each([
    ['pg', 'new Pool().query', 'promise'],
    ['pg', ':PoolClient.query', 'promise'],
    ['pg', 'new Pool().end', 'promise'],
    ['pg', 'new Pool().on', undefined],
    ['axios', 'create().get', 'promise'],
    ['axios', '', 'promise'],
    ['globalThis', 'fetch', 'promise'],
    ['globalThis', 'fetch().json', 'promise'],
    ['globalThis', 'fetch().clone().json', 'promise'],
    ['globalThis', 'Promise.all', 'promise'],
    ['globalThis', 'Promise.allSettled', 'promise that settles'],
    ['globalThis', 'crypto.subtle.digest', 'promise'],
    ['fs', 'promises.readFile', 'promise'],
    ['fs', 'readFile', undefined],
    ['fs/promises', 'open().close', 'promise'],
    ['fs/promises', 'watch', 'other'],
    ['fs-extra', 'remove', 'promise'],
    ['timers/promises', 'setTimeout', 'promise that settles'],
    ['events', 'once', 'promise'],
    ['events', 'on', 'other'],
    ['http', 'get', 'other'],
    ['child_process', 'exec', 'other'],
    ['mysql', 'createPool().query', 'other'],
    ['mysql2', 'createPool().query', 'other'],
    ['mysql2', 'createPool().promise().query', 'promise'],
    ['mysql2/promise', 'createPool().query', 'promise'],
    ['mqtt', 'connect().publish', 'other'],
    ['mqtt', 'connect().publishAsync', 'promise'],
    ['async-mqtt', 'connect().publish', 'promise'],
    ['amqplib', 'connect().createChannel().assertQueue', 'promise'],
    ['amqplib', 'connect().createChannel().ack', undefined],
    ['amqplib/callback_api', 'connect', 'other'],
    ['aws-sdk', 'new S3().putObject', 'other'],
    ['aws-sdk', 'new S3().putObject().promise', 'promise'],
    ['@aws-sdk/client-s3', 'new S3Client().send', 'promise'],
    ['knex', '().insert', 'lazy'],
    ['knex', '()().where().update', 'lazy'],
    ['knex', '()().where().update().then', 'promise'],
    ['knex', '().transaction', 'promise'],
    ['knex', '().schema.createTable', 'lazy'],
    ['drizzle-orm/node-postgres', 'drizzle().insert().values', 'lazy'],
    ['drizzle-orm/libsql', 'drizzle().update().set().where', 'lazy'],
    ['drizzle-orm/node-postgres', 'drizzle().transaction', 'promise'],
    ['@prisma/client', 'new PrismaClient().user.update', 'lazy'],
    ['@prisma/client', 'new PrismaClient().user.update().catch', 'promise'],
    ['@prisma/client', 'new PrismaClient().$transaction', 'promise'],
    ['@supabase/supabase-js', 'createClient().from().insert', 'lazy'],
    ['@supabase/supabase-js', 'createClient().auth.signOut', 'promise that settles'],
    ['superagent', 'post().send', 'lazy'],
    ['superagent', 'post().send().end', 'other'],
    ['objection', 'Model.knex().query().patch', 'lazy'],
    ['neo4j-driver', 'driver().session().run', 'quiet'],
    ['fastify', '().register', 'safe'],
    ['fastify', '().listen', 'promise'],
    ['test', 'describe', 'safe'],
    ['openai', 'new ().chat.completions.create', 'promise'],
    ['openai', 'new ().chat.completions.stream', 'other'],
    ['@nestjs/axios', ':HttpService.get', 'other'],
    ['bullmq', 'new Worker().close', 'promise'],
    ['sharp', '().resize().png().toFile', 'promise'],
    ['p-limit', '()', 'promise'],
    ['p-limit', '', undefined],
    ['lodash', 'debounce', undefined],
  ])('%s: %s: %s', (from, path, expected) => {
    expect(gives(from, path)).toBe(expected);
  });

  test.each([
    ['mongoose', 'model().findOne', '6.13.0', 'lazy'],
    ['mongoose', 'model().new ().deleteOne', '7.8.0', 'promise'],
    ['mongoose', 'model().new ().deleteOne', '8.0.0', 'lazy'],
    ['prom-client', 'register.metrics', '12.0.0', undefined],
    ['prom-client', 'register.metrics', '15.1.3', 'promise'],
    ['@opentelemetry/sdk-node', 'new NodeSDK().start', '0.35.1', 'promise'],
    ['@opentelemetry/sdk-node', 'new NodeSDK().start', '0.200.0', 'other'],
    ['redis', 'createClient().get', '3.1.2', undefined],
    ['redis', 'createClient().get', '4.6.0', 'promise'],
  ])('%s: %s in %s: %s', (from, path, version, expected) => {
    expect(gives(from, path, version)).toBe(expected);
  });

  const called = { count: 2, callback: true };

  test.each([
    ['pg', 'new Pool().query', undefined, 'other'],
    ['nodemailer', 'createTransport().sendMail', undefined, 'other'],
    ['mongodb', 'new MongoClient().db().collection().insertOne', '4.17.0', 'other'],
    ['mongoose', 'model().findOne', '6.13.0', 'other'],
    ['fs-extra', 'remove', undefined, 'other'],
    ['globalThis', 'Promise.all', undefined, 'promise'],
    ['@prisma/client', 'new PrismaClient().$transaction', undefined, 'promise'],
    ['async-lock', 'new ().acquire', undefined, 'promise'],
    ['axios', 'create().get', undefined, undefined],
  ])('%s: %s with a function as last argument: %s', (from, path, version, expected) => {
    expect(gives(from, path, version, called)).toBe(expected);
  });

  test('a wait with a signal may reject', () => {
    expect(gives('timers/promises', 'setTimeout', undefined, { count: 3, callback: false })).toBe('promise');
  });

  test('what promisify was applied to gives a promise', () => {
    expect(promiseOf(catalog, { is: 'library', package: 'child_process', path: stepsOf('exec'), promisified: true }, undefined, given)?.is).toBe('promise');
  });
});
