import { defineEntry } from '../types.js';
import fastify from './fastify.js';

/** `fp(async (app) => …)` hands the plugin on as it is: its first parameter is the application. */
export default defineEntry({
  id: 'fastify-plugin',
  name: 'Fastify',
  packages: ['fastify-plugin'],
  extends: 'fastify',
  types: {
    App: { is: [...fastify.types.App.is.filter((path) => path.startsWith('App.')), '().$0', 'fastifyPlugin().$0', 'fp().$0'], noun: 'app' },
  },
});
