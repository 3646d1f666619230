import type { Value } from '../model/facts.js';
import type { Abstract, Env } from './abstract.js';

/** What values were found to be, by value and frame. Both are compared by identity: frames are interned. */
export class Memo {
  private readonly plain = new WeakMap<Value, readonly Abstract[]>();
  private readonly framed = new WeakMap<Env, WeakMap<Value, readonly Abstract[]>>();

  get(value: Value, env: Env | undefined): readonly Abstract[] | undefined {
    return env ? this.framed.get(env)?.get(value) : this.plain.get(value);
  }

  set(value: Value, env: Env | undefined, result: readonly Abstract[]): void {
    if (!env) {
      this.plain.set(value, result);
      return;
    }
    let inner = this.framed.get(env);
    if (!inner) this.framed.set(env, (inner = new WeakMap()));
    inner.set(value, result);
  }
}
