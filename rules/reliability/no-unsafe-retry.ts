import type { Project } from '../../src/analysis/project.js';
import { configuredRetriesIn } from '../../src/analysis/retries/configured-retries.js';
import { flawsOf, workName, type Flaw } from '../../src/analysis/retries/flaws.js';
import { reconnectsIn } from '../../src/analysis/retries/reconnects.js';
import { retryCallsIn } from '../../src/analysis/retries/retry-calls.js';
import { retryLoopsIn } from '../../src/analysis/retries/retry-loops.js';
import type { Cap, Retry, Wait } from '../../src/analysis/retries/retry.js';
import { duration } from '../../src/analysis/names.js';
import { wayToRetry } from '../../src/analysis/retries/way-to-retry.js';
import { waitBetweenAttempts } from '../../src/fix/wait-between-attempts.js';
import type { Evidence, Level } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unsafe-retry';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'retries',
    mode: 'No Retries',
    summary: 'What is tried again ends, waits longer each time and by chance, and does nothing twice.',
    why: 'A retry is more load at the moment when the other side can bear least. Without a wait, or with the same wait for everybody, a server that comes back is knocked down again by all who waited for it. Without an end, a request that can never succeed is repeated for ever. And a payment that is sent again because its answer was lost is a second payment.',
    how: 'Looks at each retry: those that libraries are told to make, and those that the project writes itself, a loop, a call of a function to itself or a timer around work whose failure lets it go round again, in a catch or in an error-first callback, and listeners that make a connection anew when it fails or breaks. Such a listener has no end, as it should: it fails when it does not wait where also a connection that cannot be made comes to it, and is an info when its wait stays the same or has no jitter. It works out how the wait goes on from attempt to attempt, through helpers and files, so that 1000 * (4 - retries) is linear whatever the comment says. It fails, with all that is wrong in one finding, when nothing ends it; when it does not wait; when its wait stays the same, grows linearly, gets shorter, has no jitter or no maximum; when it repeats a POST without an idempotency key, or an answer that cannot change; when the wait is set back in a finally; when a timer takes the result; and when the client repeats each attempt by itself, or the job around it is tried again as a whole (BullMQ, Bull, pg-boss, Bee-Queue): then it says how many requests that makes. Where the wait or the work is not seen, it is unknown.',
    coverage: { practice: 'retries that are safe', sites: 'retries' },
    level: 'warning',
    gate: ['catch', 'retr', 'Retr', 'attempts', 'setTimeout', 'onnect'],
    examples: [
      { title: 'Called exponential, but linear, and the same for everybody', reports: [3], code: "export async function load(call: () => Promise<string>, sleep: (ms: number) => Promise<void>) {\n  let retries = 3;\n  while (retries > 0) {\n    try {\n      return await call();\n    } catch (error) {\n      retries--;\n      if (retries === 0) throw error;\n      await sleep(1000 * (4 - retries)); // exponential backoff\n    }\n  }\n}\n" },
      { title: 'It never gives up', reports: [3], code: "import { setTimeout as sleep } from 'node:timers/promises';\nexport async function load(id: string): Promise<unknown> {\n  for (;;) {\n    try {\n      return (await fetch(`https://api.example.com/${id}`, { signal: AbortSignal.timeout(2_000) })).json();\n    } catch {\n      await sleep(1_000);\n    }\n  }\n}\n" },
      { title: 'A few attempts, further and further apart, by chance', reports: [], code: "import { setTimeout as sleep } from 'node:timers/promises';\nexport async function load(call: () => Promise<string>, retries = 3) {\n  for (let attempt = 0; ; attempt++) {\n    try {\n      return await call();\n    } catch (error) {\n      if (attempt >= retries) throw error;\n      await sleep(Math.random() * Math.min(10_000, 200 * 2 ** attempt));\n    }\n  }\n}\n" },
      { title: 'p-retry with chance and a maximum', reports: [], code: "import pRetry from 'p-retry';\nexport async function load(call: () => Promise<string>) {\n  return pRetry(call, { retries: 3, minTimeout: 200, maxTimeout: 2_000, randomize: true });\n}\n", dependencies: { 'p-retry': '7.1.1' } },
    ],
    blindSpots: [
      'Rounds that ask again because of what the answer says, and not because something failed, count only where a try stands in them.',
      'A retry by two functions that call each other is seen where a listener of the same file joins them.',
      'How a connection is made anew when another file listens to it is not seen; clients that do that by themselves are left out.',
      'How often a broker hands a message out again (the redrive policy of SQS, dead letters) is not seen.',
      'Whether a POST may be done twice, the server decides: only an idempotency key, and paths that are known to read, count as safe.',
    ],
    fix: { offers: 'Lets the attempts of a loop wait, longer each time and by chance, and sets the option by which p-retry, exponential-backoff and axios-retry do so. Not where attempts have no end or repeat what must be done once: what then becomes of the work is the decision of the team.' },
  },
  *file({ file, project }) {
    const written = [...retryLoopsIn(project, file), ...retryCallsIn(project, file)];
    for (const retry of [...configuredRetriesIn(project, file), ...written, ...reconnectsIn(project, file, written)]) yield judge(project, retry);
  },
});

function judge(project: Project, retry: Retry): Evidence {
  const { file, range: [start, end], by } = retry;
  const lines = project.evaluator.facts(file)?.lines ?? [0];
  const span = { file, start, end: Math.min(end, (lines.find((at) => at > start) ?? Infinity) - 1) };
  const { reach, trace } = wayToRetry(project, retry);
  const flaws = flawsOf(project, retry, reach);
  const base = { rule: id, span, reach, trace, confidence: 'high' as const, fixes: [], data: { by, flaws: flaws.map((f) => f.kind).join(' ') } };
  const worst = flaws.filter((f) => f.kind !== 'deadline').map((f) => f.level);
  if (worst.length > 0) return { ...base, outcome: 'fail', fixes: waitBetweenAttempts(project, retry, flaws), level: worst.includes('error') ? 'error' : worst.includes('warning') ? 'warning' : 'info', ...(flaws.every((f) => f.minor) && { covered: true }), ...words(project, retry, flaws) };
  if (flaws.length > 0) return { ...base, outcome: 'fail', level: 'info', covered: true, reportedBy: 'require-timeout', ...words(project, retry, flaws) };
  const doubt = doubtOf(retry);
  if (doubt !== undefined) return { ...base, outcome: 'unknown', message: doubt };
  return { ...base, outcome: 'pass', message: `${retry.connection ? 'it connects again' : capText(retry.cap)}, ${waitText(retry.wait)}` };
}

function words(project: Project, retry: Retry, flaws: readonly Flaw[]): { readonly message: string; readonly help: string } {
  const name = workName(project, retry);
  const head = retry.by === 'jobs' ? 'Jobs that fail are tried again' : `${{ loop: 'This loop tries', recursion: 'This call tries', timer: 'This timer tries', library: `${retry.name ?? 'It'} tries`, event: `This listener for '${retry.name ?? ''}' tries` }[retry.by]} ${name === '' || name.startsWith('(') ? 'the work' : name} again when it ${retry.connection === 'breaks' ? 'breaks' : 'fails'}`;
  const [first, ...others] = rankOf(flaws);
  const also = others.length === 0 ? '' : ` Also, ${others.map((f) => f.what).join('; ')}.`;
  const helps = [...new Set([first, ...others].flatMap((f) => (f ? [f.help] : [])))].join('; ');
  return { message: `${head}, and ${first?.what ?? ''}. ${first?.then ?? ''}${also}`, help: `${helps.charAt(0).toUpperCase()}${helps.slice(1)}.` };
}

const ranks: readonly Level[] = ['error', 'warning', 'info'];

/** The gravest first. */
function rankOf(flaws: readonly Flaw[]): readonly Flaw[] {
  return [...flaws].sort((a, b) => ranks.indexOf(a.level) - ranks.indexOf(b.level));
}

function doubtOf({ cap, wait, work }: Retry): string | undefined {
  if (cap.is === 'unknown') return 'whether it ends is decided by what is not seen';
  if (wait.is === 'unknown' || (wait.is === 'some' && wait.growth.rate === 'unknown' && !wait.growth.random)) return 'how long it waits is not seen';
  if (wait.is === 'none' && work.outbound.length === 0) return 'it does not wait, and what it tries again is not seen';
  return undefined;
}

function capText(cap: Cap): string {
  if (cap.is === 'count') return cap.most === undefined ? 'its attempts are counted' : `it tries at most ${String(cap.most)} times`;
  return cap.is === 'other' ? 'a time, a signal or a flag ends it' : 'it starts with the process and waits until the other side is there';
}

function waitText(wait: Wait): string {
  if (wait.is !== 'some') return 'and needs no wait';
  const { rate, random, max } = wait.growth;
  const grows = { exponential: 'a wait that grows exponentially', polynomial: 'a wait that grows', linear: 'a wait that grows linearly', constant: 'a wait', falling: 'a wait', own: 'a wait', unknown: 'a wait' }[rate];
  return `with ${grows}${random ? ', by chance' : ''}${typeof max === 'number' ? `, up to ${duration(max)}` : ''}`;
}
