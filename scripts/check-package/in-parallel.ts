/** Does the work for all items, at most `width` of them at a time; results in the order of the items. Rejects with the first failure. */
export async function inParallel<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const waiting = [...items.entries()];
  const results: (readonly [number, R])[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push([next[0], await work(next[1])]);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results.sort(([a], [b]) => a - b).map(([, result]) => result);
}
