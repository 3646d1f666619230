import { defineEntry } from '../types.js';

/** tiktoken: its encodings lie in the memory of WebAssembly, of which the garbage collector sees only the handle. */
export default defineEntry({
  id: 'tiktoken',
  name: 'tiktoken',
  packages: ['tiktoken', '@dqbd/tiktoken'],
  acquires: [
    { path: 'get_encoding|encoding_for_model|Tiktoken', sync: true, release: ['free'], mayLast: true, noun: 'encoding', without: 'Its memory, some megabytes of WebAssembly, stays until garbage is collected, which does not see how large it is', collected: 'info', source: 'tiktoken@1.0.22 tiktoken.d.ts:11, :128-140 (free); tiktoken_bg.js (FinalizationRegistry, also in 1.0.10)' },
  ],
});
