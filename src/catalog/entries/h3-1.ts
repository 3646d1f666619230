import { defineEntry } from '../types.js';
import { withoutSignal } from '../without-signal.js';
import h3 from './h3.js';

/** h3 1, whose events hold Node's request: no signal. */
export default defineEntry({
  id: 'h3-1',
  name: 'h3',
  packages: ['h3'],
  versions: '<2',
  extends: 'h3',
  handlers: withoutSignal(h3.handlers),
});
