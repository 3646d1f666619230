import type { FileFacts } from '../model/facts.js';

const clientPackages = /^(?:react|react-dom|react-dom\/client|react-native|preact|vue|svelte|solid-js|@angular\/core)$/;
const serverPackages = /^(?:react-dom\/server(?:\..+)?|express|fastify|koa|hono|@hono\/.+|@nestjs\/.+|next\/server|(?:node:)?https?2?)$/;

/** Code that runs in a browser: a `"use client"` file, or one that is built on a user-interface library and on no server. */
export function isClientSide(facts: FileFacts): boolean {
  if (facts.directives.includes('use client')) return true;
  return facts.imports.some((i) => clientPackages.test(i)) && !facts.imports.some((i) => serverPackages.test(i));
}
