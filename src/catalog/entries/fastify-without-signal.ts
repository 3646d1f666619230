import { defineEntry } from '../types.js';
import { withoutSignal } from '../without-signal.js';
import fastify from './fastify.js';

/** Fastify before 5.8: the same registrations, and requests without a signal. */
export default defineEntry({
  id: 'fastify-without-signal',
  name: 'Fastify',
  packages: ['fastify'],
  versions: '>=3 <5.8.0',
  extends: 'fastify',
  handlers: withoutSignal(fastify.handlers),
});
