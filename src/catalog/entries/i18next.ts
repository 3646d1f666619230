import { defineEntry } from '../types.js';

/** Translations. What cannot be loaded is logged, and the promise is fulfilled all the same. */
export default defineEntry({
  id: 'i18next',
  name: 'i18next',
  packages: ['i18next'],
  types: {
    I18n: { is: ['', 'createInstance()', 'I18n.use()'], annotations: ['i18n'] },
  },
  promises: [
    { path: 'I18n.init|changeLanguage|loadLanguages|loadNamespaces|loadResources|reloadResources', settles: true, source: 'https://www.i18next.com/overview/api#init (a backend that fails is logged)', verified: '26.7.2' },
  ],
});
