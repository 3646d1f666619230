import { brokerQueuesIn } from '../../src/analysis/queues/broker-queues.js';
import { listQueuesIn } from '../../src/analysis/queues/list-queues.js';
import { memoryQueuesIn } from '../../src/analysis/queues/memory-queues.js';
import type { JudgedQueue } from '../../src/analysis/queues/queue-verdict.js';
import type { Project } from '../../src/analysis/project.js';
import { boundQueue } from '../../src/fix/bound-queue.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-unbounded-queue';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'queues',
    mode: 'No queue for slow work',
    summary: 'What keeps work for later has an end: how much may wait, how much is taken at once, and how long finished jobs stay.',
    why: 'A queue makes up for a peak, and only for that. When more comes than is done, a queue without a limit grows: in the memory of the process until that is killed with all that waited, in Redis until the server is full and refuses all who write. What waits in it for minutes is done for clients that have given up, which makes all others wait longer.',
    how: 'Looks at lists that outlive a call, to which requests or events add and from whose front other code takes what it then works on; at queues of p-queue, fastq, async and Bottleneck that live as long as the process; at the queues of BullMQ, Bull and Bee-Queue; and at consumers of brokers. A list or a queue in memory passes when its length decides whether something is added, or its library is told a maximum (`highWater`). It fails when requests, jobs or events add to it without waiting; where the request waits for its turn, and where only jobs and events add to a list, it is an info. A queue of jobs fails when finished jobs are never removed, by the queue, the jobs, the worker or a call that cleans it; when it is given a `limiter` that BullMQ ignores there; as an info when no job is ever tried again. A consumer of AMQP fails when its channel has no prefetch and each message starts work outside of the process; consumers that take a few at a time by themselves pass. A list that is emptied at once, in which callers wait for their turn, or that takes each thing once only, is unknown, and so is one whose length is looked at elsewhere.',
    coverage: { practice: 'queues with an end', sites: 'queues and consumers' },
    level: 'warning',
    weakness: 770,
    gate: ['.shift(', '.splice(', 'p-queue', 'fastq', "'async'", '"async"', 'ottleneck', 'bull', 'bee-queue', 'amqp', 'kafka', 'sqs-consumer', 'pg-boss', '.consume('],
    examples: [
      { title: 'A limiter where nobody looks at it', reports: [2], dependencies: { bullmq: '5.81.5' }, code: "import { Queue } from 'bullmq';\nexport const mails = new Queue('mails', { limiter: { max: 10, duration: 1000 }, defaultJobOptions: { attempts: 3, removeOnComplete: 1000 } } as never);\n" },
      { title: 'Each request adds, and one loop takes', reports: [2], code: "import express from 'express';\nconst waiting: string[] = [];\nconst app = express();\napp.post('/events', (req, res) => {\n  waiting.push(String(req.query.id));\n  res.sendStatus(202);\n});\nasync function work() {\n  const id = waiting.shift();\n  if (id !== undefined) await fetch(`https://log.example.com/${id}`, { method: 'POST', signal: AbortSignal.timeout(2000) }).then((r) => r.text());\n  setTimeout(() => void work().catch(console.error), 10);\n}\nvoid work().catch(console.error);\n" },
      { title: 'Who comes when it is full is told so', reports: [], code: "import express from 'express';\nconst waiting: string[] = [];\nconst app = express();\napp.post('/events', (req, res) => {\n  if (waiting.length >= 1000) return res.sendStatus(503);\n  waiting.push(String(req.query.id));\n  res.sendStatus(202);\n});\nasync function work() {\n  const id = waiting.shift();\n  if (id !== undefined) await fetch(`https://log.example.com/${id}`, { method: 'POST', signal: AbortSignal.timeout(2000) }).then((r) => r.text());\n  setTimeout(() => void work().catch(console.error), 10);\n}\nvoid work().catch(console.error);\n" },
      { title: 'Jobs that go when they are done', reports: [], dependencies: { bullmq: '5.81.5' }, code: "import { Queue } from 'bullmq';\nexport const mails = new Queue('mails', { defaultJobOptions: { attempts: 3, backoff: { type: 'exponential', delay: 1000, jitter: 0.5 }, removeOnComplete: 1000, removeOnFail: 5000 } });\n" },
    ],
    blindSpots: [
      'Linked lists, Maps that are used as queues, streams in object mode and p-limit are not looked at.',
      'Whether a worker keeps up with what comes is not known; a queue of jobs has no maximum of its own.',
      'Topics and queues of brokers, and what they are told in their own configuration, are not seen.',
    ],
    fix: { offers: 'Keeps the last 1,000 jobs that are done, tries jobs three times, and lets a channel of AMQP take 10 messages at a time, where the queue or the consumer is made. Whom a full queue in memory turns away only the team can decide.' },
  },
  *file({ file, project }) {
    if (project.isScript(file)) return;
    for (const judged of [...listQueuesIn(project, file), ...memoryQueuesIn(project, file), ...brokerQueuesIn(project, file)]) yield evidenceOf(project, judged);
  },
});

function evidenceOf(project: Project, judged: JudgedQueue): Evidence {
  const { span, name, kind, reach, trace, verdict } = judged;
  const base = { rule: id, span, reach, trace, confidence: 'medium', fixes: [], data: { queue: name, kind } } as const;
  if (verdict.is === 'bounded') return { ...base, outcome: 'pass', message: `${name} is bounded by ${verdict.by}` };
  if (verdict.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name}: ${verdict.why}` };
  return { ...base, outcome: 'fail', level: verdict.level, ...(verdict.covered && { covered: true }), message: `${name} ${verdict.what}. ${verdict.then}`, help: `${verdict.help}.`, fixes: boundQueue(project, judged) };
}
