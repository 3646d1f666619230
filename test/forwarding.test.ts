import { describe, expect, test } from 'vitest';
import { signalTaker } from '../src/analysis/deadline/forwarding.js';
import { signalInScope } from '../src/analysis/deadline/given-signal.js';
import { isLeftAlone } from '../src/analysis/deadline/running.js';
import { callsOf, projectOf, type TestProject } from './support/project-of.js';

type Cases = readonly (readonly [title: string, code: string, expected: string | undefined])[];

function probed(code: string, file = 'main.ts'): { readonly test: TestProject; readonly ref: { readonly file: string; readonly call: number } } {
  const project = projectOf({ [file]: code });
  const [ref] = callsOf(project, 'probe');
  if (!ref) throw new Error('there is no probe');
  return { test: project, ref };
}

/** How the signal is written that is in scope where `probe()` stands. */
function scopeAt(code: string, file?: string): string | undefined {
  const { test: { project }, ref } = probed(code, file);
  const found = signalInScope(project, ref);
  return found && (found.text ?? 'unnamed');
}

describe('a signal in scope', () => {
  const options = 'interface Base { signal?: AbortSignal } interface Options extends Base { retries: number }\n';
  const cases: Cases = [
    ['a parameter', 'async function f(url: string, signal: AbortSignal) { await probe(); }', 'signal'],
    ['by its type, whatever its name', 'async function f(gone: AbortSignal | undefined) { await probe(); }', 'gone'],
    ['by another name of the type', 'type Cancel = AbortSignal; async function f(gone: Cancel) { await probe(); }', 'gone'],
    ['of another type', 'async function f(signal: NodeJS.Signals) { await probe(); }', undefined],
    ['a text', 'async function f(signal: string) { await probe(); }', undefined],
    ['a choice of texts', `async function f(signal: 'SIGINT' | 'SIGTERM') { await probe(); }`, undefined],
    ['a number that is used as nothing', 'async function f(signal: number) { await probe(); }', undefined],
    ['without a name for its type, by its use', `async function f(signal: RequestInit['signal']) { signal?.throwIfAborted(); await probe(); }`, 'signal'],
    ['destructured', 'async function f({ signal }: { signal?: AbortSignal }) { await probe(); }', 'signal'],
    ['destructured by another name', 'async function f({ signal: gone }: { signal?: AbortSignal }) { await probe(); }', 'gone'],
    ['destructured, of an interface that says otherwise', 'interface Light { signal: string } async function f({ signal }: Light) { await probe(); }', undefined],
    ['destructured, of a type out of sight', `import type { Light } from './light.js'; async function f({ signal }: Light) { await probe(); }`, undefined],
    ['destructured later', `${options}async function f(options: Options) { const { signal } = options; await probe(); }`, 'signal'],
    ['destructured too late', `${options}async function f(options: { signal: AbortSignal }) { await probe(); const { signal } = options; }`, undefined],
    ['of an interface', `${options}async function f(options: Options) { await probe(); }`, 'options.signal'],
    ['of an optional parameter', `${options}async function f(options?: Options) { await probe(); }`, 'options?.signal'],
    ['of a parameter with a default', `${options}async function f(options: Options = { retries: 1 }) { await probe(); }`, 'options.signal'],
    ['of an object without a type, by its use', 'async function f(job) { job.signal.throwIfAborted(); await probe(); }', 'job.signal'],
    ['of an object, written into what is sent', `async function f(job) { await axios.post(job.url, { signal: job.signal }); await probe(); }`, undefined],
    ['of an object, given where a signal belongs', `async function f(job) { await fetch(job.url, { signal: job.signal }); await probe(); }`, 'job.signal'],
    ['with a default', 'async function f(signal = new AbortController().signal) { signal.throwIfAborted(); await probe(); }', 'signal'],
    ['made here', 'async function f() { const signal = AbortSignal.timeout(5000); await probe(); }', undefined],
    ['in a private method', 'class A { async #load(signal: AbortSignal) { await probe(); } }', 'signal'],
    ['in a generator', 'async function* f(signal: AbortSignal) { yield await probe(); }', 'signal'],
  ];
  test.each(cases)('%s', (_title, code, expected) => {
    expect(scopeAt(code)).toBe(expected);
  });

  const untyped: Cases = [
    ['by its name', 'async function f(url, signal) { await probe(); }', 'signal'],
    ['by a longer name', 'async function f(url, parentSignal) { await probe(); }', 'parentSignal'],
    ['of a process that ends', `process.on('SIGTERM', async (signal) => { await probe(); });`, undefined],
    ['of a child process', `child.on('exit', async (code, signal) => { await probe(); });`, undefined],
    ['of a function that hears the process', `process.once('SIGINT', leave); async function leave(signal) { await probe(); }`, undefined],
    ['of a function that is called with a text', `async function leave(signal) { await probe(); } leave('SIGINT');`, undefined],
    ['by default a text', `async function stop(pid, signal = 'SIGTERM') { await probe(); }`, undefined],
    ['handed to kill', `async function send(pid, signal) { process.kill(pid, signal); await probe(); }`, undefined],
    ['logged', `async function leave(signal) { log.info({ signal }, 'leaving'); await probe(); }`, undefined],
    ['in a text', 'async function leave(signal) { const text = `got ${signal}`; await probe(); }', undefined],
    ['compared', `async function turn(signal) { if (signal === 'red') return; await probe(); }`, undefined],
    ['a function', 'async function read(signal) { const value = signal(); await probe(); }', undefined],
    ['with members of its own', 'async function trade(signal) { buy(signal.symbol); await probe(); }', undefined],
    ['of a function for the end', 'const onShutdown = async (signal) => { await probe(); };', undefined],
  ];
  test.each(untyped)('in JavaScript, %s', (_title, code, expected) => {
    expect(scopeAt(code, 'main.js')).toBe(expected);
  });
});

describe('functions inside', () => {
  const inside = (body: string): string => `async function f(url, signal) { ${body} }`;
  const cases: Cases = [
    ['of map', inside('await Promise.all(urls.map(async () => probe()));'), 'signal'],
    ['of then', inside('return start().then(() => probe());'), 'signal'],
    ['of catch', inside('return start().catch(() => probe());'), undefined],
    ['the second of then', inside('return start().then(() => 1, () => probe());'), undefined],
    ['of finally', inside('return start().finally(() => probe());'), undefined],
    ['called at once', inside('await (async () => { await probe(); })();'), 'signal'],
    ['called at once, and left', inside('void (async () => { await probe(); })();'), undefined],
    ['called by its name', inside('const load = () => probe(); await load();'), 'signal'],
    ['called in finally only', inside('const free = () => probe(); try { await start(); } finally { await free(); }'), undefined],
    ['called from a timer', inside('const beat = () => probe(); setInterval(() => beat(), 1000);'), undefined],
    ['handed to a timer', inside('const beat = () => probe(); setInterval(beat, 1000);'), undefined],
    ['handed to a retry', inside('const load = () => probe(); return retry(load);'), 'signal'],
    ['written into a retry', inside('return await retry(() => probe());'), 'signal'],
    ['of a retry that has the signal', inside('return await retry(() => probe(), { signal });'), undefined],
    ['of a listener', inside(`bus.on('x', async () => { await probe(); });`), undefined],
    ['of a promise', inside('await new Promise((resolve) => { probe().then(resolve); });'), 'signal'],
    ['returned', inside('return () => probe();'), undefined],
    ['kept', inside('this.load = () => probe();'), undefined],
    ['a method', inside('return { load() { return probe(); } };'), undefined],
    ['with a signal of its own', inside('return policy.execute(({ signal: inner }) => probe());'), 'inner'],
    ['where the signal ends the work by other means', inside(`const tab = await open(); signal.addEventListener('abort', () => tab.close()); await probe();`), undefined],
    ['where the signal only ends the wait', inside(`signal.addEventListener('abort', () => reject(signal.reason)); await probe();`), 'signal'],
  ];
  test.each(cases)('%s', (_title, code, expected) => {
    expect(scopeAt(code, 'main.js')).toBe(expected);
  });
});

describe('calls that are left alone', () => {
  test.each([
    ['awaited', 'await probe();', false],
    ['returned', 'return probe();', false],
    ['dropped', 'probe();', true],
    ['void', 'void probe();', true],
    ['dropped with its errors', 'probe().catch(log);', true],
    ['dropped behind a chain', 'probe().then(read).catch(log);', true],
    ['in catch', 'try { await f(); } catch { await probe(); }', true],
    ['in finally', 'try { await f(); } finally { await probe(); }', true],
    ['left to the platform', 'ctx.waitUntil(probe());', true],
    ['one of several', 'await Promise.all([probe(), other()]);', false],
    ['settling a promise', 'await new Promise((resolve, reject) => { probe().then(resolve).catch(reject); });', false],
  ] as const)('%s', (_title, body, expected) => {
    const { test: { files }, ref } = probed(`async function g() { ${body} }`);
    const facts = files.get(ref.file);
    expect(facts && isLeftAlone(facts, ref.call)).toBe(expected);
  });
});

describe('what a call takes', () => {
  /** What stands in the signal's place of the last call of a program. */
  const given = (code: string): string | undefined => {
    const { project, files } = projectOf({ 'main.ts': code });
    const call = (files.get('main.ts')?.calls.length ?? 0) - 1;
    const taker = signalTaker(project, { file: 'main.ts', call });
    return taker && `${taker.given}${taker.endsItself ? ', ends itself' : ''}`;
  };
  const load = 'async function load(url: string, signal?: AbortSignal) { return get(url, signal); }\n';
  const withOptions = 'interface Options { signal?: AbortSignal; page?: number }\nasync function load(url: string, options: Options = {}) { return get(url, options.signal); }\n';
  const cases: Cases = [
    ['nothing, of a library', 'fetch(url)', 'nothing'],
    ['a signal, of a library', 'fetch(url, { signal: given })', 'signal'],
    ['undefined, of a library', 'fetch(url, { signal: undefined })', 'nothing'],
    ['options that cannot be seen', `import { options } from './options.js'; fetch(url, { ...options })`, 'unknown'],
    ['no signal at all', 'JSON.parse(text)', undefined],
    ['nothing', `${load}load(url)`, 'nothing'],
    ['undefined', `${load}load(url, undefined)`, 'undefined'],
    ['a signal', `${load}load(url, given)`, 'signal'],
    ['arguments that cannot be seen', `${load}load(...args)`, 'unknown'],
    ['no options', `${withOptions}load(url)`, 'nothing'],
    ['options without it', `${withOptions}load(url, { page: 1 })`, 'nothing'],
    ['options with it', `${withOptions}load(url, { page: 1, signal })`, 'signal'],
    ['a function that does not use it', 'interface Options { signal?: AbortSignal; page?: number }\nasync function load(options: Options) { return get(options.page); }\nload({})', undefined],
    ['a function that gives no promise', 'function isGone(signal?: AbortSignal) { return signal?.aborted ?? false; }\nisGone()', undefined],
    ['a clock instead', 'async function load(signal?: AbortSignal) { return get({ signal: signal ?? AbortSignal.timeout(5) }); }\nload(undefined)', 'undefined, ends itself'],
    ['a clock by default', 'async function load(signal = AbortSignal.timeout(5)) { signal.throwIfAborted(); return get(signal); }\nload(undefined)', 'undefined, ends itself'],
    ['a time beside it', 'async function load(signal: AbortSignal | undefined, timeoutMs: number) { return get(signal, timeoutMs); }\nload(undefined, 5)', 'undefined, ends itself'],
  ];
  test.each(cases)('%s', (_title, code, expected) => {
    expect(given(code)).toBe(expected);
  });
});
