import type { Speaking } from './servers.js';

const patience = 1_500;

/**
 * Opens something and closes it again.
 * @param open gives what closes it
 * @throws {Error} when its connections are gone before it is closed, or are still there afterwards
 */
export async function stays(server: Speaking, open: () => Promise<() => unknown>): Promise<string> {
  const close = await open();
  await after(patience);
  if (server.open() === 0) throw new Error('kept: no connection is open');
  const kept = server.open();
  await close();
  for (let waited = 0; server.open() > 0 && waited < patience; waited += 50) await after(50);
  if (server.open() > 0) throw new Error('given back: its connections stay open');
  return `kept: ${String(kept)} ${kept === 1 ? 'connection stays' : 'connections stay'} open; given back: none`;
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
