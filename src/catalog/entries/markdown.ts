import { defineEntry } from '../types.js';

/** Markdown that becomes HTML: markup in it stays markup, but where that is switched off. */
export default defineEntry({
  id: 'markdown',
  name: 'Markdown',
  packages: ['marked', 'showdown', 'snarkdown'],
  types: { Converter: { is: ['new Converter()', 'new Marked()'] } },
  markup: [
    { path: '', does: 'passes', argument: 0, source: 'https://marked.js.org/ ("Marked does not sanitize the output HTML")' },
    { path: 'marked|parse|parseInline', does: 'passes', argument: 0, source: 'https://marked.js.org/' },
    { path: 'marked.parse|parseInline', does: 'passes', argument: 0, source: 'https://marked.js.org/' },
    { path: 'Converter.makeHtml|parse', does: 'passes', argument: 0, source: 'https://github.com/showdownjs/showdown#xss; https://marked.js.org/' },
  ],
});
