import type { Project } from '../../src/analysis/project.js';
import { queueAtHand, slowName, slowWorkIn, type SlowWork } from '../../src/analysis/queues/slow-work.js';
import { spanOf, wayTo } from '../../src/analysis/site.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'prefer-queue';

export default defineRule({
  meta: {
    id,
    area: 'scalability',
    item: 'queues',
    mode: 'No queue for slow work',
    summary: 'Mail, documents, films and browsers are left to a job, and the request is answered before.',
    why: 'A mail server takes seconds, or is away for an hour; a browser takes a processor. When a request waits for it, the client waits as long, and gets an error for something that could have been done a minute later. When many come at once, the work of all of them runs at once, beside everything else that the process answers. And what fails is not tried again, because the request is over.',
    how: 'Looks at the calls that the catalog knows to take seconds: mail that is sent, browsers that are started, screenshots, PDFs, films, text that is read from pictures, pictures that are written to files. It is an info where a request handler waits for one, through helpers and across files. It passes where a job, a consumer or a schedule does it. Where nobody waits for it, where the answer is sent before, or where it is not seen who waits, it is unknown. Pictures that are converted in memory are no sites: they are mostly the answer itself.',
    coverage: { practice: 'slow work in jobs', sites: 'calls that take seconds' },
    level: 'info',
    gate: ['catalog', 'resend', 'pdf', 'ffmpeg', 'tesseract', 'libreoffice', 'html-to-image', 'sharp'],
    examples: [
      { title: 'The user waits for the mail server', reports: [6], dependencies: { nodemailer: '6.9.16' }, code: "import express from 'express';\nimport nodemailer from 'nodemailer';\nconst mail = nodemailer.createTransport({ host: 'smtp.test', connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10000 });\nconst app = express();\napp.post('/register', async (req, res) => {\n  await mail.sendMail({ to: String(req.query.to), subject: 'Welcome' });\n  res.sendStatus(201);\n});\n" },
      { title: 'Each request starts a browser', reports: [5], dependencies: { 'puppeteer': '24.0.0' }, code: "import Fastify from 'fastify';\nimport puppeteer from 'puppeteer';\nconst app = Fastify();\napp.post('/invoices', async () => {\n  const browser = await puppeteer.launch();\n  try {\n    await (await browser.newPage()).pdf({ path: '/invoices/1.pdf' });\n  } finally {\n    await browser.close();\n  }\n  return { ok: true };\n});\n" },
      { title: 'A job sends it', reports: [], dependencies: { nodemailer: '6.9.16', bullmq: '5.81.5' }, code: "import { Worker } from 'bullmq';\nimport nodemailer from 'nodemailer';\nconst mail = nodemailer.createTransport({ host: 'smtp.test', connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10000 });\nexport const worker = new Worker('mails', async (job) => {\n  await mail.sendMail({ to: String(job.data.to), subject: 'Welcome' });\n}, { connection: { host: 'redis' } });\nworker.on('error', console.error);\n" },
      { title: 'The answer is sent before', reports: [], dependencies: { nodemailer: '6.9.16' }, code: "import express from 'express';\nimport nodemailer from 'nodemailer';\nconst mail = nodemailer.createTransport({ host: 'smtp.test', connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10000 });\nconst app = express();\napp.post('/register', async (req, res) => {\n  res.sendStatus(201);\n  try {\n    await mail.sendMail({ to: String(req.query.to), subject: 'Welcome' });\n  } catch (error) {\n    console.error(error);\n  }\n});\n" },
    ],
    blindSpots: [
      'Whether the client needs the result at once, as of a PDF that it downloads or of a mail that it sends to try the settings, is not known.',
      'Exports of many rows, and programs that are run, are not told by this rule.',
      'A client that sends mail and is not in the catalog is not seen.',
    ],
    fix: { none: 'A job needs a queue, a worker and an answer that the client understands: that is another design, not an edit.' },
  },
  *file({ file, project }) {
    if (project.isScript(file)) return;
    for (const work of slowWorkIn(project, file)) yield evidenceOf(project, work);
  },
});

function evidenceOf(project: Project, work: SlowWork): Evidence {
  const { ref, does, verdict } = work;
  const name = slowName(project, work);
  const base = { rule: id, span: spanOf(project, ref), ...wayTo(project, ref), confidence: 'medium', fixes: [], data: { call: name, does } } as const;
  if (verdict.is === 'job') return { ...base, outcome: 'pass', message: `${name} ${does} in a job` };
  if (verdict.is === 'unknown') return { ...base, outcome: 'unknown', message: `${name} ${does}: ${verdict.why}` };
  return { ...base, outcome: 'fail', level: 'info', message: `${name} ${does} while the request waits: it takes seconds, fails when the other side is away, and many at once take the process`, help: `Add a job to ${queueAtHand(project)}, answer 202, and let a worker do it, which tries again when it fails.` };
}
