import type { FileFacts } from '../../model/facts.js';
import type { FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { writtenName } from '../names.js';
import { bearerOf, type Bearers } from '../paths/bearer.js';
import type { End } from '../paths/path.js';

const preparing = new Set(['status', 'code', 'writeHead', 'setHeader', 'header', 'set', 'type']);

/**
 * The call that only prepares an answer where a path ends: `return res.status(404);`, or `res.status(404);` as the last that is done with the response before the end.
 * @returns its name, for messages
 */
export function onlyPrepared(facts: FileFacts, file: string, root: FunctionRef, bearers: Bearers, { fn, range, choices }: End): string | undefined {
  if (fn.file !== file || !isInside(facts, fn.fn, root.fn)) return undefined;
  const from = choices.at(-1)?.at ?? facts.functions[fn.fn]?.range[0] ?? 0;
  const to = range?.[1] ?? facts.functions[fn.fn]?.range[1] ?? 0;
  const last = facts.calls.findLast((c) => {
    if (c.fn !== fn.fn || c.callee.is !== 'member' || !preparing.has(c.callee.name) || c.range[0] < from || c.range[1] > to) return false;
    return (c.dropped ?? c.returned) === true && bearerOf(bearers, file, facts, c.callee.of)?.is === 'object';
  });
  return last && writtenName(facts, last.callee);
}

