import { describe, expect, test } from 'vitest';
import { segmentsOf } from '../src/analysis/abstract.js';
import { matches, parsePattern } from '../src/catalog/path.js';
import { parsePlace } from '../src/catalog/place.js';

const ref = { file: 'a.ts', call: 0 };
const call = { call: ref, construct: false, env: undefined };
const construct = { ...call, construct: true };

describe('access paths', () => {
  test.each([
    ['get', 'get', true],
    ['get|post', 'post', true],
    ['get|post', 'put', false],
    ['get|post', 'getpost', false],
    ['*', 'anything', true],
    ['create()', 'create()', true],
    ['create()', 'create', false],
    ['create', 'create()', false],
    ['*()', 'create()', true],
    ['new Pool()', 'new Pool()', true],
    ['new Pool|Client()', 'new Client()', true],
    ['new Pool()', 'Pool()', false],
    ['Pool()', 'new Pool()', false],
    ['()', '()', true],
    ['new ()', 'new ()', true],
    ['', '', true],
    ['', 'get', false],
    ['Client.get', 'Client.get', true],
    ['Client.get', 'get', false],
    ['Client.*', 'Client.a.b', false],
    ['$transaction', '$transaction', true],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(matches(parsePattern(pattern), path === '' ? [] : path.split('.'))).toBe(expected);
  });

  test.each(['get.', '.get', 'get..post', 'a b', 'get(', 'get()()', "x['y']"])('%j is a mistake, and is named', (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(`"${pattern}"`);
  });

  test('calls join the member before them', () => {
    expect(segmentsOf([{ member: 'create' }, call, { member: 'get' }])).toEqual(['create()', 'get']);
    expect(segmentsOf([{ member: 'Pool' }, construct, { member: 'query' }, call])).toEqual(['new Pool()', 'query()']);
    expect(segmentsOf([call, { member: 'get' }])).toEqual(['()', 'get']);
    expect(segmentsOf([construct])).toEqual(['new ()']);
    expect(segmentsOf([{ typed: 'Pool' }, { member: 'query' }])).toEqual([':Pool', 'query']);
  });
});

describe('places of knobs', () => {
  test.each([
    ['call.timeout', { root: { at: 'call' }, path: ['timeout'] }],
    ['call.timeout.request', { root: { at: 'call' }, path: ['timeout', 'request'] }],
    ['call', { root: { at: 'call' }, path: [] }],
    ['arg1', { root: { at: 'argument', index: 1 }, path: [] }],
    ['arg0.signal', { root: { at: 'argument', index: 0 }, path: ['signal'] }],
    ['client.timeout', { root: { at: 'client' }, path: ['timeout'] }],
    ['client(0)', { root: { at: 'client', index: 0 }, path: [] }],
    ['client(1).timeout', { root: { at: 'client', index: 1 }, path: ['timeout'] }],
    ['set.defaults.timeout', { root: { at: 'set' }, path: ['defaults', 'timeout'] }],
    ['chain.timeout(0).deadline', { root: { at: 'chain', method: 'timeout', index: 0 }, path: ['deadline'] }],
    ['chain.setTimeout', { root: { at: 'chain', method: 'setTimeout', index: 0 }, path: [] }],
    ['url.statement_timeout', { root: { at: 'url', parameter: 'statement_timeout' }, path: [] }],
    ['ambient.defaults.timeout', { root: { at: 'ambient' }, path: ['defaults', 'timeout'] }],
    ['ambient.setGlobalDispatcher(0)', { root: { at: 'ambient', call: { path: 'setGlobalDispatcher', index: 0 } }, path: [] }],
    ['ambient:undici.setGlobalDispatcher(0)', { root: { at: 'ambient', package: 'undici', call: { path: 'setGlobalDispatcher', index: 0 } }, path: [] }],
    ['ambient:@scope/pkg.defaults.timeout', { root: { at: 'ambient', package: '@scope/pkg' }, path: ['defaults', 'timeout'] }],
    [
      'call.dispatcher > client.headersTimeout',
      { root: { at: 'call' }, path: ['dispatcher'], through: { root: { at: 'client' }, path: ['headersTimeout'] } },
    ],
    [
      'call.a > client.b > client.c',
      { root: { at: 'call' }, path: ['a'], through: { root: { at: 'client' }, path: ['b'], through: { root: { at: 'client' }, path: ['c'] } } },
    ],
  ])('%s', (text, place) => {
    expect(parsePlace(text)).toEqual(place);
  });

  test('a mistake behind > is named', () => {
    expect(() => parsePlace('call.a > timeout')).toThrow('"timeout"');
  });

  test.each(['', 'timeout', 'options.timeout', 'arg', 'argx.timeout', 'client(x)', 'url', 'url.a.b', 'chain', 'ambient.f(x)'])(
    '%j is a mistake, and is named',
    (text) => {
      expect(() => parsePlace(text)).toThrow(`"${text}"`);
    },
  );
});
