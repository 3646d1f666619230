import type { CatchFact, Step, Value } from '../../model/facts.js';

/** Something that a function waits for, and the catches around it: the innermost first. */
export interface AwaitedValue {
  readonly of: Value;
  readonly catches: readonly CatchFact[];
}

/** What a function awaits, by its steps. */
export function* awaitedValues(steps: readonly Step[], catches: readonly CatchFact[] = []): Iterable<AwaitedValue> {
  for (const step of steps) {
    if (typeof step === 'number') continue;
    switch (step.is) {
      case 'await': yield { of: step.of, catches }; break;
      case 'branch': for (const way of step.ways) yield* awaitedValues(way, catches); break;
      case 'switch': for (const way of step.cases) yield* awaitedValues(way, catches); break;
      case 'loop': case 'label': yield* awaitedValues(step.body, catches); break;
      case 'try':
        yield* awaitedValues(step.body, step.caught ? [step.caught, ...catches] : catches);
        yield* awaitedValues([...(step.caught?.steps ?? []), ...(step.last ?? [])], catches);
        break;
      default: break;
    }
  }
}
