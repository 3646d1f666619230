import { defineEntry } from '../types.js';

/** Templates that escape what they are given, but where that is switched off. */
export default defineEntry({
  id: 'templates',
  name: 'Templates',
  packages: ['handlebars', 'nunjucks', 'mustache', 'ejs', 'pug', 'eta', 'markdown-it'],
  markup: [
    { path: 'compile()', does: 'renders', argument: 0, off: { of: 'maker', at: ['arg1.noEscape'], is: true }, source: 'handlebars@4.7.10 dist/cjs/handlebars/compiler/compiler.js:221' },
    { path: 'create().compile()', does: 'renders', argument: 0, off: { of: 'maker', at: ['arg1.noEscape'], is: true }, source: 'handlebars@4.7.10 dist/cjs/handlebars/compiler/compiler.js:221' },
    { path: 'renderString', does: 'renders', argument: 1, off: { of: { call: 'configure' }, at: ['arg0.autoescape', 'arg1.autoescape'], is: false }, source: 'nunjucks@3.2.4 src/environment.js:68' },
    { path: 'render', does: 'renders', argument: 1, off: { of: { call: 'configure' }, at: ['arg0.autoescape', 'arg1.autoescape'], is: false }, source: 'nunjucks@3.2.4 src/environment.js:68; mustache@4.2.0; ejs@7.0.2' },
    { path: 'configure().render|renderString', does: 'renders', argument: 1, off: { of: { call: 'configure' }, at: ['arg0.autoescape', 'arg1.autoescape'], is: false }, source: 'nunjucks@3.2.4 src/environment.js:68' },
    { path: '().render', does: 'renders', argument: 0, off: { of: 'maker', at: ['arg0.html'], is: true }, source: 'https://markdown-it.github.io/markdown-it/#MarkdownIt.new' },
    { path: 'new ().render', does: 'renders', argument: 0, off: { of: 'maker', at: ['arg0.html'], is: true }, source: 'https://markdown-it.github.io/markdown-it/#MarkdownIt.new' },
    { path: 'SafeString', does: 'passes', argument: 0, source: 'https://handlebarsjs.com/api-reference/utilities.html#handlebars-safestring-string' },
  ],
});
