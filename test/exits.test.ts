import { describe, expect, test } from 'vitest';
import { judgeCrashListener, type CrashJudgement } from '../src/analysis/exits/crash-judgement.js';
import { processListeners } from '../src/analysis/exits/process-listeners.js';
import { projectOf, projectOfCode, type TestProject } from './support/project-of.js';

/** What becomes of the process, one answer a listener of a crash. */
function judgements({ project }: TestProject): readonly string[] {
  return processListeners(project).filter((l) => l.event === 'uncaughtException' || l.event === 'unhandledRejection').map((l) => words(judgeCrashListener(project, l)));
}

function words(judgement: CrashJudgement): string {
  switch (judgement.is) {
    case 'lives': return judgement.where === 'always' ? (judgement.reports ? 'lives' : 'lives silently') : `lives: ${judgement.where}`;
    case 'fails': return `fails: ${judgement.by.name || 'throw'}`;
    case 'waits': return `waits: ${judgement.for}`;
    default: return judgement.is;
  }
}

const server = "import http from 'node:http'; const server = http.createServer(() => {}); server.listen(1);";
const work = "async function work() { await fetch('http://a', { signal: AbortSignal.timeout(5) }); }";

describe('a handler of uncaughtException', () => {
  test.each([
    ['logs', '(e) => { console.error(e); }', 'lives'],
    ['is a logger', 'console.error', 'lives'],
    ['does nothing', '() => {}', 'lives silently'],
    ['exits', '(e) => { console.error(e); process.exit(1); }', 'ends'],
    ['is the exit', 'process.exit.bind(process, 1)', 'ends'],
    ['throws', '(e) => { throw e; }', 'ends'],
    ['is async and throws', 'async (e) => { throw e; }', 'returns'],
    ['throws in a timer, which comes back', '(e) => { setTimeout(() => { throw e; }, 5); }', 'lives'],
    ['aborts', '() => process.abort()', 'ends'],
    ['kills the process', "() => process.kill(process.pid, 'SIGTERM')", 'ends'],
    ['kills another one', "(e) => { console.error(e); process.kill(child, 'SIGTERM'); }", 'lives'],
    ['exits in a timer', '() => { setTimeout(() => { process.exit(1); }, 1000).unref(); }', 'ends'],
    ['exits on the next tick', '() => process.nextTick(() => process.exit(1))', 'ends'],
    ['exits in finally', '(e) => { try { report(e); } finally { process.exit(1); } }', 'ends'],
    ['passes over one kind', "(e) => { if (e.code === 'EPIPE') return; process.exit(1); }", 'ends'],
    ['ends for one kind', "(e) => { if (e.code === 'EADDRINUSE') process.exit(1); console.error(e); }", 'lives: others'],
    ['ends for all but one kind', "(e) => { if (e.code !== 'EPIPE') process.exit(1); }", 'ends'],
    ['asks whether the error was foreseen', '(e) => { console.error(e); if (!e.isOperational) process.exit(1); }', 'ends'],
    ['ends in production', "() => { if (process.env.NODE_ENV === 'production') process.exit(1); }", 'ends'],
    ['ends elsewhere only', "() => { if (process.env.NODE_ENV !== 'production') process.exit(1); }", 'lives: production'],
    ['is on its way already', 'let stopping = false; const f = () => { if (stopping) return; stopping = true; process.exit(1); }; process.on("uncaughtException", f);', 'ends'],
    ['asks for something that is not seen', "import { mode } from './gone.js'; process.on('uncaughtException', () => { if (mode === 'x') process.exit(1); });", 'unknown'],
    ['calls what is not seen', "import { fatal } from './gone.js'; process.on('uncaughtException', fatal);", 'unknown'],
    ['calls a logger that is not seen', "import log from './gone.js'; process.on('uncaughtException', (e) => log.error(e));", 'lives'],
    ['calls what may end it by its name', "import log from './gone.js'; process.on('uncaughtException', (e) => log.fatal(e));", 'unknown'],
    ['exits in every case of a switch', "(e) => { switch (e.code) { case 'a': process.exit(2); default: throw e; } }", 'ends'],
    ['exits in a loop perhaps', '(e) => { for (const f of list) process.exit(1); }', 'unknown'],
    ['sets the code only', '() => { process.exitCode = 1; }', 'unknown'],
  ])('%s', (_title, code, expected) => {
    const written = code.includes('process.on') ? code : `process.on('uncaughtException', ${code}); function report() {}`;
    expect(judgements(projectOfCode(written))).toEqual([expected]);
  });
});

describe('work before the end', () => {
  test.each([
    ['connections', `${server} process.on('uncaughtException', () => { server.close(() => process.exit(1)); });`, 'waits: server.close'],
    ['connections, and a timer behind', `${server} process.on('uncaughtException', () => { server.close(() => process.exit(1)); setTimeout(() => process.exit(1), 5); });`, 'ends'],
    ['connections, and a timer in front', `${server} process.on('uncaughtException', () => { setTimeout(process.exit, 5, 1); server.close(() => process.exit(1)); });`, 'ends'],
    ['connections, in a promise', `${server} process.on('uncaughtException', async () => { await new Promise((r) => server.close(r)); process.exit(1); });`, 'waits: server.close'],
    ['an event that may stay away', `${server} process.on('uncaughtException', () => { server.on('error', () => process.exit(1)); });`, 'lives silently'],
    ['work that rejects', `${work} process.on('uncaughtException', async () => { await work(); process.exit(1); });`, 'fails: fetch'],
    ['work that is caught', `${work} process.on('uncaughtException', async () => { try { await work(); } catch (e) { console.error(e); } process.exit(1); });`, 'ends'],
    ['work behind which only success ends it', `${work} process.on('uncaughtException', async () => { try { await work(); process.exit(1); } catch (e) { console.error(e); } });`, 'fails: fetch'],
    ['then', `${work} process.on('uncaughtException', () => { work().then(() => process.exit(1)); });`, 'fails: work'],
    ['then, both ways', `${work} process.on('uncaughtException', () => { work().then(() => process.exit(1), () => process.exit(2)); });`, 'ends'],
    ['finally', `${work} process.on('uncaughtException', () => { work().catch(console.error).finally(() => process.exit(1)); });`, 'ends'],
    ['catch only', `${work} process.on('uncaughtException', () => { work().catch(() => process.exit(1)); });`, 'lives silently'],
    ['a function that ends it or throws', `async function stop() { if (!a) throw new Error(); process.exit(0); } process.on('uncaughtException', () => { stop().catch(() => process.exit(1)); });`, 'ends'],
    ['the same, unheard', `async function stop() { if (!a) throw new Error(); process.exit(0); } process.on('uncaughtException', () => { stop(); });`, 'fails: throw'],
    ['a race against a timer', `${server} process.on('uncaughtException', async () => { await Promise.race([server.close(), new Promise((r) => setTimeout(r, 5))]); process.exit(1); });`, 'ends'],
    ['a recursion that ends', `let n = 0; async function exit() { if (n++ < 2) return await exit(); process.exit(1); } process.on('uncaughtException', () => exit());`, 'ends'],
  ])('%s', (_title, code, expected) => {
    expect(judgements(projectOfCode(code))).toEqual([expected]);
  });
});

test('events by a loop, by forEach, on a chain, and of an imported process', () => {
  const exits = '(e) => { console.error(e); process.exit(1); }';
  expect(judgements(projectOfCode(`['uncaughtException', 'unhandledRejection'].forEach((ev) => process.on(ev, ${exits}));`))).toEqual(['ends', 'ends']);
  expect(judgements(projectOfCode(`for (const ev of ['uncaughtException', 'SIGTERM']) process.once(ev, ${exits});`))).toEqual(['ends']);
  expect(judgements(projectOfCode("process.on('exit', f).on('unhandledRejection', () => {}); function f() {}"))).toEqual(['lives silently']);
  expect(judgements(projectOfCode("import process, { exit } from 'node:process'; process.on('unhandledRejection', () => exit(1));"))).toEqual(['ends']);
});

test('what a rejection is thrown on to ends the process', () => {
  expect(judgements(projectOfCode("process.on('unhandledRejection', (e) => { throw e; }); process.on('unhandledRejection', (e) => { setImmediate(() => { throw e; }); });"))).toEqual(['ends', 'ends']);
});

test('functions are followed across files, and handlers that are handed in are those of the callers', () => {
  const project = projectOf({
    'main.ts': "import { onCrash } from './crash.js'; import { App } from './app.js'; onCrash((e) => console.error(e)); onCrash((e) => new App().fatal(e));",
    'crash.ts': "export function onCrash(handler) { process.on('uncaughtException', handler); }",
    'app.ts': "import { leave } from './leave.js'; export class App { fatal(e) { console.error(e); leave(1); } }",
    'leave.ts': 'export const leave = (code) => { process.exit(code); };',
  });
  expect(judgements(project)).toEqual(['lives', 'ends']);
});
