import type { Case } from './case.js';
import { exits } from './event.js';
import { startServers } from './servers.js';

// A process in which one case has its event emitted: `event-process.ts <file> <index> <event> deaf|hear <milliseconds>`.
const [file = '', index = '', event = 'error', mode = '', patience = ''] = process.argv.slice(2);
const { cases } = (await import(file)) as { readonly cases: readonly Case[] };
const subject = cases[Number(index)];
if (subject?.kind !== 'event') throw new Error(`${file} has no case ${index} of an event`);

/** What is thrown behind the event ends the process within this time, in milliseconds. */
const aftermath = 500;
// Promises of the case are not what is tried here: only what is thrown ends this process.
process.on('unhandledRejection', () => undefined);
const servers = await startServers();
const start = Date.now();
let heard = false;
const emitted = Promise.resolve(
  subject.run(servers, (emitter) => {
    if (mode !== 'hear') return;
    emitter.on(event, () => {
      if (heard) return;
      heard = true;
      process.stdout.write(`heard after ${String(Date.now() - start)}`);
      setTimeout(() => process.exit(exits.lived), aftermath);
    });
  }),
);
emitted.catch(() => undefined);
setTimeout(() => process.exit(mode === 'hear' ? exits.unheard : exits.lived), Number(patience));
