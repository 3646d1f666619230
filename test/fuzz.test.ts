import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { crashesOf } from './support/crashes.js';
import { fixtureSeeds } from './support/fuzz-seeds.js';
import { mutate, mutations } from './support/mutations.js';

// What is bounded here is the processor's time; a busy machine takes longer.
vi.setConfig({ testTimeout: 120_000 });

/** The same mutations each time; `npm run fuzz` tries others, on other projects. */
describe('mutated files', () => {
  const seeds = fixtureSeeds();

  test('of the fixtures are judged, or told of', async () => {
    const property = fc.asyncProperty(fc.constantFrom(...seeds), mutations, async ({ files, mutated }, changes) => {
      expect(await crashesOf({ ...files, [mutated]: mutate(mutated, files[mutated] ?? '', changes) })).toEqual([]);
    });
    await fc.assert(property, { numRuns: 12, seed: 11, endOnFailure: true });
  });
});

const nested = (open: string, inner: string, close: string, depth: number): string => open.repeat(depth) + inner + close.repeat(depth);
const list = (length: number, one: (at: number) => string, by = '\n'): string => Array.from({ length }, (_, at) => one(at)).join(by);

/** As deep as files are that can still be followed, and deeper than any stack. */
test.each([120, 10_000])('whatever is nested %i times', async (n) => {
  const shapes: Readonly<Record<string, string>> = {
    calls: `export const a = ${nested('f(', 'fetch(u)', ')', n)};`,
    chain: `export const a = fetch(u)${'.then(f)'.repeat(n)};`,
    binary: `export const a = ${list(n, () => 'x', ' ?? ')}; fetch(u, a);`,
    ternary: `export const a = ${'c ? 1 : '.repeat(n)} 2; fetch(u, a);`,
    assigned: `${list(n, (at) => `x${String(at)}`, ' = ')} = fetch(u);`,
    callbacks: `export const a = ${nested('f(async () => {', 'await fetch(u)', '})', n)};`,
    tries: `export async function g() { ${nested('try {', 'await fetch(u)', '} catch (e) { h(e) }', n)} }`,
    loops: `export async function g(x) { ${nested('while (x) {', 'await fetch(u)', '}', Math.min(n, 40))} }`,
    elseif: `export function g(x) { ${'if (x) { fetch(u) } else '.repeat(n)} {} }`,
    classes: nested('class A { m() { ', 'fetch(u)', '} }', n),
    template: `export const a = ${nested('`${', 'x', '}`', n)}; fetch(a);`,
    patterns: `const ${nested('{ a: ', 'b', ' }', n)} = x; fetch(b);`,
    spreads: `export const a = ${nested('{ ...', 'x', '}', n)}; fetch(u, a);`,
    types: `export type A = ${nested('Array<', 'string', '>', n)}; fetch(u);`,
    namespaces: nested('namespace A {', 'export const x = fetch(u)', '}', n),
    unaries: `export const a = ${'!'.repeat(n)}x; fetch(a);`,
  };
  const jsx = `export const a = ${nested('<a>', '{fetch(u)}', '</a>', n)};`;
  expect(await crashesOf({ 'package.json': '{}', 'src/a.tsx': jsx, ...Object.fromEntries(Object.entries(shapes).map(([name, text]) => [`src/${name}.ts`, text])) })).toEqual([]);
});

describe('enormous files', () => {
  test.each([
    ['a text of 2 MB', `export const a = '${'x'.repeat(2_000_000)}'; fetch(a);`],
    ['30,000 numbers', `export const a = [${list(30_000, String, ',')}]; fetch(u, a);`],
    ['10,000 keys', `export const a = { ${list(10_000, (at) => `k${String(at)}: ${String(at)}`, ',')} }; fetch(u, a);`],
    ['a bundle of 200 functions on a line', list(200, (at) => `function f${String(at)}(e,t){return e.x?fetch(t):f${String((at * 7) % 200)}(t,e)}`, '')],
    ['a function of 120 answers', `export async function g(u) { ${list(120, (at) => `const r${String(at)} = await fetch(u + ${String(at)});`)} }`],
    ['2 MB of blanks and comments', `${' '.repeat(1_000_000)}\n/*${'*'.repeat(900_000)}*/ fetch(u);`],
  ])('%s', async (_, text) => {
    expect(await crashesOf({ 'package.json': '{}', 'src/a.js': text })).toEqual([]);
  });

  test('bytes that are no text', async () => {
    const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
    expect(await crashesOf({
      'package.json': bytes([0xef, 0xbb, 0xbf], '{ "name": "\\ud800" }'),
      'src/a.ts': bytes('fetch("', [0xff, 0xfe, 0x80, 0xc0], '");\r\nconst \u2028 = `', [0xed, 0xa0, 0x80], '`;'),
      'src/b.ts': bytes([0xff, 0xfe], [0x61]),
      'src/c.ts': bytes([0xfe, 0xff, 0x00, 0x61, 0x00]),
      'src/d.ts': bytes('x'.repeat(9_000), [0], 'fetch("\u0000")'),
      Dockerfile: bytes('FROM ', [0x80, 0x81], '\nRUN \u2028\r'),
      'k8s/a.yaml': bytes('kind: ', [0xc3, 0x28], '\n\u0085: \ufeff'),
    })).toEqual([]);
  });
});
