import { isBuiltin } from 'node:module';
import { testsBefore } from '../analysis/holding/remembered.js';
import type { FileFacts, Value } from '../model/facts.js';

const clientPackages = /^(?:react|react-dom|react-dom\/client|react-native|preact|vue|svelte|solid-js|@angular\/core|@tanstack\/react-query|swr|expo(?:-.+)?|next\/(?:router|navigation|link|image)|next-auth\/react|zustand|jotai|@reduxjs\/toolkit|prosemirror-view|codemirror|@codemirror\/view|@tiptap\/(?:react|vue-[23]))$/;
const serverPackages = /^(?:react-dom\/server(?:\..+)?|express|fastify|koa|hono|@hono\/.+|@nestjs\/.+|next\/(?:server|headers|cache)|server-only|(?:node:)?https?2?)$/;

/**
 * Code that runs in a browser: a `"use client"` file, one that is built on a user-interface library and on no server, or
 * one in a folder for such code in a package that has such a library.
 * @param file posix, relative to the project or its package
 */
export function isClientSide(file: string, facts: FileFacts, versionOf: (file: string, packageName: string) => string | undefined): boolean {
  if (facts.directives.includes('use client')) return true;
  // `import 'server-only'` and `"use server"` say it, also beside `cache` of react.
  if (facts.directives.includes('use server') || facts.imports.some((i) => serverPackages.test(i))) return false;
  if (facts.jsx || isAmdModule(facts) || facts.imports.some((i) => clientPackages.test(i)) || callsBrowser(facts)) return true;
  return clientFolder.test(file) && !facts.imports.some((i) => isBuiltin(i)) && ['react', 'vue', 'svelte'].some((name) => versionOf(file, name) !== undefined);
}

/** What only a server has: a module of Node, or the framework that it is built on. */
export function isServerModule(specifier: string): boolean {
  return isBuiltin(specifier) || isServerPackage(specifier);
}

/** The framework that a server is built on, or Node's own modules of one. */
export function isServerPackage(specifier: string): boolean {
  return serverPackages.test(specifier);
}

/** Code that cannot run without a browser, unlike markup, which a server renders as well. */
export function needsBrowser(facts: FileFacts): boolean {
  return !facts.jsx && !facts.imports.some((i) => isServerModule(i)) && callsBrowser(facts);
}

/** `define('forum/topic', ['api'], function (api) { … })`: only a loader in a browser knows this name. Written for several loaders, a module asks for it before. */
function isAmdModule(facts: FileFacts): boolean {
  return facts.calls.some(({ callee, args, fn }, call) => fn === -1 && callee.is === 'global' && callee.name === 'define' && args.some((arg) => arg.is === 'function') && !asksForBrowser(facts, fn, call));
}

const clientFolder = /(?:^|\/)(?:client|components|hooks|frontend|editor)\//;

const browserGlobals = new Set(['document', 'localStorage', 'sessionStorage', 'navigator', 'window', 'location', 'jQuery', 'chrome']);

/** Calls a method of what only browsers have, without asking whether it is there. What is handed to a headless browser stands in a function of its own. */
function callsBrowser(facts: FileFacts): boolean {
  return facts.calls.some((c, call) => (c.fn === -1 || facts.functions[c.fn]?.passedTo === undefined) && browserGlobals.has(rootGlobal(c.callee)) && !asksForBrowser(facts, c.fn, call));
}

/** `if (typeof window !== 'undefined')`: such code runs without a browser too. */
function asksForBrowser(facts: FileFacts, fn: number, call: number): boolean {
  return (testsBefore(facts.functions[fn]?.steps ?? facts.steps, call) ?? []).some((test) => hasTypeOfBrowser(test, 0));
}

function hasTypeOfBrowser(value: Value, depth: number): boolean {
  const inner = (v: Value): boolean => hasTypeOfBrowser(v, depth + 1);
  if (depth > 6) return false;
  switch (value.is) {
    case 'unary': return value.op === 'typeof' ? browserGlobals.has(rootGlobal(value.of)) || rootGlobal(value.of) === 'define' : inner(value.of);
    case 'binary': return inner(value.left) || inner(value.right);
    case 'either': return value.of.some(inner) || (value.and !== undefined && inner(value.and));
    case 'fallback': return inner(value.first) || inner(value.then);
    default: return false;
  }
}

function rootGlobal(value: Value): string {
  return value.is === 'member' ? rootGlobal(value.of) : value.is === 'global' ? value.name : '';
}
