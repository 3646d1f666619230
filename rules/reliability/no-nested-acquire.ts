import { callKey } from '../../src/analysis/abstract.js';
import { parameterBindings } from '../../src/analysis/deadline/consumers.js';
import type { Holder } from '../../src/analysis/nesting/holders.js';
import { nestingsIn, type HeldJudgement, type Nesting } from '../../src/analysis/nesting/nestings.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import { useHeld } from '../../src/fix/use-held.js';
import type { Evidence, Level, Reach, TraceStep } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-nested-acquire';

export default defineRule({
  meta: {
    id,
    area: 'reliability',
    item: 'resources',
    mode: 'Deadlock',
    summary: 'Nobody waits for a connection, a lock or a place while holding one of the same.',
    why: 'A transaction holds a connection. A query inside of it that is sent by the pool, and not by the transaction, needs a second one. With one request at a time that works. With as many requests as the pool has connections, each holds one and waits for another, none gives its own back, and the service stands still until something times out, while the database is idle. Such a query is not part of the transaction either: a rollback leaves what it wrote. With a lock, or a limiter that is awaited inside of its own task, one request is enough.',
    how: 'Looks at all that is held: clients of pools and transactions by hand, from where they are got to where they are given back on each path, and functions that run in a transaction, under a lock or in a place of a limiter, of the library or of a helper of the project that does the same. It follows what is waited for meanwhile, across functions and files, and fails where that takes a connection of the same pool, the same lock or a place of the same limiter; where it writes without the session of a MongoDB transaction; and, as a warning, where it waits for an HTTP request while a connection is held. It passes when all of it uses what is held. Where it cannot be told whether two pools are the same, or a call is not seen, it is unknown.',
    coverage: { practice: 'nothing of the same is waited for while it is held', sites: 'transactions, locks and limiters' },
    level: 'error',
    weakness: 833,
    gate: ['catalog'],
    examples: [
      { title: 'The pool inside of a transaction', reports: [7], code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function move(from: number, to: number) {\n  const client = await pool.connect();\n  try {\n    await client.query('BEGIN');\n    await pool.query('UPDATE accounts SET amount = amount - 1 WHERE id = $1', [from]);\n    await client.query('UPDATE accounts SET amount = amount + 1 WHERE id = $1', [to]);\n    await client.query('COMMIT');\n  } finally {\n    client.release();\n  }\n}\n", dependencies: { pg: '8.16.3' } },
      { title: 'A limiter that is awaited inside of its own task', reports: [4], code: "import pLimit from 'p-limit';\nconst limit = pLimit(4);\nexport async function walk(pages: string[], load: (page: string) => Promise<string[]>): Promise<void> {\n  await Promise.all(pages.map((page) => limit(async () => walk(await load(page), load))));\n}\n", dependencies: { 'p-limit': '7.1.1' } },
      { title: 'Everything on the client that is held', reports: [], code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function move(from: number, to: number) {\n  const client = await pool.connect();\n  try {\n    await client.query('BEGIN');\n    await client.query('UPDATE accounts SET amount = amount - 1 WHERE id = $1', [from]);\n    await client.query('UPDATE accounts SET amount = amount + 1 WHERE id = $1', [to]);\n    await client.query('COMMIT');\n  } finally {\n    client.release();\n  }\n}\n", dependencies: { pg: '8.16.3' } },
      { title: 'The pool when nothing is held any more', reports: [], code: "import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function next() {\n  const client = await pool.connect();\n  await client.query('SELECT 1').finally(() => client.release());\n  await pool.query('SELECT 2');\n}\n", dependencies: { pg: '8.16.3' } },
    ],
    blindSpots: [
      'Locks and pools that the project writes by hand are not known as such.',
      'A call is looked at where it is waited for: what is begun while something is held, and awaited in another function, is not seen.',
      'That two libraries share a pool, as drizzle and the pg pool that it was given, is not seen.',
      'How many connections a pool has, and how many requests there are at a time, is not asked.',
    ],
    fix: { offers: 'Makes a query on the connection or transaction that is held, where the same function makes it on the pool or client that this comes from. Not where another function makes it: it has to be given what is held, through all functions on the way.' },
  },
  *file({ file, project }) {
    const told = new Set<string>();
    for (const judgement of nestingsIn(project, file)) {
      const news = judgement.nestings.filter(({ at }) => !told.has(callKey(at)));
      for (const nesting of news) {
        told.add(callKey(nesting.at));
        yield failure(project, nesting);
      }
      if (judgement.nestings.length === 0) yield settled(project, judgement);
    }
  },
});

function settled(project: Project, { holder: { ref, held }, doubt, ambient }: HeldJudgement): Evidence {
  const base = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'high' as const, fixes: [], data: { noun: held.model.noun, call: nameOfCall(project, ref) } };
  if (ambient) return { ...base, outcome: 'pass', message: `${held.entry.name} runs what is called here in the transaction by itself` };
  if (doubt) return { ...base, outcome: 'unknown', message: `whether ${nameOfCall(project, doubt) || 'what is called here'} waits for another ${held.model.noun} is not seen` };
  if (!held.sure) return { ...base, outcome: 'unknown', message: `which ${held.model.noun} is held here is not seen` };
  return { ...base, outcome: 'pass', message: `nothing that is waited for here asks for another ${held.model.noun}` };
}

function failure(project: Project, nesting: Nesting): Evidence {
  const { holder, at, then, taken, slow } = nesting;
  const also: readonly TraceStep[] = (nesting.also ?? []).slice(0, 5).map((ref) => ({ span: spanOf(project, ref), message: `so does ${nameOfCall(project, ref)}` }));
  const { reach, trace } = wayTo(project, at);
  const last = then.at(-1);
  const held: TraceStep = { span: spanOf(project, holder.ref), message: `the ${holder.held.model.noun} is held from here on` };
  const way: readonly TraceStep[] = then.map((ref) => ({ span: spanOf(project, ref), message: ref === last ? (slow === undefined ? `${nameOfCall(project, ref)} asks for another one here` : `${nameOfCall(project, ref)} waits here`) : `calls ${nameOfCall(project, ref)}` }));
  return {
    rule: id, outcome: 'fail', span: spanOf(project, at), reach, trace: [...trace, held, ...way, ...also], confidence: 'high', fixes: useHeld(project, nesting),
    level: levelOf(nesting, reach),
    message: slow === undefined ? waitMessage(project, nesting) : slowMessage(project, nesting, slow),
    help: slow === undefined ? help(project, nesting) : 'Make the request before it begins or after it has ended, and keep only the queries inside.',
    data: { noun: holder.held.model.noun, call: nameOfCall(project, at), kind: taken ? holder.held.model.kind : 'slow' },
  };
}

function levelOf({ holder: { held: { model } }, slow }: Nesting, reach: Reach): Level {
  if (reach === 'script') return 'info';
  if (slow !== undefined || model.kind === 'session') return 'warning';
  return model.kind === 'lock' || reach === 'request' || reach === 'worker' ? 'error' : 'warning';
}

function waitMessage(project: Project, { holder, at, then }: Nesting): string {
  const { ref, held: { model } } = holder;
  const last = then.at(-1);
  const name = `${nameOfCall(project, at) || 'This call'}${last ? ` (${nameOfCall(project, last)} in ${placeText(project, last)})` : ''}`;
  const from = `${nameOfCall(project, ref) || 'the call'} (line ${placeText(project, ref).split(':').at(-1) ?? ''})`;
  switch (model.kind) {
    case 'session': return `${name} writes outside of the transaction of ${from}: it is not told the session. What it writes stays when the transaction is aborted, and is seen by others before it is committed.`;
    case 'lock': return `${name} waits for the ${model.noun} that is held here since ${from}. It is not given twice, so this never ends, and everybody who asks for it after that waits for ever.`;
    case 'place': return `${name} waits for a place of the limiter in which it runs itself, since ${from}. When all places are taken by tasks that wait here, none of them ends, and nothing that is queued ever starts.`;
    case 'connection': return `${name} takes another ${model.noun} of the pool while ${holder.callback || holder.held.keeps === 'during' ? `the function that ${from} runs holds one` : `the one of ${from} is held`}. When as many requests as the pool has come this far, each waits for the others, and nothing goes on until something times out.${isTransaction(holder) ? ' It is not part of the transaction either: it does not see what that has written, and no rollback reaches it.' : ''}`;
  }
}

function isTransaction({ held: { model, keeps } }: Holder): boolean {
  return model.noun === 'connection' && keeps === 'during';
}

function slowMessage(project: Project, { holder: { ref, held }, at }: Nesting, slow: string): string {
  return `${nameOfCall(project, at)} waits for ${/^(?:[aeiou]|HTTP|S3|SMTP|SQS|SNS)/i.test(slow) ? 'an' : 'a'} ${slow} while a ${held.model.noun} of the pool is held, since ${nameOfCall(project, ref)} (line ${placeText(project, ref).split(':').at(-1) ?? ''}). Until the other side answers, or the transaction times out, the ${held.model.noun} stays taken, with all that it has locked: a slow answer there empties the pool here.`;
}

function help(project: Project, { holder, at }: Nesting): string {
  const { held: { model }, callback } = holder;
  if (model.kind === 'lock') return 'Call the part that needs no lock of its own, or take the lock only in the outer function.';
  if (model.kind === 'place') return 'Give the limiter only the innermost work, or use a second limiter for the inner tasks.';
  if (model.told) return `Pass ${model.kind === 'session' ? '{ session }' : `{ ${model.told[0] ?? 'transaction'} }`} to it, through every helper on the way.`;
  const facts = callback && project.evaluator.facts(callback.file);
  const name = callback && facts ? parameterBindings(facts, callback.fn, 0).map((to) => facts.bindings[to]?.name)[0] : undefined;
  if (name !== undefined) return `Use ${name} instead: call it on ${name}, and hand ${name} to the helpers that make queries.`;
  return callback ? `Give the function a parameter, which is what the queries are to be made on, and hand it to ${nameOfCall(project, at) || 'the helpers'} as well.` : `Use the ${model.noun} that is held, and hand it to the helpers that make queries.`;
}
