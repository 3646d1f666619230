import semver from 'semver';
import { describe, expect, test } from 'vitest';

import type { Step } from '../src/analysis/abstract.js';
import { Catalog, knobsOf, partsOfEmitter } from '../src/catalog/catalog.js';
import { entries } from '../src/catalog/entries/index.js';
import { parsePattern } from '../src/catalog/path.js';
import { parsePlace } from '../src/catalog/place.js';
import type { CatalogEntry, Phase } from '../src/catalog/types.js';

const entry = (id: string): CatalogEntry => {
  const found = entries.find((e) => e.id === id);
  if (!found) throw new Error(`There is no entry "${id}".`);
  return found;
};

const baseName = (key: string): string => key.split('@')[0] ?? key;

test('entries are data: nothing is lost in JSON', () => {
  expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
});

test('ids are unique', () => {
  expect(new Set(entries.map((e) => e.id)).size).toBe(entries.length);
});

describe.each(entries.map((e) => [e.id, e] as const))('%s', (_, described) => {
  const { types = {}, calls = [], knobs = {}, wrappers = [], handlers = [], emitters = [], hearers = [], ignored = [], versions } = described;
  const names = new Set(Object.keys(knobs).map(baseName));
  const placesOf = Object.values(knobs).flatMap((k) => k.at);

  test('calls and wrappers name knobs that exist, and no knob is left unused', () => {
    const used = new Set([...calls.flatMap((c) => c.knobs), ...wrappers.map((w) => w.knob)]);
    expect([...used].filter((name) => !names.has(name))).toEqual([]);
    expect([...names].filter((name) => !used.has(name))).toEqual([]);
  });

  test('knobs, emitters and ignored options say where the fact comes from: a package with its version, Node, or a page', () => {
    const sources = [...Object.values(knobs), ...emitters, ...hearers, ...ignored].map(({ source }) => source);
    for (const source of sources) expect(source).toMatch(/^(@?[\w/-]+@\d+\.\d+\.\d+ \S|https:\/\/|Node \d)/);
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
    const ranges = [versions, ...[...Object.values(knobs), ...emitters, ...hearers, ...ignored].map((o) => o.versions)];
    for (const range of ranges) if (range !== undefined) expect(semver.validRange(range), range).not.toBeNull();
    for (const [key, knob] of Object.entries(knobs)) {
      const others = Object.entries(knobs).filter(([other]) => other !== key && baseName(other) === baseName(key));
      for (const [, other] of others) expect(semver.intersects(knob.versions ?? '*', other.versions ?? '*'), key).toBe(false);
    }
  });

  test('paths and places can be parsed', () => {
    const called = [...calls, ...wrappers, ...handlers, ...emitters, ...hearers].map((model) => model.path.replace(/^(?:@|#|export )/, ''));
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
