import { defineEntry } from '../types.js';
import { withoutSignal } from '../without-signal.js';
import bullmq from './bullmq-handlers.js';

/** BullMQ before 5.64, whose processors get a job and its token. */
export default defineEntry({
  id: 'bullmq-handlers-without-signal',
  name: 'BullMQ',
  packages: ['bullmq'],
  versions: '<5.64.0',
  extends: 'bullmq-handlers',
  handlers: withoutSignal(bullmq.handlers),
});
