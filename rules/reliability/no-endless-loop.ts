import { endlessIn, type Endless } from '../../src/analysis/endless/endless.js';
import type { Project } from '../../src/analysis/project.js';
import { isEndlessRetry } from '../../src/analysis/retries/endless-retry.js';
import { spanOf, wayToFunction } from '../../src/analysis/site.js';
import type { Evidence, Level, Reach } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';
import { positionAt } from '../../src/model/span.js';

const id = 'no-endless-loop';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'resources',
    mode: 'Resource exhaustion (goroutines, connections)',
    summary: 'Loops that wait have an end: a count, a time, a signal or a flag.',
    why: 'A loop that asks every second whether something is done, and stops only when it is, goes on for ever when it never will be. Each request that started one leaves it behind, and they ask a dependency that is in trouble already. An async function that awaits itself as its loop keeps every round in memory: 400 000 rounds were 160 MB on Node 20. A catch that tries again at once, without a pause, takes a whole core and fills the log as soon as the dependency refuses connections.',
    how: 'Looks at each loop with an await in it, at each async function that awaits or returns a call of itself with the same arguments, and at each function that waits and lets setTimeout, setImmediate or process.nextTick run it again. It passes when a way out hangs on a count, a time, a signal, a flag that other code sets, or on data that comes to its end. It fails when a function that calls itself has no way out; when the only way out is that something asked after a pause says so; when a catch goes on, or calls its function again, without any wait; and when a loop without any await does nothing but ask for a flag that other code sets. Of what has to come together, `done && tries > 0`, each part has to be a way out. Rounds by a timer also end by clearing it: they are a warning when each request, job or event starts new ones, and an info when they are started once. Clearing it counts for the last rounds only where events start new ones while others go on, and nothing clears the handle before it is overwritten. A main loop without a way out is an info: it cannot be shut down in an orderly way. Where a condition is changed by code that is not seen, it is unknown.',
    coverage: { practice: 'loops that end', sites: 'loops that wait' },
    level: 'warning',
    weakness: 835,
    gate: ['await', 'while', 'setTimeout', 'setImmediate', 'nextTick'],
    examples: [
      { title: 'Only success ends it', reports: [3], code: "import { setTimeout as sleep } from 'node:timers/promises';\nexport async function finished(id: string, status: (id: string) => Promise<string>) {\n  while ((await status(id)) !== 'done') {\n    await sleep(1_000);\n  }\n}\n" },
      { title: 'A function that awaits itself keeps every round', reports: [5], code: "import { setTimeout as sleep } from 'node:timers/promises';\nexport async function watch(check: () => Promise<void>): Promise<void> {\n  await check();\n  await sleep(1_000);\n  await watch(check);\n}\n" },
      { title: 'A deadline ends it', reports: [], code: "import { setTimeout as sleep } from 'node:timers/promises';\nexport async function finished(id: string, status: (id: string) => Promise<string>) {\n  const end = Date.now() + 60_000;\n  while ((await status(id)) !== 'done') {\n    if (Date.now() > end) throw new Error('not done in time');\n    await sleep(1_000);\n  }\n}\n" },
      { title: 'A flag that the shutdown sets', reports: [], code: "import { setTimeout as sleep } from 'node:timers/promises';\nlet stopped = false;\nexport function stop() {\n  stopped = true;\n}\nexport async function run(work: () => Promise<void>) {\n  while (!stopped) {\n    await work();\n    await sleep(1_000);\n  }\n}\n" },
    ],
    blindSpots: [
      'Functions that let a timer run them again are looked at where the timer is set in the function itself or in one that only sets it, and where it is seen who starts them. Those that do not wait for anything are not.',
      'Of loops without any await only those are looked at that do nothing but ask for a flag, or nothing at all.',
      'Recursion through a second function is seen where that one stands in the same file, and calls the first one again whatever happens.',
      'A flag counts as a way out when some other function sets it that is called, exported or handed on; what calls that one is not followed.',
    ],
    fix: { none: 'How long it may go on, how long it waits between two rounds, and what happens when it gives up depends on what it waits for.' },
  },
  *file({ file, project }) {
    for (const endless of endlessIn(project, file)) {
      const evidence = judge(project, endless);
      yield evidence.outcome === 'fail' && isEndlessRetry(project, endless) ? { ...evidence, reportedBy: 'no-unsafe-retry' } : evidence;
    }
  },
});

function judge(project: Project, endless: Endless): Evidence {
  const { file, fn, range: [start, end], verdict, by, timed } = endless;
  const { reach, trace } = wayToFunction(project, { file, fn });
  const lines = project.evaluator.facts(file)?.lines ?? [0];
  const head = Math.min(end, (lines.find((at) => at > start) ?? Infinity) - 1);
  const base = { rule: id, span: { file, start, end: head }, reach, trace, confidence: 'high' as const, fixes: [], data: { by } };
  if (timed && (verdict.is === 'never' || verdict.is === 'asks')) return { ...base, outcome: 'fail', ...timedRounds(reach, verdict.is, timed) };
  switch (verdict.is) {
    case 'ends': return { ...base, outcome: 'pass', message: 'it has a way out that comes by itself' };
    case 'unknown': return { ...base, outcome: 'unknown', message: 'whether it ends is decided by what is not seen' };
    case 'spins': return {
      ...base, outcome: 'fail', level: levelOf(reach, 'warning'), trace: [...trace, { span: { file, start: verdict.at[0], end: verdict.at[0] + 5 }, message: by === 'loop' ? 'goes on here at once' : 'calls itself here at once' }],
      message: `When what is awaited here fails at once, the catch in line ${String(positionAt(lines, verdict.at[0]).line)} ${by === 'loop' ? 'goes on' : 'calls it again'} without any wait. ${by === 'loop' ? 'The loop then runs' : 'It then goes round'} as fast as it can: it takes the core and fills the log, and hits what has just failed.`,
      help: 'Wait in the catch, longer each time: await setTimeout(delay) of node:timers/promises.',
    };
    case 'blocks': return {
      ...base, outcome: 'fail', level: levelOf(reach, 'warning'),
      message: `This loop ${verdict.for === undefined ? 'goes round for ever' : `waits for ${verdict.for} to change`}, and lets nothing else run meanwhile${verdict.for === undefined ? '' : ', so nobody can change it'}. The process takes one core, answers nobody, and does not hear its signals.`,
      help: verdict.for === undefined ? 'Wait for what is to come: await its promise or event.' : `Await a promise or an event of whoever sets ${verdict.for}; or wait in each round: await setTimeout(50) of node:timers/promises.`,
    };
    case 'asks': return {
      ...base, outcome: 'fail', level: reach === 'startup' ? 'info' : levelOf(reach, 'warning'),
      message: `${by === 'loop' ? 'Only success ends this loop' : 'Only success ends these calls of itself'}: when what it waits for never comes, it asks for ever, and ${reach === 'request' ? 'each request that started one leaves it behind' : 'whoever awaits it never goes on'}.`,
      help: 'Count the attempts or set a deadline, and throw when it is reached; or take an AbortSignal and check signal.aborted in each round.',
    };
    case 'last-only': return {
      ...base, outcome: 'fail', level: levelOf(reach, 'warning'), trace: [...trace, { span: spanOf(project, verdict.at), message: 'starts the rounds again' }, { span: spanOf(project, verdict.clear), message: 'stops those that were started last' }],
      message: `Each ${verdict.by} starts another chain of ${timed?.name ?? 'timers'}, and puts its handle over the one before. Only the last chain can be stopped: the others go on as long as the process lives.`,
      help: 'Clear the timer before it is set again: clearTimeout is harmless where there is none.',
    };
    case 'never': return by === 'loop'
      ? { ...base, outcome: 'fail', ...(reach === 'request' ? { level: 'warning' } : { level: 'info', covered: true }), message: 'Nothing ends this loop but an error: it cannot be stopped in an orderly way, and a shutdown breaks off what it is doing.', help: 'Check a flag or a signal in each round that the shutdown sets, and wait there until the loop has ended.' }
      : { ...base, outcome: 'fail', level: levelOf(reach, 'warning'), message: `This function ${by === 'awaited' ? 'awaits' : 'returns'} a call of itself on every path, so no call of it ever ends. Each round keeps its promise${by === 'awaited' ? ' and its frame' : ''} in memory, until the process has none left.`, help: 'Write it as a loop: for (;;) with an await keeps nothing. End it by a flag or a signal.' };
  }
}

/** What is said of a function that lets a timer run it again, by how often that is started. */
function timedRounds(reach: Reach, verdict: 'never' | 'asks', { name, starts }: NonNullable<Endless['timed']>): Pick<Evidence & { outcome: 'fail' }, 'level' | 'covered' | 'message' | 'help'> {
  const anew = starts.is === 'repeated' ? starts.by : undefined;
  const way = verdict === 'never' ? `This function has ${name} run it again on every path, and nothing stops it` : `This function has ${name} run it again until it is told what it waits for, and nothing else ends that`;
  return {
    ...(anew === undefined ? { level: 'info', covered: true } : { level: levelOf(reach, 'warning') }),
    message: anew === undefined ? `${way}: the process cannot end in an orderly way, and a shutdown breaks off what it is doing.` : `${way}. Each ${anew} starts ${verdict === 'never' ? 'more such rounds, which' : 'such rounds, and those that are never told'} go on as long as the process lives.`,
    help: anew === undefined ? 'Keep the handle and clear it at shutdown, or check a flag or a signal before the timer is set.' : verdict === 'never' ? 'Start it once for the process; or stop it when what started it has ended: check a flag or a signal before the timer is set.' : 'Count the attempts or set a deadline, and give up when it is reached.',
  };
}

function levelOf(reach: Reach, level: Level): Level {
  return reach === 'script' ? 'info' : level;
}
