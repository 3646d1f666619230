import { defineEntry } from '../types.js';

/** selenium-webdriver. */
export default defineEntry({
  id: 'selenium-webdriver',
  name: 'selenium-webdriver',
  packages: ['selenium-webdriver'],
  types: {
    Builder: { is: ['new Builder()', 'Builder.*()'] },
  },
  acquires: [
    { path: 'Builder.build', release: ['quit'], mayLast: true, noun: 'browser', without: 'The browser stays, or the process that drives it, with all its memory, and each call adds another', source: 'selenium-webdriver@4.46.0 index.js:584, lib/webdriver.js:770-801 (quit), chromium.js:640 (it ends the driver; close ends only a window), io/exec.js:134-151 (so does the end of the process)' },
  ],
});
