import type { Abstract } from '../abstract.js';

/**
 * What of Node's `process` a value is: `on` for `process.on`, `exit` for `process.exit`; also where it is imported. A function that `bind` makes of
 * one counts as that. Documentation: https://nodejs.org/api/process.html
 */
export function processMember(value: Abstract): string | undefined {
  if (value.is !== 'library') return undefined;
  const [root, ...rest] = value.path;
  const steps = isProcessModule(value.package) ? value.path : value.package === 'globalThis' && root && 'member' in root && root.member === 'process' ? rest : [];
  const [first, second, third, ...others] = steps;
  if (!first || !('member' in first) || others.length > 0) return undefined;
  const bound = second && 'member' in second && second.member === 'bind' && third && 'call' in third;
  return second === undefined || bound ? first.member : undefined;
}

/** Whether a value is the process itself, which adding a listener gives back as well. */
export function isProcess(value: Abstract): boolean {
  if (value.is !== 'library') return false;
  const [root, ...rest] = value.path;
  const global = value.package === 'globalThis' && root !== undefined && 'member' in root && root.member === 'process';
  if (!global && !isProcessModule(value.package)) return false;
  return (global ? rest : value.path).every((step) => 'call' in step || ('member' in step && adding.has(step.member)));
}

/** Methods by which an emitter gets a listener. They give the emitter back. */
export const adding: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);

function isProcessModule(name: string): boolean {
  return name === 'process' || name === 'node:process';
}

/** Methods of `process` after which nothing of it runs. `kill` does so where it is given the own id. */
const ending: ReadonlySet<string> = new Set(['exit', 'reallyExit', 'abort']);

/** `process.exit`, as a value that somebody calls later; `Deno.exit`. */
export function isExit(value: Abstract): boolean {
  const member = processMember(value);
  if (member !== undefined) return ending.has(member);
  const [root, exit, ...rest] = value.is === 'library' && value.package === 'globalThis' ? value.path : [];
  return root !== undefined && 'member' in root && root.member === 'Deno' && exit !== undefined && 'member' in exit && exit.member === 'exit' && rest.length === 0;
}
