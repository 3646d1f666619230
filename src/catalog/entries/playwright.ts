import { defineEntry } from '../types.js';

const waits = ['waitForSelector', 'waitForEvent', 'waitForRequest', 'waitForResponse'];

/** What a page, a frame and a locator do alike, with the options last. */
const actions = ['click', 'dblclick', 'hover', 'tap', 'check', 'uncheck', 'focus', 'textContent', 'innerText', 'innerHTML', 'inputValue'];

/**
 * playwright as a library: what navigates, waits or acts gives up after 30 s, unless a call, the page or its context says
 * otherwise, where 0 means never. `connect` is the exception, it has no timeout unless given one. What runs code
 * in the page (`evaluate`, `$eval`) has none and takes none: a race or a wrapper must end it.
 * `@playwright/test` is left out: there actions have no timeout of their own, since the test has one.
 */
export default defineEntry({
  id: 'playwright',
  name: 'playwright',
  packages: ['playwright', 'playwright-core', 'playwright-chromium', 'playwright-firefox', 'playwright-webkit'],
  types: {
    Browser: {
      is: ['chromium|firefox|webkit.launch|connect|connectOverCDP()'],
      annotations: ['Browser'],
      noun: 'browser',
    },
    Context: {
      is: ['Browser.newContext()', 'chromium|firefox|webkit.launchPersistentContext()', 'Page.context()'],
      annotations: ['BrowserContext'],
    },
    Page: {
      is: ['Browser.newPage()', 'Context.newPage()', 'Frame.page()', 'Locator.page()'],
      annotations: ['Page'],
    },
    Frame: {
      is: ['Page.mainFrame|frame()'],
      annotations: ['Frame'],
    },
    Locator: {
      is: [
        'Page.locator|getByRole|getByText|getByLabel|getByPlaceholder|getByTestId|getByAltText|getByTitle()',
        'Frame.locator|getByRole|getByText|getByLabel|getByPlaceholder|getByTestId|getByAltText|getByTitle()',
        'Locator.first|last|nth|filter|and|or|locator|getByRole|getByText|getByLabel|getByPlaceholder|getByTestId|getByAltText|getByTitle()',
      ],
      annotations: ['Locator'],
    },
    Api: {
      is: ['request.newContext()', 'Context.request', 'Page.request'],
      annotations: ['APIRequestContext'],
      options: 0,
      noun: 'client',
    },
  },
  calls: [
    {
      path: 'chromium|firefox|webkit.connect',
      kind: 'outbound',
      does: 'connection to a browser',
      options: [1, 0],
      url: 0,
      knobs: ['connectTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
    {
      path: 'chromium|firefox|webkit.connectOverCDP',
      kind: 'outbound',
      does: 'connection to a browser',
      options: [1, 0],
      url: 0,
      knobs: ['cdpTimeout'],
      essential: ['connect'],
      phases: ['connect'],
    },
    ...(['Page', 'Frame'] as const).flatMap(
      (type) =>
        [
          {
            path: `${type}.goto|setContent|waitForURL|waitForLoadState`,
            kind: 'outbound',
            does: 'navigation',
            options: 1,
            knobs: ['navigationTimeout'],
            essential: ['total'],
            phases: ['total'],
          },
          {
            path: `${type}.reload|goBack|goForward|waitForNavigation`,
            kind: 'outbound',
            does: 'navigation',
            options: 0,
            knobs: ['navigationTimeout'],
            essential: ['total'],
            phases: ['total'],
          },
          {
            path: `${type}.${[...waits, ...actions].join('|')}`,
            kind: 'outbound',
            does: 'work in the page',
            options: 1,
            knobs: ['timeout'],
            essential: ['total'],
            phases: ['total'],
          },
          // Nothing but a wrapper, or closing the page, ends it.
          {
            path: `${type}.evaluate|evaluateHandle|$eval|$$eval`,
            kind: 'outbound',
            does: 'work in the page',
            knobs: [],
            essential: ['total'],
            phases: ['total'],
          },
          {
            path: `${type}.waitForFunction|fill|type|press|selectOption|setInputFiles|getAttribute`,
            kind: 'outbound',
            does: 'work in the page',
            options: 2,
            knobs: ['timeout'],
            essential: ['total'],
            phases: ['total'],
          },
        ] as const,
    ),
    {
      path: 'Page.screenshot',
      kind: 'outbound',
      does: 'screenshot',
      options: 0,
      knobs: ['timeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: `Locator.${[...actions, 'clear', 'screenshot', 'waitFor'].join('|')}`,
      kind: 'outbound',
      does: 'work in the page',
      options: 0,
      knobs: ['timeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Locator.fill|type|press|pressSequentially|selectOption|setInputFiles|getAttribute',
      kind: 'outbound',
      does: 'work in the page',
      options: 1,
      knobs: ['timeout'],
      essential: ['total'],
      phases: ['total'],
    },
    {
      path: 'Api.get|post|put|patch|delete|head|fetch',
      kind: 'outbound',
      does: 'HTTP request',
      options: 1,
      url: 0,
      knobs: ['apiTimeout'],
      phases: ['connect', 'headers', 'body', 'total'],
    },
  ],
  knobs: {
    timeout: {
      at: ['call.timeout', 'set.setDefaultTimeout(0)'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['total'],
      source: 'playwright-core@1.65.1 lib/coreBundle.js:4971 (3e4), :59414-59423',
    },
    navigationTimeout: {
      at: ['call.timeout', 'set.setDefaultNavigationTimeout(0)', 'set.setDefaultTimeout(0)'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['total'],
      source: 'playwright-core@1.65.1 lib/coreBundle.js:4971 (3e4), :59400-59412',
    },
    connectTimeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 'none',
      off: [0],
      covers: ['connect'],
      source: 'playwright-core@1.65.1 types/types.d.ts:26122 (0, no timeout)',
      verified: '1.65.1',
    },
    cdpTimeout: {
      at: ['call.timeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['connect'],
      source: 'playwright-core@1.65.1 lib/coreBundle.js:65492, types/types.d.ts:24732',
      verified: '1.65.1',
    },
    apiTimeout: {
      at: ['call.timeout', 'client.timeout'],
      unit: 'ms',
      default: 30_000,
      off: [0],
      covers: ['connect', 'headers', 'body', 'total'],
      source: 'playwright-core@1.65.1 lib/coreBundle.js:61349, types/types.d.ts:20113',
    },
  },
  promises: [
    { path: 'Page|Frame.click|dblclick|tap|type|fill|press|check|uncheck|hover|focus|selectOption|setInputFiles|goto|reload|goBack|goForward|close|content|title|setContent|evaluate|evaluateHandle|$eval|$$eval|screenshot|pdf|waitForTimeout|waitForSelector|waitForFunction|waitForNavigation|waitForLoadState|addInitScript|addScriptTag|addStyleTag|setViewportSize|setExtraHTTPHeaders|route|unroute|exposeFunction|bringToFront|textContent|innerText|innerHTML|getAttribute|inputValue|isVisible|count', source: 'https://playwright.dev/docs/api/class-page' },
    { path: 'Locator.click|dblclick|tap|type|fill|press|check|uncheck|hover|focus|selectOption|setInputFiles|goto|reload|goBack|goForward|close|content|title|setContent|evaluate|evaluateHandle|$eval|$$eval|screenshot|pdf|waitForTimeout|waitForSelector|waitForFunction|waitForNavigation|waitForLoadState|addInitScript|addScriptTag|addStyleTag|setViewportSize|setExtraHTTPHeaders|route|unroute|exposeFunction|bringToFront|textContent|innerText|innerHTML|getAttribute|inputValue|isVisible|count', source: 'https://playwright.dev/docs/api/class-locator' },
    { path: 'Context.newPage|close|addCookies|clearCookies|cookies|storageState|grantPermissions|addInitScript', source: 'https://playwright.dev/docs/api/class-browsercontext' },
    { path: 'Browser.newPage|newContext|close', source: 'https://playwright.dev/docs/api/class-browser' },
    { path: 'chromium|firefox|webkit.launch|connect|connectOverCDP|launchPersistentContext|launchServer', source: 'https://playwright.dev/docs/api/class-browsertype', verified: '1.65.1' },
  ],
  acquires: [
    { path: 'chromium|firefox|webkit.connect|connectOverCDP', release: ['close'], gives: ['newPage', 'newContext'], mayLast: true, noun: 'connection to the browser', without: 'The connection and what it opened stay, and each call adds more', source: 'https://playwright.dev/docs/api/class-browser#browser-close' },
    { path: 'chromium|firefox|webkit.launch', release: ['close'], gives: ['newPage', 'newContext'], mayLast: true, noun: 'browser', without: 'The browser process stays, with all its memory, and each call adds another', source: 'https://playwright.dev/docs/api/class-browser#browser-close' },
    { path: 'chromium|firefox|webkit.launchPersistentContext', release: ['close'], gives: ['newPage'], mayLast: true, noun: 'browser', without: 'The browser process stays, with all its memory, and each call adds another', source: 'playwright-core@1.65.1 types/types.d.ts (launchPersistentContext: closing the context closes the browser)' },
    { path: 'Browser.newContext', release: ['close'], gives: ['newPage'], owner: ['close'], noun: 'browser context', without: 'The context stays open in the browser, with all its memory, and each call adds another', source: 'https://playwright.dev/docs/api/class-browsercontext#browser-context-close' },
    { path: 'Browser|Context.newPage', release: ['close'], owner: ['close'], noun: 'page', without: 'The page stays open in the browser, with all its memory, and each call adds another', source: 'https://playwright.dev/docs/api/class-page#page-close' },
  ],
  clients: [
    { path: 'chromium|firefox|webkit.launch()', noun: 'browser', holds: 'process', closes: ['close'], source: 'https://playwright.dev/docs/browser-contexts (contexts are "fast and cheap to create"; a browser is a process)' },
    { path: 'chromium|firefox|webkit.launchPersistentContext()', noun: 'browser', holds: 'process', closes: ['close'], source: 'https://playwright.dev/docs/api/class-browsertype#browser-type-launch-persistent-context' },
  ],
});
