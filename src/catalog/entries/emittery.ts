import { defineEntry } from '../types.js';

/** Emittery waits for its listeners: `emit` rejects when one of them does. */
export default defineEntry({
  id: 'emittery',
  name: 'Emittery',
  packages: ['emittery'],
  types: {
    Emitter: { is: ['new ()', 'new default()', 'new Emittery()'], annotations: ['default', 'Emittery'] },
  },
  callbacks: [{ path: 'Emitter.on|onAny|once', from: 0, promise: 'looked-at', source: 'emittery@1.2.1 index.js:385 (emit awaits all listeners)', verified: '1.2.1' }],
});
