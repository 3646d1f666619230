/**
 * Drops what a call gives, which must fail: a plain promise makes an unhandled rejection of that.
 * @throws {Error} when it does not
 */
async function promise(run: () => unknown): Promise<string> {
  const given = run();
  const isHeard = await unhandled(given);
  if (!isHeard) throw new Error('dropped, its failure is no unhandled rejection');
  return 'dropped, its failure is an unhandled rejection';
}

/** Work that has begun at once, and whose failure nobody hears when what it gave is dropped. */
async function quiet(run: () => unknown, begun: () => boolean): Promise<string> {
  const given = run();
  if (await unhandled(given)) throw new Error('dropped, its failure is an unhandled rejection');
  if (!begun()) throw new Error('dropped, it never begins');
  return 'dropped, it runs, and its failure is lost';
}

/** Work that begins only when somebody waits for it. */
async function lazy(run: () => unknown, begun: () => boolean): Promise<string> {
  const given = run();
  if (!isThenable(given)) throw new Error('it gives nothing that can be awaited');
  await after(quietTime);
  if (begun()) throw new Error('it begins at once');
  given.then(ignore, ignore);
  await after(quietTime);
  if (!begun()) throw new Error('it does not begin when it is awaited either');
  return 'dropped, it never begins; awaited, it does';
}

/** It gives nothing that anybody could wait for. */
function none(run: () => unknown): Promise<string> {
  if (isThenable(run())) throw new Error('it gives something that can be awaited');
  return Promise.resolve('it gives nothing that can be awaited');
}

/** It is given work that fails, and resolves all the same. */
async function settles(run: () => unknown): Promise<string> {
  const given = run();
  if (!isThenable(given)) throw new Error('it gives nothing that can be awaited');
  await given;
  return 'it resolves';
}

/** What calls give at once: each looks whether it is so, and says what it saw. */
export const gives = { promise, quiet, lazy, none, settles };

const quietTime = 500;

/** Whether this very promise, or one that was made of the same failure, is reported as unhandled. */
function unhandled(given: unknown): Promise<boolean> {
  if (!isThenable(given)) throw new Error('it gives nothing that can be awaited');
  return new Promise((resolve) => {
    const hear = (_: unknown, failed: Promise<unknown>): void => {
      if (failed === given) finish(true);
    };
    const timer = setTimeout(() => finish(false), 1_500);
    const finish = (isHeard: boolean): void => {
      clearTimeout(timer);
      process.off('unhandledRejection', hear);
      resolve(isHeard);
    };
    process.on('unhandledRejection', hear);
  });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function ignore(): void {
  // What becomes of it is not what is looked at.
}
