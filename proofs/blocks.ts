const shortest = 50;

/**
 * Does work again and again for 50 ms, beside something that is to run at once.
 * @throws {Error} when that ran meanwhile
 */
export function blocks(work: () => unknown): Promise<string> {
  let turns = 0;
  setImmediate(() => turns++);
  const start = Date.now();
  while (Date.now() - start < shortest) if (isThenable(work())) throw new Error('it gives something that can be awaited');
  if (turns > 0) throw new Error('something else ran meanwhile');
  return Promise.resolve('while it works, nothing else of the process runs');
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value;
}
