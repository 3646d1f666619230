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
    { path: 'Builder.build', release: ['quit'], mayLast: true, noun: 'browser', without: 'The browser process stays, with all its memory, and each call adds another', source: 'https://www.selenium.dev/documentation/webdriver/drivers/#quit' },
  ],
});
