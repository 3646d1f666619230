/**
 * Runs all tasks in turn, A B C A B C …, so that a machine whose speed drifts slows all of them alike; the first round warms the disk and is not
 * counted. Results by task, a value a round.
 */
export async function inTurn<T>(tasks: readonly (() => Promise<T>)[], rounds: number): Promise<readonly (readonly T[])[]> {
  const results = tasks.map((): T[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, task] of tasks.entries()) {
      const result = await task();
      if (round > 0) results[index]?.push(result);
    }
  }
  return results;
}
