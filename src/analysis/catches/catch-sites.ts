import type { CatchFact, FileFacts, Range, Step, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';

/** A `catch` block, with what is around it. */
export interface BlockSite {
  readonly is: 'block';
  readonly file: string;
  readonly fn: number;
  readonly caught: CatchFact;
  readonly body: readonly Step[];
  /** What comes behind the `try` in its list of steps, and behind those around it, up to the function. */
  readonly after: readonly Step[];
  /** The nearest loop around it. */
  readonly loop: Extract<Step, { is: 'loop' }> | undefined;
  /** It stands in a `catch` or a `finally` itself: something else is being dealt with. */
  readonly mending: boolean;
}

/** `.catch(handler)`, or the second argument of `then`. */
export interface ChainSite {
  readonly is: 'chain';
  readonly ref: CallRef;
  readonly promise: Value;
  readonly handler: Value;
}

export type CatchSite = BlockSite | ChainSite;

/** Where a file deals with failures, in the order of functions and calls. */
export function* catchSites(file: string, facts: FileFacts): Iterable<CatchSite> {
  yield* blocksIn(file, -1, facts.steps, [], undefined, false);
  for (const [fn, fact] of facts.functions.entries()) yield* blocksIn(file, fn, fact.steps ?? [], [], undefined, false);
  for (const [call, { callee, args }] of facts.calls.entries()) {
    const handler = callee.is === 'member' ? (callee.name === 'catch' ? args[0] : callee.name === 'then' ? args[1] : undefined) : undefined;
    if (callee.is === 'member' && handler && handler.is !== 'undefined') yield { is: 'chain', ref: { file, call }, promise: callee.of, handler };
  }
}

function* blocksIn(file: string, fn: number, steps: readonly Step[], behind: readonly Step[], loop: BlockSite['loop'], mending: boolean): Iterable<BlockSite> {
  for (const [index, step] of steps.entries()) {
    if (typeof step === 'number') continue;
    const after = [...steps.slice(index + 1), ...behind];
    const inside = (list: readonly Step[], around = loop, mends = mending): Iterable<BlockSite> => blocksIn(file, fn, list, after, around, mends);
    switch (step.is) {
      case 'branch': for (const way of step.ways) yield* inside(way); break;
      case 'switch': for (const way of step.cases) yield* inside(way); break;
      case 'label': yield* inside(step.body); break;
      // Behind the body of a loop its next round stands.
      case 'loop': yield* blocksIn(file, fn, step.body, [], step, mending); break;
      case 'try':
        yield* inside(step.body);
        if (step.caught) {
          yield { is: 'block', file, fn, caught: step.caught, body: step.body, after, loop, mending };
          yield* inside(step.caught.steps, loop, true);
        }
        yield* inside(step.last ?? [], loop, true);
        break;
      default: break;
    }
  }
}

/** Where a site is underlined: the word `catch`, or the method. */
export function rangeOf(facts: FileFacts, site: CatchSite): Range {
  if (site.is === 'block') return [site.caught.range[0], site.caught.range[0] + 'catch'.length];
  return facts.calls[site.ref.call]?.calleeRange ?? [0, 0];
}
