import { chromium, request, type Browser, type Page } from 'playwright-core';

import { browserStays, ownChromium, shared } from '../browser.js';
import { limit, type Case } from '../case.js';
import { folder } from '../files.js';
import { gives } from '../gives.js';
import { subject } from '../subject.js';

const { phases, shown, wait } = subject('playwright', 'playwright-core');

const browser = shared(async (): Promise<Browser> => {
  const { executablePath, args } = await ownChromium();
  return chromium.launch({ executablePath, args });
});
const page = async (): Promise<Page> => (await browser()).newPage();
// It is there before any of them is watched.
await browser().catch(() => undefined);

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
const got = async (url: string, options: object = {}, client: object = {}): Promise<unknown> => (await request.newContext(client)).get(url, options);

export const cases: readonly Case[] = [
  wait('timeout/total', async () => (await page()).waitForSelector('none', { timeout: limit })),
  wait('timeout/total', async () => (await hurried()).waitForSelector('none'), { how: 'set.setDefaultTimeout(0)' }),
  wait('timeout/total', async () => (await page()).locator('none').click({ timeout: limit }), { how: 'a locator' }),
  wait('timeout/default', async () => (await page()).waitForSelector('none')),
  wait('timeout/0/off', async () => (await hurried()).waitForSelector('none', { timeout: 0 }), { overrides: true }),
  wait('navigationTimeout/total', async (s) => (await page()).goto(s.silent, { timeout: limit })),
  wait('navigationTimeout/total', async (s) => (await hurried()).goto(s.silent), { how: 'set.setDefaultNavigationTimeout(0)' }),
  wait('navigationTimeout/default', async (s) => (await page()).goto(s.silent)),
  wait('navigationTimeout/0/off', async (s) => (await hurried()).goto(s.silent, { timeout: 0 }), { overrides: true }),
  ...phases('apiTimeout', (url) => got(url, { timeout: limit })),
  ...phases('apiTimeout', (url) => got(url, {}, { timeout: limit }), { how: 'client.timeout' }),
  wait('apiTimeout/default', (s) => got(s.silent)),
  wait('apiTimeout/0/off', (s) => got(s.silent, { timeout: 0 }, { timeout: limit }), { overrides: true }),
  wait('Page.evaluate/total/unbounded', async () => (await hurried()).evaluate(never)),
  wait('Frame.evaluate/total/unbounded', async () => (await hurried()).mainFrame().evaluate(never)),
  shown('chromium.launch/release', () => browserStays(async (options) => {
    const own = await chromium.launch(options);
    return () => own.close();
  })),
  shown('chromium.launchPersistentContext/release', () => browserStays(async (options) => {
    const own = await chromium.launchPersistentContext(folder(), options);
    return () => own.close();
  })),
  shown('Browser.newContext/release', async () => {
    const context = await (await browser()).newContext();
    const isThere = async (): Promise<boolean> => (await browser()).contexts().includes(context);
    return stays(isThere, () => context.close());
  }),
  shown('Browser.newPage/release', async () => {
    const own = await page();
    const isThere = async (): Promise<boolean> => (await browser()).contexts().some((context) => context.pages().includes(own));
    return stays(isThere, () => own.close());
  }),
  shown('Page.click/gives', async () => {
    const own = await closed();
    return gives.promise(() => own.click('a'));
  }),
  shown('Locator.click/gives', async () => {
    const own = (await closed()).locator('a');
    return gives.promise(() => own.click());
  }),
  shown('Context.newPage/gives', async () => {
    const own = await (await browser()).newContext();
    await own.close();
    return gives.promise(() => own.newPage());
  }),
  shown('Browser.newPage/gives', async () => {
    const { executablePath, args } = await ownChromium();
    const own = await chromium.launch({ executablePath, args });
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
