import { defineEntry } from '../types.js';

/** Markdown that becomes HTML: markup in it stays markup, but where that is switched off. */
export default defineEntry({
  id: 'markdown',
  name: 'Markdown',
  packages: ['marked', 'showdown', 'snarkdown'],
  types: { Converter: { is: ['new Converter()', 'new Marked()'] } },
  markup: [
    { path: '', does: 'passes', argument: 0, source: 'https://marked.js.org/ ("Marked does not sanitize the output HTML")' },
    { path: 'marked|parse|parseInline|marked.parse|marked.parseInline|Converter.makeHtml|Converter.parse', does: 'passes', argument: 0, source: 'https://marked.js.org/; showdown README.md (XSS)' },
  ],
});
