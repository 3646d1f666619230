import { defineEntry } from '../types.js';

/** tiktoken: its encodings lie in the memory of WebAssembly, which no garbage collector sees. */
export default defineEntry({
  id: 'tiktoken',
  name: 'tiktoken',
  packages: ['tiktoken', '@dqbd/tiktoken'],
  acquires: [
    { path: 'get_encoding|encoding_for_model|Tiktoken', sync: true, release: ['free'], mayLast: true, noun: 'encoding', without: 'Its memory, some megabytes of WebAssembly, is never given back, and each call takes as much again', source: 'tiktoken@1.0.22 tiktoken.d.ts:11, :128-140 (free)' },
  ],
});
