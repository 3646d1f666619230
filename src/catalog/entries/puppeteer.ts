import { defineEntry } from '../types.js';

/**
 * puppeteer. Navigation and the `waitFor…` methods give up after 30 s, `launch` too; `timeout: 0` there, or a default
 * set to 0, waits for ever. What runs code in the page (`evaluate`, `$eval`) or takes a picture has no time of its own:
 * it waits for the browser's answer, `protocolTimeout`, 180 s. Nothing bounds the handshake of `connect`, not
 * even `protocolTimeout`: only a race does.
 */
export default defineEntry({
  id: 'puppeteer',
  name: 'puppeteer',
  packages: ['puppeteer', 'puppeteer-core', 'puppeteer-extra'],
  types: {
    Browser: {
      is: ['launch()', 'connect()', 'default.launch|connect()'],
      annotations: ['Browser'],
      options: 0,
      noun: 'browser',
    },
    Context: {
      is: ['Browser.createBrowserContext|createIncognitoBrowserContext|defaultBrowserContext()'],
      annotations: ['BrowserContext'],
      noun: 'browser',
    },
    Page: {
      is: ['Browser.newPage()', 'Context.newPage()'],
      annotations: ['Page'],
      noun: 'browser',
    },
    Frame: {
      is: ['Page.mainFrame|waitForFrame()'],
      annotations: ['Frame'],
      noun: 'browser',
    },
  },
  calls: [
    {
      path: 'launch',
      kind: 'outbound',
      does: 'start of a browser',
      options: 0,
      knobs: ['timeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Page.goto|setContent',
      kind: 'outbound',
      does: 'navigation',
      options: 1,
      knobs: ['navigationTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Frame.goto|setContent',
      kind: 'outbound',
      does: 'navigation',
      options: 1,
      knobs: ['navigationTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Page.reload|goBack|goForward|waitForNavigation',
      kind: 'outbound',
      does: 'navigation',
      options: 0,
      knobs: ['navigationTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Page.waitForSelector|waitForXPath|waitForFunction|waitForRequest|waitForResponse|waitForFrame',
      kind: 'outbound',
      does: 'wait for the page',
      options: 1,
      knobs: ['waitTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Page.waitForNetworkIdle|waitForFileChooser|pdf',
      kind: 'outbound',
      does: 'wait for the page',
      options: 0,
      knobs: ['waitTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Frame.waitForSelector|waitForFunction',
      kind: 'outbound',
      does: 'wait for the page',
      options: 1,
      knobs: ['waitTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Page.evaluate|evaluateHandle|$eval|$$eval',
      kind: 'outbound',
      does: 'work in the page',
      knobs: ['protocolTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Page.screenshot',
      kind: 'outbound',
      does: 'screenshot',
      options: 0,
      knobs: ['protocolTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Frame.evaluate|evaluateHandle|$eval|$$eval',
      kind: 'outbound',
      does: 'work in the page',
      knobs: ['protocolTimeout'],
      essential: ['total'],
      phases: ['total'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['total'],
      source: 'puppeteer-core@24.43.1 lib/esm/puppeteer/node/BrowserLauncher.js:41 (launch)',
    },
    navigationTimeout: {
      at: ['call.timeout', 'set.setDefaultNavigationTimeout(0)', 'set.setDefaultTimeout(0)'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['total'],
      source: 'puppeteer-core@24.43.1 lib/esm/puppeteer/common/TimeoutSettings.js:6, :23-31; lib/esm/puppeteer/cdp/Frame.js:148',
    },
    waitTimeout: {
      at: ['call.timeout', 'set.setDefaultTimeout(0)'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['total'],
      source: 'puppeteer-core@24.43.1 lib/esm/puppeteer/common/TimeoutSettings.js:6, :32-37; lib/esm/puppeteer/cdp/Page.js:878 (pdf)',
    },
    protocolTimeout: {
      at: ['client.protocolTimeout'],
      unit: 'ms',
      default: 180_000,
      off: [0],
      covers: ['total'],
      source: 'puppeteer-core@24.43.1 lib/esm/puppeteer/cdp/Connection.js:37 (180_000), lib/esm/puppeteer/common/CallbackRegistry.js:108',
    },
  },
  ignored: [
    {
      calls: 'Page.screenshot',
      option: 'timeout',
      why: 'does nothing: screenshot has no such option',
      instead: 'protocolTimeout where the browser is launched',
      source: 'puppeteer-core@24.43.1 lib/types.d.ts (ScreenshotOptions)',
    },
  ],
  promises: [
    { path: 'Page|Frame.click|tap|type|select|hover|focus|goto|reload|goBack|goForward|close|content|title|setContent|evaluate|evaluateHandle|evaluateOnNewDocument|exposeFunction|$|$$|$eval|$$eval|screenshot|pdf|waitForSelector|waitForFunction|waitForNavigation|waitForTimeout|addScriptTag|addStyleTag|setViewport|setUserAgent|setCookie|setExtraHTTPHeaders|setRequestInterception|setBypassCSP|setJavaScriptEnabled|setCacheEnabled|authenticate|emulate|emulateMediaType|bringToFront|cookies|deleteCookie|metrics', source: 'https://pptr.dev/api/puppeteer.page' },
    { path: 'Browser.newPage|close|disconnect|pages|createBrowserContext|createIncognitoBrowserContext|version', source: 'https://pptr.dev/api/puppeteer.browser' },
    { path: 'Context.newPage|close', source: 'https://pptr.dev/api/puppeteer.browsercontext' },
    { path: 'launch|connect', source: 'https://pptr.dev/api/puppeteer.puppeteernode.launch', verified: '24.43.1' },
  ],
  acquires: [
    { path: 'launch', release: ['close', 'disconnect'], noun: 'browser', without: 'The browser process stays, with all its memory, and each call adds another', source: 'https://pptr.dev/api/puppeteer.browser.close' },
    { path: 'Browser.newPage', release: ['close'], owner: ['close', 'disconnect'], noun: 'page', without: 'The page stays open in the browser, with all its memory, and each call adds another', source: 'https://pptr.dev/api/puppeteer.page.close' },
  ],
});
