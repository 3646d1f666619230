import { CronJob } from 'cron';
import { CronJob as CronJob3 } from 'cron-3';
import { Cron } from 'croner';
import nodeCron from 'node-cron';
import nodeCron3 from 'node-cron-3';

import type { Case } from '../case.js';
import { dropped, failing, unheard } from '../rejections.js';
import { subject } from '../subject.js';

const everySecond = '* * * * * *';

/** Lets a task run once, and stops it. */
async function onceOf(start: (task: () => Promise<never>) => { stop(): unknown }): Promise<void> {
  let ran: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (ran = resolve));
  const job = start(() => (ran(), failing()));
  await done;
  await job.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
}

/** The task ran and failed, and nothing of it is left unhandled. */
async function heard(start: (task: () => Promise<never>) => { stop(): unknown }): Promise<string> {
  const [, count] = await unheard(() => onceOf(start));
  if (count > 0) throw new Error(`unhandled rejections: ${String(count)}`);
  return 'no rejection is unhandled';
}

export const cases: readonly Case[] = [
  subject('croner', 'croner').shown('export/rejection', () => dropped(() => onceOf((task) => new Cron(everySecond, task))), { alone: true }),
  subject('cron', 'cron-3').shown('export/rejection', () => dropped(() => onceOf((task) => new CronJob3(everySecond, task, null, true))), { alone: true }),
  subject('cron', 'cron').shown('export~2/rejection', () => heard((task) => new CronJob(everySecond, task, null, true)), { alone: true }),
  subject('node-cron', 'node-cron-3').shown('export/rejection', () => heard((task) => nodeCron3.schedule(everySecond, task)), { alone: true }),
  subject('node-cron', 'node-cron').shown('export~2/rejection', () => heard((task) => nodeCron.schedule(everySecond, task)), { alone: true }),
];
