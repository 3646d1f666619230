import { describe, expect, test } from 'vitest';
import { deadline, deadlinesOf, probe, projectOfCode } from './support/project-of.js';

/** Code that declares `options`, and what its `timeout` is worth: the alternatives. */
type Cases = readonly (readonly [title: string, code: string, expected: string | readonly string[]])[];

function timeouts(table: Cases): void {
  test.each(table)('%s', (_title, code, expected) => {
    expect(probe(`${code}\nprobe(options, 'timeout');`)).toEqual(typeof expected === 'string' ? [expected] : expected);
  });
}

describe('written in place', () => {
  timeouts([
    ['a number', `const options = { timeout: 5000 };`, '5000'],
    ['with separators', `const options = { timeout: 5_000 };`, '5000'],
    ['arithmetic', `const options = { timeout: 5 * 1000 };`, '5000'],
    ['arithmetic with names', `const second = 1e3; const options = { timeout: second * 2 + 1 };`, '2001'],
    ['arithmetic with something unknown', `const options = { timeout: base * 1000 };`, 'a number'],
    ['shorthand', `const timeout = 3; const options = { timeout };`, '3'],
    ['a quoted key', `const options = { 'timeout': 3 };`, '3'],
    ['a computed key that is constant', `const options = { ['timeout']: 3 };`, '3'],
    ['a negative number', `const options = { timeout: -1 };`, '-1'],
    ['the last of two', `const options = { timeout: 1, timeout: 2 };`, '2'],
    ['absent', `const options = { retries: 2 };`, 'absent'],
    ['explicitly undefined', `const options = { timeout: undefined };`, 'undefined'],
    ['as const', `const options = { timeout: 5 } as const;`, '5'],
    ['frozen', `const options = Object.freeze({ timeout: 5 });`, '5'],
    ['a text', `const options = { timeout: '5s' };`, '"5s"'],
    ['a template of constants', 'const n = 5; const options = { timeout: `${n}s` };', '"5s"'],
    ['a template with an unknown part', 'const options = { timeout: `a${n}s` };', '"a…"'],
    ['Infinity', `const options = { timeout: Infinity };`, 'Infinity'],
    ['a getter is not followed', `const options = { get timeout() { return 5; } };`, 'unknown'],
  ]);
});

describe('one of several', () => {
  timeouts([
    ['a ternary', `const options = { timeout: fast ? 1 : 2 };`, ['1', '2']],
    ['a ternary of objects', `const options = fast ? { timeout: 1 } : {};`, ['1', 'absent']],
    ['?? of a constant', `const options = { timeout: 5 ?? 6 };`, '5'],
    ['?? of null', `const options = { timeout: null ?? 6 };`, '6'],
    ['|| of zero', `const options = { timeout: 0 || 6 };`, '6'],
    ['?? of zero', `const options = { timeout: 0 ?? 6 };`, '0'],
    ['an environment variable with ??', `const options = { timeout: process.env.MS ?? 6 };`, 'globalThis: process.env.MS else 6'],
    ['Number of it with ||', `const options = { timeout: Number(process.env.MS) || 6 };`, 'globalThis: process.env.MS else 6'],
    ['Number of it with a text as fallback', `const options = { timeout: Number(process.env.MS ?? '6') };`, 'globalThis: process.env.MS else 6'],
    ['parseInt of it with a text as fallback', `const options = { timeout: parseInt(process.env.MS || '6000', 10) };`, 'globalThis: process.env.MS else 6000'],
    ['a plus sign', `const options = { timeout: +(process.env.MS ?? 6) };`, 'globalThis: process.env.MS else 6'],
    ['a default while destructuring', `const { MS = '6' } = process.env; const options = { timeout: Number(MS) };`, 'globalThis: process.env.MS else 6'],
    ['without a fallback', `const options = { timeout: Number(process.env.MS) };`, 'globalThis: process.env.MS'],
    ['Math.min is some number', `const options = { timeout: Math.min(a, 5) };`, 'a number'],
    ['&& may leave it out', `const options = { timeout: fast && 5 };`, ['5', 'undefined']],
  ]);
});

describe('spreads', () => {
  timeouts([
    ['of a constant object', `const base = { timeout: 5 }; const options = { ...base };`, '5'],
    ['what stands behind wins', `const base = { timeout: 5 }; const options = { ...base, timeout: 6 };`, '6'],
    ['what stands before is overwritten', `const base = { timeout: 5 }; const options = { timeout: 6, ...base };`, '5'],
    ['that has none keeps what stands before', `const base = { a: 1 }; const options = { timeout: 6, ...base };`, '6'],
    ['by a condition', `const options = { ...(fast && { timeout: 5 }) };`, ['5', 'absent']],
    ['by a condition, over a default', `const options = { timeout: 1, ...(fast && { timeout: 5 }) };`, ['1', '5']],
    ['a ternary', `const options = { ...(fast ? { timeout: 5 } : {}) };`, ['5', 'absent']],
    ['of null', `const options = { timeout: 6, ...null };`, '6'],
    ['of something unknown, before', `const options = { ...load(), timeout: 6 };`, '6'],
    ['of something unknown, behind', `const options = { timeout: 6, ...mystery.value() };`, 'unknown else 6'],
    ['of a function that is known', `const load = () => ({ timeout: 5 }); const options = { ...load() };`, '5'],
    ['nested', `const a = { timeout: 5 }; const b = { ...a }; const options = { ...{ ...b } };`, '5'],
    ['Object.assign', `const options = Object.assign({}, { timeout: 5 }, { a: 1 });`, '5'],
    ['Object.assign, the last wins', `const options = Object.assign({ timeout: 4 }, { timeout: 5 });`, '5'],
    ['structuredClone', `const options = structuredClone({ timeout: 5 });`, '5'],
    ['a computed key', `const options = { timeout: 6, [key]: 5 };`, ['6', 'unknown']],
    ['reassigned with itself', `let options = { timeout: 5 }; options = { ...options, retries: 2 };`, '5'],
    ['reassigned with itself in a loop', `let options = { timeout: 5 }; for (const h of hs) options = { ...options, [h.a]: 1, retries: 2 };`, ['5', 'unknown']],
  ]);
});

describe('taken apart', () => {
  timeouts([
    ['a rest keeps the others', `const { a, ...options } = { a: 1, timeout: 5 };`, '5'],
    ['a rest lacks what was taken', `const { timeout, ...options } = { a: 1, timeout: 5 };`, 'absent'],
['a default', `const { timeout = 7 } = {}; const options = { timeout };`, '7'],
    ['nested with a default', `const { http: { timeout = 7 } = {} } = {}; const options = { timeout };`, '7'],
    ['from an array', `const [timeout = 7] = []; const options = { timeout };`, '7'],
  ]);

  test('a rest of a parameter lacks what was taken from it', () => {
    expect(probe(`function f({ timeout, ...options }) { probe(options, 'timeout'); }`)).toEqual(['absent']);
    expect(probe(`function f({ timeout, ...options }) { probe(options, 'retries'); }`)).toEqual(['parameter.0.retries']);
  });
});

describe('filled after it was made', () => {
  timeouts([
    ['an assignment', `const options = {}; options.timeout = 5;`, '5'],
    ['the last assignment', `const options = {}; options.timeout = 5; options.timeout = 6;`, '6'],
    ['an assignment over a value', `const options = { timeout: 4 }; options.timeout = 5;`, '5'],
    ['a constant key', `const options = {}; options['timeout'] = 5;`, '5'],
    ['only sometimes', `const options = {}; if (fast) options.timeout = 5;`, ['5', 'absent']],
    ['only sometimes, over a value', `const options = { timeout: 4 }; if (fast) options.timeout = 5;`, ['4', '5']],
    ['handed to a function that is not seen', `const options = {}; mystery.value(options); function f(g) { g(options); }`, 'unknown'],
    ['only handed to a known function', `const options = {}; console.log(options);`, 'absent'],
    ['??=', `const options = {}; options.timeout ??= 5;`, '5'],
    ['by Object.assign', `const options = {}; Object.assign(options, { timeout: 5 });`, '5'],
  ]);
});

describe('constants from elsewhere', () => {
  const from = (config: string, use: string, file = 'config.ts'): readonly string[] => probe({ [file]: config, 'main.ts': use });

  test('an exported number', () => {
    expect(from(`export const MS = 5000;`, `import { MS } from './config.js'; probe(MS);`)).toEqual(['5000']);
  });
  test('a property of an exported object', () => {
    expect(from(`export default { http: { timeout: 5000 } };`, `import config from './config.js'; probe(config.http.timeout);`)).toEqual(['5000']);
  });
  test('a text enum and a numeric one', () => {
    const config = `export enum Ms { Fast = 100, Slow = Fast * 10 } export enum Name { A = 'a' }`;
    expect(from(config, `import { Ms } from './config.js'; probe(Ms.Fast);`)).toEqual(['100']);
    expect(from(config, `import { Name } from './config.js'; probe(Name.A);`)).toEqual(['"a"']);
  });
  test('an enum member that is worked out is a number', () => {
    expect(from(`export enum Ms { Fast = 100, Slow = Fast * 10 }`, `import { Ms } from './config.js'; probe(Ms.Slow);`)).toEqual(['a number']);
  });
  test('a static field', () => {
    expect(from(`export class Config { static readonly timeout = 5; }`, `import { Config } from './config.js'; probe(Config.timeout);`)).toEqual(['5']);
  });
  test('CommonJS', () => {
    expect(from(`module.exports = { timeout: 5 };`, `const { timeout } = require('./config'); probe(timeout);`, 'config.js')).toEqual(['5']);
  });
  test('the environment, read in another file', () => {
    const config = `export const config = { timeout: Number(process.env.TIMEOUT ?? 5000) };`;
    expect(from(config, `import { config } from './config.js'; probe(config.timeout);`)).toEqual(['globalThis: process.env.TIMEOUT else 5000']);
  });
});

describe('what the fold means for a deadline', () => {
  const call = (options: string, before = ''): string => deadline(`import axios from 'axios'; ${before} export const load = () => axios.get('http://x', ${options});`);

  test.each([
    ['{ timeout: 5000 }', 'bounded by option of 5000'],
    ['{ timeout: 5 * 1000 }', 'bounded by option of 5000'],
    [`{ timeout: '5000' }`, 'bounded by option of 5000'],
    ['{ timeout: base * 1000 }', 'bounded by option'],
    ['{ timeout: Number(process.env.MS) || 5000 }', 'bounded by option of 5000'],
    ['{ timeout: Number(process.env.MS ?? 5000) }', 'bounded by option of 5000'],
    ['{ timeout: Number(process.env.MS) }', 'unknown'],
    ['{ timeout: 0 }', 'none'],
    ['{ timeout: Infinity }', 'none'],
    ['{ timeout: undefined }', 'none'],
    ['{ timeout: null }', 'none'],
    ['{}', 'none'],
    ['undefined', 'none'],
    ['{ timeout: fast ? 1000 : 2000 }', 'bounded by option of 1000'],
    ['{ timeout: fast ? 1000 : 0 }', 'unknown'],
    ['{ ...(fast && { timeout: 5 }) }', 'unknown'],
    ['{ timeout: 5, ...(fast && { timeout: 6 }) }', 'bounded by option of 5'],
    ['{ [key]: 5 }', 'unknown'],
    ['mystery.options', 'unknown'],
    ['{ ...mystery.options() }', 'unknown'],
    ['{ ...mystery.options(), timeout: 5 }', 'bounded by option of 5'],
    ['{ timeout: 5, ...mystery.options() }', 'bounded by option'],
  ])('%s: %s', (options, expected) => {
    expect(call(options)).toBe(expected);
  });

  test('the fallback decides, whatever the environment says', () => {
    expect(call('{ timeout: Number(process.env.MS ?? 0) }')).not.toContain('bounded');
  });

  test('a default of a parameter bounds every caller that gives none', () => {
    const code = `import axios from 'axios';
      function load(url, timeout = 5000) { return axios.get(url, { timeout }); }
      load('a');
      load('b', 100);`;
    expect(deadlinesOf(projectOfCode(code)).filter((line) => line.includes('none') || line.includes('unknown'))).toEqual([]);
  });

  test('a rest object is judged at the caller', () => {
    const code = `import axios from 'axios';
      const load = ({ url, ...options }) => axios.get(url, options);
      load({ url: 'a', timeout: 100 });
      load({ url: 'b' });`;
    expect(deadlinesOf(projectOfCode(code))).toEqual(['main.ts:3 load: bounded by option of 100', 'main.ts:4 load: none']);
  });

  test.each(['...all', 'all[0], all[1]'])('rest arguments that are handed on as %s are judged at the caller', (args) => {
    const code = `import axios from 'axios';
      const load = (...all) => axios.get(${args});
      load('a', { timeout: 100 });`;
    expect(deadline(code)).toBe('bounded by option of 100');
  });
});
