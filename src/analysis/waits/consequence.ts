import type { Source } from './source.js';

/** What happens in production when the end of a wait stays away, by where it comes from. A part of a sentence. */
export function consequence(source: Source): string {
  switch (source) {
    case 'response': return 'a client that goes away, or stops reading, leaves the handler and all that it holds behind';
    case 'socket': case 'remote': return 'a peer that stays silent holds whoever waits here';
    case 'worker': return 'a thread that hangs, or exits without it, holds whoever waits here';
    case 'own': return 'if nobody emits it, whoever waits here stays for ever';
    default: return 'if it never comes, whoever waits here stays for ever';
  }
}
