import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, segmentsOf, type CallRef } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';

/**
 * What is known of a call that returns at once: `throws` does so when what it is given is wrong, as data from outside may be; `safe` does not;
 * `open` is anything else.
 */
export type SyncCall = 'throws' | 'safe' | 'open';

/** Of the language and of Node, by access path. What they throw on comes from outside: a text that is no JSON, a file that is not there. */
const throwing = new Set(['JSON.parse', 'new URL()', 'decodeURIComponent', 'decodeURI', 'BigInt', 'structuredClone', 'assert', 'assert.ok', 'assert.equal', 'assert.strictEqual', 'assert.fail']);
const globalsThatDoNotThrow = new Set(['console', 'JSON', 'Math', 'Number', 'String', 'Boolean', 'Array', 'Date', 'Object', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask', 'performance', 'Promise', 'process', 'Symbol', 'Map', 'Set', 'WeakMap', 'WeakSet', 'AbortController', 'AbortSignal', 'Error', 'TypeError', 'RangeError', 'URLSearchParams', 'Headers', 'Response', 'TextEncoder', 'TextDecoder', 'Buffer', 'RegExp']);
/** Methods of lists, texts, maps, dates, promises and loggers, and of a response: what they throw on is a fault of the program, not of the day. */
const methodsThatDoNotThrow = new Set([
  'push', 'pop', 'shift', 'unshift', 'splice', 'slice', 'map', 'filter', 'forEach', 'find', 'findIndex', 'findLast', 'some', 'every', 'flat', 'flatMap', 'concat', 'join', 'includes', 'indexOf', 'lastIndexOf', 'sort', 'reverse', 'at', 'fill', 'keys', 'values', 'entries',
  'split', 'trim', 'trimEnd', 'trimStart', 'replace', 'replaceAll', 'toLowerCase', 'toUpperCase', 'toString', 'startsWith', 'endsWith', 'substring', 'substr', 'padStart', 'padEnd', 'match', 'matchAll', 'test', 'charAt', 'charCodeAt', 'localeCompare',
  'get', 'set', 'has', 'delete', 'clear', 'add', 'getTime', 'toISOString', 'toFixed', 'toJSON', 'abort', 'unref', 'ref', 'bind', 'hasOwnProperty',
  'log', 'info', 'warn', 'error', 'debug', 'trace', 'verbose', 'fatal', 'http', 'silly', 'captureException', 'captureMessage', 'inc', 'dec', 'observe', 'setStatus', 'recordException', 'addEvent', 'setAttribute', 'addBreadcrumb',
  'on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'addEventListener', 'removeEventListener', 'emit', 'postMessage',
  'pause', 'resume', 'write', 'destroy', 'unpipe', 'disconnect', 'terminate', 'kill', 'setTimeout', 'refresh', 'hasRef',
  'status', 'json', 'send', 'sendStatus', 'end', 'writeHead', 'setHeader', 'header', 'type', 'cookie', 'clearCookie', 'redirect', 'code', 'then', 'catch', 'finally', 'next', 'child',
]);

/** What is known of a call that no function of the project answers. */
export function syncCall(evaluator: Evaluator, ref: CallRef, facts: FileFacts, { callee, args, construct }: CallFact): SyncCall {
  for (const value of flatten(evaluator.evaluate(ref.file, callee))) {
    if (value.is !== 'library') continue;
    const path = segmentsOf(value.path).join('.');
    const known = value.package === 'globalThis' ? path : `${value.package.replace(/^node:/, '')}${path && `.${path}`}`;
    if (throwing.has(construct ? `new ${known}()` : known) || isSyncOfNode(value.package, path)) return isHarmless(facts, known, args) ? 'safe' : 'throws';
    if (value.package === 'globalThis' && globalsThatDoNotThrow.has(path.split('.')[0] ?? '')) return 'safe';
  }
  // `console[level](…)`
  if (callee.is === 'element' && callee.of.is === 'global' && globalsThatDoNotThrow.has(callee.of.name)) return 'safe';
  if (callee.is === 'member') return methodsThatDoNotThrow.has(callee.name) ? 'safe' : 'open';
  // `next(error)`, `reject(error)`, `done()`: a parameter that is called back.
  return callee.is === 'ref' && facts.bindings[callee.to]?.kind === 'param' ? 'safe' : 'open';
}

/** `readFileSync`, `execSync`; `existsSync` gives false instead. */
function isSyncOfNode(packageName: string, path: string): boolean {
  return /^(?:node:)?(?:fs|child_process|zlib)$/.test(packageName) && /Sync$/.test(path) && path !== 'existsSync';
}

/** Constants are right or wrong from the beginning, and what was just written as JSON can be read. */
function isHarmless(facts: FileFacts, name: string, args: readonly Value[]): boolean {
  const [first] = args;
  if (!first) return name === 'assert.fail' ? false : !name.startsWith('assert');
  // Put together from parts: who writes the prefix knows what follows.
  if (name === 'BigInt' && first.is === 'text') return true;
  const made = first.is === 'call' ? facts.calls[first.call]?.callee : undefined;
  return first.is === 'literal' || (made?.is === 'member' && made.name === 'stringify');
}
