import { describe, expect, test } from 'vitest';
import { deadline, deadlinesOf, projectOf } from './support/project-of.js';

/** A function that fetches with what `setup` prepares. */
const inFunction = (setup: string, options = '{ signal }', after = ''): string => `export async function load(url, given) {\n${setup}\nconst response = await fetch(url, ${options});\n${after}\nreturn response.json();\n}`;

type Cases = readonly (readonly [title: string, code: string, expected: string])[];

function cases(table: Cases): void {
  test.each(table)('%s', (_title, code, expected) => {
    expect(deadline(code)).toBe(expected);
  });
}

describe('AbortSignal', () => {
  cases([
    ['timeout', inFunction('', '{ signal: AbortSignal.timeout(5000) }'), 'bounded by signal of 5000'],
    ['timeout in a variable', inFunction('const signal = AbortSignal.timeout(5000);'), 'bounded by signal of 5000'],
    ['timeout of a constant', `const MS = 5 * 1000; ${inFunction('const signal = AbortSignal.timeout(MS);')}`, 'bounded by signal of 5000'],
    ['timeout of a time that is not known', inFunction('const signal = AbortSignal.timeout(pick());'), 'bounded by signal'],
    ['timeout of a time from the environment with a fallback', inFunction('const signal = AbortSignal.timeout(Number(process.env.MS ?? 5000));'), 'bounded by signal'],
    ['timeout(Infinity)', inFunction('const signal = AbortSignal.timeout(Infinity);'), 'none'],
    ['any with a timeout', inFunction('const signal = AbortSignal.any([given, AbortSignal.timeout(5000)]);'), 'bounded by signal of 5000'],
    ['any of nothing', inFunction('const signal = AbortSignal.any([]);'), 'none'],
    ['any of signals that are not seen', inFunction('const signal = AbortSignal.any(signals());'), 'unknown'],
    ['any of a spread', inFunction('const signal = AbortSignal.any([...signals()]);'), 'unknown'],
    ['any of a controller that nothing aborts, and nothing else', inFunction('const c = new AbortController(); const signal = AbortSignal.any([c.signal]);'), 'none (never-aborted)'],
    ['abort is at once', inFunction('const signal = AbortSignal.abort();'), 'unknown'],
    ['undefined', inFunction('', '{ signal: undefined }'), 'none'],
    ['null', inFunction('', '{ signal: null }'), 'none'],
    ['given, else a timeout', inFunction('const signal = given ?? AbortSignal.timeout(5000);'), 'bounded by signal of 5000'],
    ['a timeout in some cases', inFunction('const signal = url ? AbortSignal.timeout(5000) : undefined;'), 'unknown'],
    ['one of two timeouts', inFunction('const signal = url ? AbortSignal.timeout(5000) : AbortSignal.timeout(9000);'), 'bounded by signal of 5000'],
    ['of a Request', inFunction('const request = new Request(url, { signal: AbortSignal.timeout(5000) });', '{}').replace('fetch(url, {})', 'fetch(request)'), 'bounded by signal of 5000'],
    ['of something unknown', inFunction('const signal = mystery.signal();'), 'unknown'],
  ]);

  test('given by the caller is judged at the callers', () => {
    const texts = { 'main.ts': `function load(url, signal) { return fetch(url, { signal }); }\nload('a', AbortSignal.timeout(1000));\nload('b');` };
    expect(deadlinesOf(projectOf(texts))).toEqual(['main.ts:2 load: bounded by signal of 1000', 'main.ts:3 load: none']);
  });

  test('given by callers that are not seen is unknown', () => {
    expect(deadline(`export function load(url, signal) { return fetch(url, { signal }); }`)).toBe('unknown');
  });
});

describe('a signal that is made once', () => {
  cases([
    ['for all calls has run out', `const signal = AbortSignal.timeout(5000);\nexport const load = (url) => fetch(url, { signal });`, 'none (shared)'],
    ['in options for all calls', `const options = { signal: AbortSignal.timeout(5000) };\nexport const load = (url) => fetch(url, options);`, 'none (shared)'],
    ['in options that are spread', `const options = { signal: AbortSignal.timeout(5000) };\nexport const load = (url) => fetch(url, { method: 'POST', ...options });`, 'none (shared)'],
    ['for the one call of the module', `await fetch(u, { signal: AbortSignal.timeout(5000) });\nexport {};`, 'bounded by signal of 5000'],
    ['by a function that is called each time', `const options = () => ({ signal: AbortSignal.timeout(5000) });\nexport const load = (url) => fetch(url, options());`, 'bounded by signal of 5000'],
    ['in a getter', `const options = { get signal() { return AbortSignal.timeout(5000); } };\nexport const load = (url) => fetch(url, options);`, 'unknown'],
  ]);

  test('in another file, too', () => {
    const texts = { 'options.ts': `export const options = { signal: AbortSignal.timeout(5000) };`, 'main.ts': `import { options } from './options.js'; export const load = (url) => fetch(url, options);` };
    expect(deadline(texts)).toBe('none (shared)');
  });

  test('in a field of a class', () => {
    const text = `export class Api {\n signal = AbortSignal.timeout(5000);\n load(url) { return fetch(url, { signal: this.signal }); } }`;
    expect(deadline(text)).not.toContain('bounded');
  });
});

describe('AbortController', () => {
  const made = 'const controller = new AbortController();';
  const use = '{ signal: controller.signal }';

  cases([
    ['with a timer', inFunction(`${made} setTimeout(() => controller.abort(), 5000);`, use), 'bounded by signal of 5000'],
    ['with a timer that is cleared', inFunction(`${made} const timer = setTimeout(() => controller.abort(), 5000);`, use, 'clearTimeout(timer);'), 'bounded by signal of 5000'],
    ['with a block as callback', inFunction(`${made} setTimeout(() => { controller.abort(new Error('slow')); }, 5000);`, use), 'bounded by signal of 5000'],
    ['with a function as callback', inFunction(`${made} setTimeout(function () { controller.abort(); }, 5000);`, use), 'bounded by signal of 5000'],
    ['with a bound callback', inFunction(`${made} setTimeout(controller.abort.bind(controller), 5000);`, use), 'bounded by signal of 5000'],
    ['with a named callback', inFunction(`${made} const stop = () => controller.abort(); setTimeout(stop, 5000);`, use), 'bounded by signal of 5000'],
    ['with a declared callback', inFunction(`${made} function stop() { controller.abort(); } setTimeout(stop, 5000);`, use), 'bounded by signal of 5000'],
    ['that is handed to the callback of its timer is at least not refused', inFunction(`${made} setTimeout((c) => c.abort(), 5000, controller);`, use), 'unknown'],
    ['with globalThis.setTimeout', inFunction(`${made} globalThis.setTimeout(() => controller.abort(), 5000);`, use), 'bounded by signal of 5000'],
    ['with the timer of node:timers', `import { setTimeout } from 'node:timers'; ${inFunction(`${made} setTimeout(() => controller.abort(), 5000);`, use)}`, 'bounded by signal of 5000'],
    ['with a time that is not known', inFunction(`${made} setTimeout(() => controller.abort(), pick());`, use), 'bounded by signal'],
    ['with a timer that does something else', inFunction(`${made} setTimeout(() => log('slow'), 5000);`, use), 'none (never-aborted)'],
    ['that nothing aborts', inFunction(made, use), 'none (never-aborted)'],
    ['without a name', inFunction('', '{ signal: new AbortController().signal }'), 'none (never-aborted)'],
    ['of which only the signal is kept', inFunction('const { signal } = new AbortController();'), 'none (never-aborted)'],
    ['whose timer aborts another one', inFunction(`${made} const other = new AbortController(); setTimeout(() => other.abort(), 5000);`, use), 'none (never-aborted)'],
    ['that an event aborts', inFunction(`${made} given.on('close', () => controller.abort());`, use), 'bounded by signal'],
    ['taken apart, and not aborted', inFunction('const { signal, abort } = new AbortController();'), 'none (never-aborted)'],
    ['that is handed on', inFunction(`${made} register(controller);`, use), 'unknown'],
    ['that is stored', inFunction(`${made} running.set(url, controller);`, use), 'unknown'],
    ['with the signal in a variable', inFunction(`${made} const { signal } = controller; setTimeout(() => controller.abort(), 5000);`), 'bounded by signal of 5000'],
  ]);

  test('that is returned is the caller’s to abort', () => {
    expect(deadline(`export function start(url) { const c = new AbortController(); return { c, done: fetch(url, { signal: c.signal }) }; }`)).toBe('unknown');
  });

  test('exported by the module is unknown', () => {
    expect(deadline(`export const c = new AbortController(); export const load = (url) => fetch(url, { signal: c.signal });`)).toBe('unknown');
  });

  test('of the module that another file aborts', () => {
    const texts = {
      'stop.ts': `export const stopping = new AbortController();`,
      'load.ts': `import { stopping } from './stop.js'; export const load = (url) => fetch(url, { signal: stopping.signal });`,
      'main.ts': `import { stopping } from './stop.js'; process.on('SIGTERM', () => stopping.abort());`,
    };
    expect(deadline(texts)).not.toMatch(/^none/u);
  });
});

describe('helpers that make a signal', () => {
  const helper = `function withTimer(ms) { const controller = new AbortController(); const timer = setTimeout(() => controller.abort(), ms); return { signal: controller.signal, done: () => clearTimeout(timer) }; }`;

  cases([
    ['in an object', `${helper} ${inFunction('const { signal, done } = withTimer(5000);')}`, 'bounded by signal'],
    ['as a member', `${helper} ${inFunction('const timer = withTimer(5000);', '{ signal: timer.signal }')}`, 'bounded by signal'],
    ['alone', `function signalOf(ms) { const c = new AbortController(); setTimeout(() => c.abort(), ms); return c.signal; } ${inFunction('const signal = signalOf(5000);')}`, 'bounded by signal'],
    ['with AbortSignal.timeout', `const signalOf = (ms) => AbortSignal.timeout(ms); ${inFunction('const signal = signalOf(5000);')}`, 'bounded by signal of 5000'],
    ['that forgot the timer', `function signalOf() { const c = new AbortController(); return c.signal; } ${inFunction('const signal = signalOf();')}`, 'none (never-aborted)'],
  ]);

  test('in another file', () => {
    expect(deadline({ 'signal.ts': `export ${helper}`, 'main.ts': `import { withTimer } from './signal.js'; ${inFunction('const { signal } = withTimer(5000);')}` })).toBe('bounded by signal');
  });
});

describe('controllers in a class', () => {
  cases([
    ['aborted by a timer', `export class Api { controller = new AbortController(); load(url) { setTimeout(() => this.controller.abort(), 5000); return fetch(url, { signal: this.controller.signal }); } }`, 'bounded by signal of 5000'],
    ['aborted by another method', `export class Api { #controller = new AbortController(); load(url) { return fetch(url, { signal: this.#controller.signal }); } stop() { this.#controller.abort(); } }`, 'bounded by signal'],
    ['made for each call', `export class Api { load(url) { this.controller = new AbortController(); return fetch(url, { signal: this.controller.signal }); } stop() { this.controller.abort(); } }`, 'bounded by signal'],
    ['never aborted', `export class Api { controller = new AbortController(); load(url) { return fetch(url, { signal: this.controller.signal }); } }`, 'none (never-aborted)'],
  ]);

  test('aborted by another file are not refused', () => {
    const texts = {
      'api.ts': `export class Api { controller = new AbortController(); load(url) { return fetch(url, { signal: this.controller.signal }); } }`,
      'main.ts': `import { Api } from './api.js'; const api = new Api(); process.on('SIGTERM', () => api.controller.abort());`,
    };
    expect(deadline(texts)).not.toMatch(/^none/u);
  });
});
