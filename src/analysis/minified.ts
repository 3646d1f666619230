import type { FileFacts } from '../model/facts.js';

/** Nobody writes more calls than this on a line, on average. */
const mostCalls = 20;

/** Whether a file was made by a bundler: a library that is kept in the repository, in which nobody can mend anything. */
export function isMinified({ calls, lines }: FileFacts): boolean {
  return calls.length > 5 * mostCalls && calls.length / lines.length > mostCalls;
}
