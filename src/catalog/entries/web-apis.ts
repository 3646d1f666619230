import { defineEntry } from '../types.js';

/** What Node has of the browser and gives promises. */
export default defineEntry({
  id: 'web-apis',
  name: 'Web APIs of Node',
  packages: ['globalThis'],
  promises: [
    { path: 'new Response|Request|Blob|File().json|text|arrayBuffer|blob|formData|bytes', source: 'https://developer.mozilla.org/en-US/docs/Web/API/Response#instance_methods', verified: 'Node 20.20.2' },
    { path: 'Response.json|error|redirect().json|text|arrayBuffer|blob', source: 'https://developer.mozilla.org/en-US/docs/Web/API/Response#instance_methods' },
    { path: 'crypto.subtle.decrypt|deriveBits|deriveKey|digest|encrypt|exportKey|generateKey|importKey|sign|unwrapKey|verify|wrapKey', source: 'https://nodejs.org/api/webcrypto.html#class-subtlecrypto', verified: 'Node 20.20.2' },
    { path: 'new WritableStream().getWriter().write|close|abort', source: 'https://developer.mozilla.org/en-US/docs/Web/API/WritableStreamDefaultWriter', verified: 'Node 20.20.2' },
    { path: 'new TransformStream().writable.getWriter().write|close|abort', source: 'https://developer.mozilla.org/en-US/docs/Web/API/WritableStreamDefaultWriter' },
    { path: 'new WritableStream().close|abort', source: 'https://developer.mozilla.org/en-US/docs/Web/API/WritableStream' },
    { path: 'new ReadableStream().pipeTo|cancel', source: 'https://developer.mozilla.org/en-US/docs/Web/API/ReadableStream' },
    { path: 'new ReadableStream().getReader().read|cancel', source: 'https://developer.mozilla.org/en-US/docs/Web/API/ReadableStreamDefaultReader' },
  ],
});
