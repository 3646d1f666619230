import { createRequire } from 'node:module';
import type net from 'node:net';

interface Definitions extends Readonly<Record<string, unknown>> {
  encodeMethod(id: number, channel: number, fields: object): Buffer;
  info(id: number): { readonly name: string };
}

// The package exports its client only, and not the methods of the protocol.
const defs = createRequire(import.meta.url)('../node_modules/amqplib/lib/defs.js') as Definitions;

type Fields = Readonly<Record<string, unknown>>;

/** What a broker answers to each method, by its name. What does not stand here it says nothing to: it confirms no message. */
const answers: Readonly<Record<string, readonly [name: string, fields: Fields]>> = {
  ConnectionStartOk: ['ConnectionTune', { channelMax: 0, frameMax: 0, heartbeat: 0 }],
  ConnectionOpen: ['ConnectionOpenOk', {}],
  ConnectionClose: ['ConnectionCloseOk', {}],
  ChannelOpen: ['ChannelOpenOk', {}],
  ChannelClose: ['ChannelCloseOk', {}],
  ConfirmSelect: ['ConfirmSelectOk', {}],
  QueueDeclare: ['QueueDeclareOk', { queue: 'queue', messageCount: 0, consumerCount: 0 }],
};

/** A broker that lets clients in, opens channels, and confirms nothing. */
export function speakAmqp(socket: net.Socket): void {
  let kept = Buffer.alloc(0);
  let greeted = false;
  const send = (name: string, channel: number, fields: Fields): void => void socket.write(defs.encodeMethod(idOf(name), channel, fields));
  socket.on('data', (data) => {
    kept = Buffer.concat([kept, data]);
    if (!greeted && kept.length >= 8) {
      greeted = true;
      kept = kept.subarray(8);
      send('ConnectionStart', 0, { versionMajor: 0, versionMinor: 9, serverProperties: {}, mechanisms: Buffer.from('PLAIN'), locales: Buffer.from('en_US') });
    }
    while (greeted && kept.length >= 7 && kept.length >= kept.readUInt32BE(3) + 8) {
      const end = kept.readUInt32BE(3) + 8;
      const frame = kept.subarray(0, end);
      kept = kept.subarray(end);
      if (frame[0] !== 1) continue;
      const asked = defs.info(frame.readUInt32BE(7)).name;
      const answer = answers[asked];
      if (answer) send(answer[0], frame.readUInt16BE(1), answer[1]);
      if (asked === 'ConnectionClose') socket.end();
    }
  });
}

function idOf(name: string): number {
  const id = defs[name];
  if (typeof id !== 'number') throw new Error(`AMQP has no method "${name}"`);
  return id;
}
