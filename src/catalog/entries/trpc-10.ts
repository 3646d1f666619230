import { defineEntry } from '../types.js';
import { withoutSignal } from '../without-signal.js';
import trpc from './trpc.js';

/** tRPC 10: the same builders; procedures are not given a signal. */
export default defineEntry({
  id: 'trpc-10',
  name: 'tRPC',
  packages: ['@trpc/server'],
  versions: '>=10 <11.0.0-0',
  extends: 'trpc',
  handlers: withoutSignal(trpc.handlers),
});
