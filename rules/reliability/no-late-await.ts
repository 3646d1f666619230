import { lastResortOf } from '../../src/analysis/failures/last-resort.js';
import { hearingsIn, type Gap, type Hearing } from '../../src/analysis/promises/late-awaits.js';
import { rejectsRarely } from '../../src/analysis/promises/rare-rejection.js';
import { nameOfStart, startedPromises, type StartedPromise } from '../../src/analysis/promises/started-promises.js';
import type { CallRef } from '../../src/analysis/abstract.js';
import { grouped } from '../../src/analysis/grouped.js';
import type { Project } from '../../src/analysis/project.js';
import { spanOf, wayTo } from '../../src/analysis/site.js';
import { awaitTogether } from '../../src/fix/await-together.js';
import type { Evidence, Fix } from '../../src/model/evidence.js';
import type { FileFacts, Range } from '../../src/model/facts.js';
import { keepForAwait } from '../../src/fix/keep-for-await.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-late-await';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'error-handling',
    mode: 'Unhandled promise rejections: silent failures',
    summary: 'Work that is started together is awaited together.',
    why: 'A promise that is kept and awaited later has no handler in the meantime. When it rejects while something else is awaited, or when that fails first, Node finds a rejection that nobody handles and ends the process, with all requests in it: the try/catch around both awaits does not help. It happens on the day on which a dependency fails fast.',
    how: 'Looks at promises that a function starts, keeps under a name or in a list, and waits for itself, and follows the steps of the function from the start to the first handler. It fails when something else is awaited in between, also in the next round of a loop, when the promises of a list are awaited one after another, and (as a warning) when the function returns or throws in between. Waits for an event, and promises that only a timer rejects, are warnings as well. It passes when nothing is: when they are awaited at once or handed to `Promise.all`, `allSettled`, `race` or `any`, when a `catch` is attached where they are started, when they are returned, and when they cannot reject. What is kept in a field, used by a function that is written inside, or handed to other code first is unknown; queries that begin only when they are awaited are no sites.',
    coverage: { practice: 'promises that are heard at once', sites: 'promises that are started and awaited later' },
    level: 'error',
    gate: ['await'],
    examples: [
      { title: 'The second one has no handler yet', reports: [3], code: "export async function dashboard(api: string) {\n  const user = fetch(`${api}/user`, { signal: AbortSignal.timeout(5_000) });\n  const news = fetch(`${api}/news`, { signal: AbortSignal.timeout(5_000) });\n  return [await user, await news];\n}\n" },
      { title: 'One after another', reports: [2], code: 'export async function sizes(urls: string[]) {\n  const loading = urls.map(async (url) => (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status);\n  const all = [];\n  for (const status of loading) all.push(await status);\n  return all;\n}\n' },
      { title: 'Awaited together', reports: [], code: "export async function dashboard(api: string) {\n  const user = fetch(`${api}/user`, { signal: AbortSignal.timeout(5_000) });\n  const news = fetch(`${api}/news`, { signal: AbortSignal.timeout(5_000) });\n  return Promise.all([user, news]);\n}\n" },
      { title: 'A handler at once', reports: [], code: "export async function dashboard(api: string) {\n  const news = fetch(`${api}/news`, { signal: AbortSignal.timeout(5_000) });\n  news.catch(() => undefined);\n  const user = await fetch(`${api}/user`, { signal: AbortSignal.timeout(5_000) });\n  return [user, await news];\n}\n" },
    ],
    blindSpots: [
      'Promises in fields, in properties of objects, and those that a function inside of the function awaits are not followed.',
      'Conditions are not compared: a promise that is started and awaited under the same condition, with an await under the opposite one in between, is taken for late.',
    ],
    fix: { offers: 'Joins declarations that await one after the other to `Promise.all`; else attaches a handler where the promise is started, which keeps its rejection for the await. Not for lists.' },
  },
  *file({ file, facts, project }) {
    const byFunction = grouped(startedPromises(project, file, facts), ({ fn }) => fn);
    for (const promises of byFunction.values()) {
      const hearings = hearingsIn(project, facts, promises);
      const late = promises.flatMap((promise) => lateOf(promise, hearings.get(promise)) ?? []);
      for (const group of grouped(late, ({ gap }) => gap.range[0]).values()) yield* lateTogether(project, facts, group);
      for (const promise of promises) if (!late.some((l) => l.promise === promise)) yield* judged(project, facts, promise, hearings.get(promise));
    }
  },
});

interface Late {
  readonly promise: StartedPromise;
  readonly gap: Gap;
  readonly at: Range | undefined;
}

function lateOf(promise: StartedPromise, hearing: Hearing | undefined): Late | undefined {
  const { outlook, escapes } = promise;
  return hearing?.is === 'late' && !hearing.gap.unsure && !escapes && outlook.is === 'rejects' && outlook.by.sure ? { promise, gap: hearing.gap, at: hearing.at } : undefined;
}

/** Those that wait for the same await are one defect. */
function* lateTogether(project: Project, facts: FileFacts, group: readonly Late[]): Iterable<Evidence> {
  const [first] = group;
  if (!first) return;
  const { promise, gap } = first;
  const at = startOf(promise);
  const names = [...new Set(group.map((l) => nameOfStart(facts, l.promise.start) || l.promise.name))];
  const what = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : names.join('');
  const message = gap.by === 'turn'
    ? `The promises of ${promise.name} are awaited one after another: nobody hears one that rejects before its turn, ${consequence(project, at.file)}`
    : `Nobody hears ${what} reject while ${gap.name || 'something else'} is awaited: no try/catch around helps, ${consequence(project, at.file)}`;
  const awaits = [gap.range, ...group.flatMap((l) => (l.at ? [l.at] : []))];
  yield { ...site(project, promise), outcome: 'fail', message, help: helpFor(promise, gap, group, facts), level: levelFor(project, at, rejectsRarely(project, at) ? 'warning' : 'error'), fixes: fixesFor(project, gap, group, awaits) };
}

function fixesFor(project: Project, { first }: Gap, group: readonly Late[], awaits: readonly Range[]): readonly Fix[] {
  const together = first === undefined || !group[0] ? [] : awaitTogether(project, startOf(group[0].promise), awaits);
  return together.length > 0 ? together : keepForAwait(project, group.map((l) => l.promise));
}

function helpFor({ name, list }: StartedPromise, gap: Gap, group: readonly Late[], facts: FileFacts): string {
  const earlier = gap.first === undefined ? undefined : facts.bindings[gap.first]?.name;
  if (gap.by === 'turn') return `Await them together: await Promise.all(${name}).`;
  if (earlier !== undefined) return `Await them together: await Promise.all([${[earlier, ...group.map((l) => l.promise.name)].join(', ')}]).`;
  return list ? 'Await it with Promise.all before anything else, or attach a catch to each promise where it is started.' : `Await both with Promise.all, start it later, or attach a handler at once: ${name}.catch(() => {}) keeps the rejection for the await.`;
}

function* judged(project: Project, facts: FileFacts, promise: StartedPromise, hearing: Hearing | undefined): Iterable<Evidence> {
  const name = nameOfStart(facts, promise.start) || promise.name;
  const base = site(project, promise);
  const { outlook } = promise;
  if (!hearing) return;
  if (outlook.is === 'settles') yield { ...base, outcome: 'pass', message: `${name} cannot reject` };
  else if (outlook.is !== 'rejects' && hearing.is !== 'late') return;
  else if (promise.escapes || hearing.is === 'handed on') yield { ...base, outcome: 'unknown', message: `${name}: what else hears it is not followed` };
  else if (hearing.is === 'heard') yield { ...base, outcome: 'pass', message: `${name} is heard before anything else happens` };
  else if (outlook.is !== 'rejects' || !outlook.by.sure) yield { ...base, outcome: 'unknown', message: `${name}: whether it can reject is not known` };
  else if (hearing.is === 'late') yield { ...base, outcome: 'unknown', message: `${name}: whether ${hearing.gap.name || 'what is awaited first'} takes time is not seen` };
  else yield { ...base, outcome: 'fail', ...abandonment(project, name, promise, hearing.gap), level: levelFor(project, startOf(promise), 'warning'), fixes: keepForAwait(project, [promise]) };
}

function abandonment(project: Project, name: string, promise: StartedPromise, gap: Gap): Pick<Evidence, 'message' | 'help'> {
  const when = gap.by === 'call' ? `When ${gap.name || 'a call'} throws` : gap.by === 'throw' ? 'When the function throws before that' : 'When the function returns before that';
  return { message: `${when}, nobody awaits ${name} any more: if it rejects as well, nobody hears it, ${consequence(project, startOf(promise).file)}`, help: `Start it afterwards, or attach a handler at once: ${promise.name}.catch(() => {}) keeps the rejection for the await.` };
}

function startOf({ file, start: call }: StartedPromise): CallRef {
  return { file, call };
}

function site(project: Project, promise: StartedPromise): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  const ref = startOf(promise);
  return { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high', fixes: [], data: { promise: promise.name } };
}

/** What becomes of a rejection that nobody hears. */
function consequence(project: Project, file: string): string {
  const last = lastResortOf(project, file);
  return last.is === 'ends' ? 'and a rejection without a handler ends the process' : `and only ${last.by} hears of it`;
}

/** Nobody but the one who started it is hurt by a script that ends. */
function levelFor(project: Project, ref: CallRef, level: 'error' | 'warning'): Evidence['level'] {
  if (wayTo(project, ref).reach === 'script') return 'info';
  return lastResortOf(project, ref.file).is === 'ends' ? level : 'warning';
}
