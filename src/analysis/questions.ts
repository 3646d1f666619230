import { unknown, type Abstract, type Env } from './abstract.js';
import { Memo } from './memo.js';
import type { Value } from '../model/facts.js';

/** More alternatives than this say nothing any more. */
const most = 16;

/**
 * Asks each question of an evaluation once, and none inside of itself. Answers are memoised, except those that a cycle cut short: they would depend on where the question
 * began.
 */
export class Questions {
  private readonly memo = new Memo();
  private shallow = new Memo();
  private readonly open = new Map<string, number>();
  private depth = 0;
  /** Depth of the outermost evaluation that a cycle led back to. */
  private cut = Infinity;

  /** The answer for a value as seen from a frame: the one that is known, or else what `compute` finds. */
  ask(value: Value, env: Env | undefined, compute: () => readonly Abstract[]): readonly Abstract[] {
    const known = this.memo.get(value, env) ?? this.shallow.get(value, env);
    if (known) return known;
    if (this.depth === 0) this.shallow = new Memo();
    const before = this.cut;
    this.cut = Infinity;
    this.depth++;
    const result = this.depth > 120 ? this.cutHere() : limited(compute());
    this.depth--;
    const complete = this.cut > this.depth;
    if (complete) this.memo.set(value, env, result);
    // Cut short by depth: it holds for this question only, in which it would come out the same again.
    else if (this.cut === 0) this.shallow.set(value, env, result);
    this.cut = complete ? before : Math.min(before, this.cut);
    return result;
  }

  private cutHere(): readonly Abstract[] {
    this.cut = 0;
    return [unknown('too deep')];
  }

  /** Runs `compute` unless the same question is already being asked further up. */
  guarded(key: string, compute: () => readonly Abstract[]): readonly Abstract[] {
    const at = this.open.get(key);
    if (at !== undefined) {
      this.cut = Math.min(this.cut, at);
      return [unknown('cycle')];
    }
    if (this.open.size > 100) return this.cutHere();
    this.open.set(key, this.depth);
    const result = compute();
    this.open.delete(key);
    return result;
  }
}

function limited(values: readonly Abstract[]): readonly Abstract[] {
  return values.length > most ? [...values.slice(0, most), unknown('too many possibilities')] : values;
}
