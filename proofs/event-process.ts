import { watched, type Case } from './case.js';
import { exits } from './event.js';
import { startServers } from './servers.js';

// A process in which one case has its event emitted: `event-process.ts <file> <index> <event> deaf|hear`.
const [file = '', index = '', event = 'error', mode = ''] = process.argv.slice(2);
const { cases } = (await import(file)) as { readonly cases: readonly Case[] };
const subject = cases[Number(index)];
if (subject?.kind !== 'event') throw new Error(`${file} has no case ${index} of an event`);

let heard = false;
// Promises of the case are not what is tried here: only what is thrown ends this process.
process.on('unhandledRejection', () => undefined);
const emitted = Promise.resolve(
  subject.run(await startServers(), (emitter) => {
    if (mode === 'hear') emitter.on(event, () => (heard = true));
  }),
);
await Promise.race([emitted.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, watched))]);
setTimeout(() => process.exit(mode === 'hear' && !heard ? exits.unheard : exits.lived), watched / 2);
