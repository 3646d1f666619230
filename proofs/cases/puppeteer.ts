import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import puppeteer, { type Browser, type Page } from 'puppeteer-core';

import { browserStays, ownChromium, shared } from '../browser.js';
import { limit, type Case } from '../case.js';
import { folder } from '../files.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const { shown, wait } = subject('puppeteer', 'puppeteer-core');

const launch = async (options: object = {}): Promise<Browser> => {
  const { executablePath, args } = await ownChromium();
  return puppeteer.launch({ executablePath, args, headless: true, ...options });
};
const browser = shared(launch);
const impatient = shared(() => launch({ protocolTimeout: 5 * limit }));
const patient = shared(() => launch({ protocolTimeout: 0 }));
const page = async (): Promise<Page> => (await browser()).newPage();
// They are there before any of them is watched.
await Promise.allSettled([browser(), impatient(), patient()]);

/** A page whose own times are short. */
const hurried = async (): Promise<Page> => {
  const own = await page();
  own.setDefaultTimeout(limit);
  own.setDefaultNavigationTimeout(limit);
  return own;
};
const closed = async (): Promise<Page> => {
  const own = await page();
  await own.close();
  return own;
};
const never = (): Promise<never> => new Promise(() => undefined);

/** A program that starts and says nothing. */
const mute = (timeout?: number): Promise<Browser> => {
  const executablePath = join(folder(), 'mute');
  writeFileSync(executablePath, '#!/bin/sh\nexec sleep 300\n', { mode: 0o755 });
  return puppeteer.launch({ executablePath, ...(timeout !== undefined && { timeout }) });
};

export const cases: readonly Case[] = [
  wait('timeout/total', () => mute(limit)),
  wait('timeout/default', () => mute()),
  wait('timeout/0/off', () => mute(0)),
  wait('navigationTimeout/total', async (s) => (await page()).goto(s.silent, { timeout: limit })),
  wait('navigationTimeout/total', async (s) => (await hurried()).goto(s.silent), { how: 'set.setDefaultNavigationTimeout(0)' }),
  wait('navigationTimeout/default', async (s) => (await page()).goto(s.silent)),
  wait('navigationTimeout/0/off', async (s) => (await hurried()).goto(s.silent, { timeout: 0 }), { overrides: true }),
  wait('waitTimeout/total', async () => (await page()).waitForSelector('none', { timeout: limit })),
  wait('waitTimeout/total', async () => (await hurried()).waitForSelector('none'), { how: 'set.setDefaultTimeout(0)' }),
  wait('waitTimeout/default', async () => (await page()).waitForSelector('none')),
  wait('waitTimeout/0/off', async () => (await hurried()).waitForSelector('none', { timeout: 0 }), { overrides: true }),
  wait('protocolTimeout/total', async () => (await (await impatient()).newPage()).evaluate(never)),
  wait('protocolTimeout/0/off', async () => (await (await patient()).newPage()).evaluate(never), { overrides: true }),
  shown('launch/release', () => browserStays(async (options) => {
    const own = await puppeteer.launch({ ...options, headless: true });
    return () => own.close();
  })),
  shown('connect/release', async () => {
    const own = await puppeteer.connect({ browserWSEndpoint: (await browser()).wsEndpoint() });
    return stays(() => Promise.resolve(own.connected), () => own.disconnect());
  }),
  shown('Browser.createBrowserContext/release', async () => {
    const context = await (await browser()).createBrowserContext();
    const isThere = async (): Promise<boolean> => (await browser()).browserContexts().includes(context);
    return stays(isThere, () => context.close());
  }),
  shown('Browser.newPage/release', async () => {
    const own = await page();
    const isThere = async (): Promise<boolean> => (await (await browser()).pages()).includes(own);
    return stays(isThere, () => own.close());
  }),
  shown('Page.click/gives', async () => {
    const own = await closed();
    return gives.promise(() => own.click('a'));
  }),
  shown('Browser.newPage/gives', async () => {
    const own = await launch();
    await own.close();
    return gives.promise(() => own.newPage());
  }),
  shown('Context.newPage/gives', async () => {
    const own = await (await browser()).createBrowserContext();
    await own.close();
    return gives.promise(() => own.newPage());
  }),
];

async function stays(isThere: () => Promise<boolean>, close: () => Promise<unknown>): Promise<string> {
  if (!(await isThere())) throw new Error('kept: it is not there');
  await close();
  if (await isThere()) throw new Error('given back: it is still there');
  return 'kept: it stays in the browser; given back: it is gone';
}
