import { defineEntry } from '../types.js';

/** Functions that make text harmless in a page: what has a meaning in HTML is escaped, or what can run is taken out. */
export default defineEntry({
  id: 'escapers',
  name: 'Escapers for HTML',
  packages: ['escape-html', 'he', 'html-entities', 'html-escaper', 'entities', 'sanitize-html', 'dompurify', 'isomorphic-dompurify', 'xss', 'validator', 'validator/lib/escape', 'lodash', 'lodash-es', 'lodash/escape', 'lodash.escape', 'underscore', 'es-toolkit', 'es-toolkit/compat', 'es-toolkit/string', 'escape-goat', 'hono/html', 'htmlescape', 'serialize-javascript', 'react-dom/server', 'react-dom/server.browser', 'preact-render-to-string'],
  markup: [
    { path: '', does: 'escapes', argument: 0, source: 'escape-html@1.0.3 index.js; sanitize-html@2.17.5 index.js; xss@1.0.17 lib/index.js:89; serialize-javascript README.md; preact-render-to-string README.md' },
    { path: 'escape|encode|escapeUTF8|escapeHTML|escapeHtml|htmlEscape|encodeHTML|encodeXML|encodeNonAsciiHTML|sanitize|filterXSS|process|html', does: 'escapes', argument: 0, source: 'he@1.2.0 README.md; dompurify README.md; validator@13.15.35 README.md; https://lodash.com/docs/#escape; https://hono.dev/docs/helpers/html' },
    { path: 'renderToString|renderToStaticMarkup|renderToStringAsync|render', does: 'escapes', argument: 0, source: 'https://react.dev/reference/react-dom/server/renderToString' },
    { path: 'default.sanitize|escape|encode', does: 'escapes', argument: 0, source: 'dompurify README.md' },
  ],
});
