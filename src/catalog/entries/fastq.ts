import { defineEntry } from '../types.js';

/** fastq: a list of tasks in memory, of which so many run at a time. Nothing limits how many wait. */
export default defineEntry({
  id: 'fastq',
  name: 'fastq',
  packages: ['fastq'],
  queues: ['()', 'promise()', 'default()', 'default.promise()'].map((path) => ({
    path,
    is: 'memory',
    noun: 'queue',
    adds: ['push', 'unshift'],
    asks: ['length', 'idle', 'drained', 'getQueue', 'kill', 'killAndDrain'],
    advice: 'Refuse with 503 when queue.length() passes a limit',
    source: 'fastq@1.19.1 queue.js:103-126 (push appends to a linked list)',
  })),
});
