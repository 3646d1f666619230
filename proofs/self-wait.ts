const patience = 1_200;

/**
 * Holds one of what there is only so much of, and takes another.
 * @param run is given how many there are
 * @throws {Error} unless the second taking waits for ever when there is one, and comes when there are two
 */
export async function selfWait(run: (size: number) => Promise<unknown>): Promise<string> {
  if (await comes(run(1))) throw new Error('of one: the second taking comes');
  if (!(await comes(run(2)))) throw new Error('of two: the second taking does not come either');
  return 'of one: the second taking waits; of two: it comes';
}

function comes(taken: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, patience, false));
  return Promise.race([taken.then(() => true), late]);
}
