/**
 * Draws `count` of `items` at random, the same ones for the same seed, in their own order; all of them when there are
 * fewer. Mulberry32 drives a partial Fisher-Yates shuffle.
 */
export function draw<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  if (items.length <= count) return items;
  const random = mulberry32(seed);
  const order = items.map((_, index) => index);
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (order.length - at));
    const [here, there] = [order[at] ?? 0, order[other] ?? 0];
    order[at] = there;
    order[other] = here;
  }
  const drawn = new Set(order.slice(0, count));
  return items.filter((_, index) => drawn.has(index));
}

/** Numbers from 0 up to, not including, 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
