import { flatten, type CallRef } from '../abstract.js';
import { outboundCalls } from '../deadline/outbound.js';
import type { Project } from '../project.js';
import { reasonFor } from '../routes/cost-of-call.js';
import type { lastName } from '../promises/registrations.js';
import { nameOfCall, placeText } from '../site.js';
import { sourceOf } from '../waits/source.js';
import { awaitedByHandler } from './awaited-by-caller.js';

/** Work of seconds, and who waits for it. */
export interface SlowWork {
  readonly ref: CallRef;
  /** `sends a letter`. */
  readonly does: string;
  readonly verdict: { readonly is: 'answer waits' } | { readonly is: 'job' } | { readonly is: 'unknown'; readonly why: string };
}

/** What the catalog's outbound calls do that takes seconds. */
const slow: Readonly<Record<string, string>> = { mail: 'sends mail', 'start of a browser': 'starts a browser', screenshot: 'takes a screenshot' };
const answering = new Set(['send', 'json', 'jsonp', 'end', 'sendStatus', 'redirect', 'render', 'sendFile']);

/** The calls of a file that do work of seconds; of those in one function the first of a kind. */
export function slowWorkIn(project: Project, file: string): readonly SlowWork[] {
  const told = new Set<string>();
  return (project.evaluator.facts(file)?.calls ?? []).flatMap(({ fn }, call): readonly SlowWork[] => {
    const ref = { file, call };
    const does = slowness(project, ref);
    if (does === undefined || told.has(`${String(fn)} ${does}`)) return [];
    told.add(`${String(fn)} ${does}`);
    return [{ ref, does, verdict: verdictOf(project, ref) }];
  });
}

function slowness(project: Project, ref: CallRef): string | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return undefined;
  const outbound = outboundCalls(project, ref).map(({ model }) => slow[model.does]).find((s) => s !== undefined);
  if (outbound !== undefined) return outbound;
  if (reasonFor(project, ref) === 'mail') return slow['mail'];
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'slowWork')) continue;
    const version = versionOf(ref.file, value.package);
    const model = catalog.read(value, version).map((reading) => catalog.slowWork(reading, fact.construct === true, value.package, version)).find((m) => m !== undefined);
    if (model) return model.does;
  }
  return undefined;
}

function verdictOf(project: Project, ref: CallRef): SlowWork['verdict'] {
  const fn = project.evaluator.call(ref)?.fn ?? -1;
  const { reach, calls } = project.reach({ file: ref.file, fn });
  if (reach === 'worker') return { is: 'job' };
  if (reach !== 'request') return { is: 'unknown', why: 'who waits for it is not seen' };
  const waits = awaitedByHandler(project, ref);
  if (waits !== 'waits') return { is: 'unknown', why: waits === 'dropped' ? 'nobody waits for it, and it is lost when the process ends' : 'whether the answer waits for it is not seen' };
  const early = answeredBefore(project, calls[0] ?? ref);
  return early ? { is: 'unknown', why: `the answer is sent before, at ${placeText(project, early)}` } : { is: 'answer waits' };
}

/** The answer is on its way before the handler comes to the work. */
function answeredBefore(project: Project, { file, call }: CallRef): CallRef | undefined {
  const facts = project.evaluator.facts(file);
  const fact = facts?.calls[call];
  if (!facts || !fact) return undefined;
  const at = facts.calls.findIndex((c) => c.fn === fact.fn && c.range[1] <= fact.range[0] && !c.conditional && c.callee.is === 'member' && answering.has(c.callee.name) && sourceOf(project, file, rootOfChain(facts.calls, c.callee.of)) === 'response');
  return at === -1 ? undefined : { file, call: at };
}

type Calls = readonly { readonly callee: Parameters<typeof lastName>[1] }[];

/** `res` of `res.status(202).json()`. */
function rootOfChain(calls: Calls, value: Parameters<typeof lastName>[1]): Parameters<typeof lastName>[1] {
  const callee = value.is === 'call' ? calls[value.call]?.callee : undefined;
  return callee?.is === 'member' ? rootOfChain(calls, callee.of) : value;
}

const libraries: Readonly<Record<string, string>> = { bullmq: 'BullMQ', '@nestjs/bullmq': 'BullMQ', bull: 'Bull', '@nestjs/bull': 'Bull', 'bee-queue': 'Bee-Queue', 'pg-boss': 'pg-boss', agenda: 'Agenda', 'graphile-worker': 'Graphile Worker', '@aws-sdk/client-sqs': 'SQS', amqplib: 'RabbitMQ', kafkajs: 'Kafka', '@google-cloud/tasks': 'Cloud Tasks', inngest: 'Inngest', '@trigger.dev/sdk': 'Trigger.dev' };
const known = new WeakMap<Project, string>();

/** The queue that the project uses already, or one to begin with. */
export function queueAtHand(project: Project): string {
  let found = known.get(project);
  if (found === undefined) {
    const used = [...project.evaluator.sources.files].filter(([file]) => !project.isScript(file)).flatMap(([, facts]) => facts.imports.flatMap((i) => libraries[i] ?? []));
    known.set(project, (found = used[0] === undefined ? 'a queue such as BullMQ or pg-boss' : `the queue that the project has already (${used[0]})`));
  }
  return found;
}

/** The call, for messages. */
export function slowName(project: Project, { ref }: SlowWork): string {
  return nameOfCall(project, ref) || 'this';
}
