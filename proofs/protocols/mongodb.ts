import type net from 'node:net';
import { BSON } from 'mongodb';

interface Asked extends BSON.Document {
  readonly maxTimeMS?: number;
}

/** A MongoDB that finds nothing and does all that it is told, and says nothing to a command that says `hang`, except that it keeps `maxTimeMS`. */
export function speakMongodb(socket: net.Socket): void {
  let kept = Buffer.alloc(0);
  socket.on('data', (data) => {
    kept = Buffer.concat([kept, data]);
    while (kept.length >= 16 && kept.length >= kept.readInt32LE(0)) {
      const end = kept.readInt32LE(0);
      const message = kept.subarray(0, end);
      kept = kept.subarray(end);
      receive(socket, message);
    }
  });
}

const codes = { reply: 1, query: 2004, message: 2013 } as const;

function receive(socket: net.Socket, message: Buffer): void {
  const id = message.readInt32LE(4);
  if (message.readInt32LE(12) === codes.query) return void socket.write(frame(codes.reply, id, Buffer.concat([Buffer.alloc(16), Buffer.from([1, 0, 0, 0]), BSON.serialize(hello)])));
  const asked: Asked = BSON.deserialize(message.subarray(21, 21 + message.readInt32LE(21)));
  const say = (document: BSON.Document): void => void socket.write(frame(codes.message, id, Buffer.concat([Buffer.alloc(5), BSON.serialize(document)])));
  const isHanging = JSON.stringify(asked).includes('hang');
  if (!isHanging) return say(answer(asked));
  if (asked.maxTimeMS !== undefined && asked.maxTimeMS > 0) setTimeout(say, asked.maxTimeMS, { ok: 0, code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'operation exceeded time limit' });
}

const hello = { ismaster: true, isWritablePrimary: true, helloOk: true, maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, minWireVersion: 0, maxWireVersion: 21, logicalSessionTimeoutMinutes: 30, readOnly: false, ok: 1 };

function answer(asked: Asked): BSON.Document {
  if ('hello' in asked || 'ismaster' in asked) return hello;
  if ('find' in asked || 'aggregate' in asked) return { cursor: { id: BSON.Long.ZERO, ns: 'db.c', firstBatch: [] }, ok: 1 };
  return { ok: 1, n: 1 };
}

function frame(code: number, to: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(body.length + 16, 0);
  head.writeInt32LE(to, 8);
  head.writeInt32LE(code, 12);
  return Buffer.concat([head, body]);
}
