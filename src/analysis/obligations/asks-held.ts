import type { Value } from '../../model/facts.js';
import { bearerOf } from '../paths/bearer.js';
import type { Scene } from '../paths/duties.js';
import type { Held } from './held.js';
import { isOwner } from './owner.js';

const deepest = 8;

/**
 * Whether a test asks what is held, or the object that it was got from, about itself: `runner.isTransactionActive`, `!page.isClosed()`, `lock.expiration > Date.now()`,
 * `mutex.isLocked()`. What a call with arguments gives, or one that a name waited for, is the result of work, and no state.
 */
export function asksHeld(held: Held, scene: Scene, test: Value, depth = 0): boolean {
  const asks = (value: Value): boolean => asksHeld(held, scene, value, depth + 1);
  const isIt = (value: Value): boolean => isBearer(scene, value) || isOwner(held, scene, value);
  if (depth > deepest) return false;
  switch (test.is) {
    case 'unary': return asks(test.of) || (test.op === 'typeof' && isBearer(scene, test.of));
    case 'binary': return asks(test.left) || asks(test.right);
    case 'either': return [...test.of, ...(test.and ? [test.and] : [])].some(asks);
    case 'fallback': return asks(test.first) || asks(test.then);
    case 'await': return asks(test.of);
    case 'member': return isIt(test.of) || asks(test.of);
    case 'call': {
      const { callee, args = [] } = scene.facts.calls[test.call] ?? {};
      return callee?.is === 'member' && args.length === 0 && (isIt(callee.of) || asks(callee.of));
    }
    case 'ref': {
      const { kind, values = [] } = scene.facts.bindings[test.to] ?? {};
      const [only, ...others] = values;
      return kind === 'const' && only !== undefined && others.length === 0 && only.is !== 'await' && !isBearer(scene, only) && asks(only);
    }
    default: return false;
  }
}

function isBearer({ bearers, file, facts }: Scene, value: Value): boolean {
  const bearer = bearerOf(bearers, file, facts, value);
  return bearer !== undefined && bearer.is !== 'derived';
}
