import type net from 'node:net';

/** The kinds of messages, by the byte that names them. */
const kinds = { success: 0x70, ignored: 0x7e, failure: 0x7f, run: 0x10, begin: 0x11, pull: 0x3f, reset: 0x0f } as const;

/** A server of Neo4j's protocol that lets clients in, begins transactions, and answers no query but by its `tx_timeout`: what comes behind such a query is ignored, as is the query itself when the client resets. */
export function speakBolt(socket: net.Socket): void {
  let kept = Buffer.alloc(0);
  let greeted = false;
  /** How many requests have no answer, since a query before them has none. */
  let waiting = 0;
  socket.on('data', (data) => {
    kept = Buffer.concat([kept, data]);
    if (!greeted && kept.length >= 20) {
      greeted = true;
      kept = kept.subarray(20);
      socket.write(Buffer.from([0, 0, 0, 5]));
    }
    for (let message = next(); message; message = next()) answer(message);
  });

  /** One message: chunks with their sizes, the last of which is empty. */
  function next(): Buffer | undefined {
    const parts: Buffer[] = [];
    for (let at = 0; greeted && kept.length >= at + 2; ) {
      const size = kept.readUInt16BE(at);
      if (size === 0 && parts.length > 0) {
        kept = kept.subarray(at + 2);
        return Buffer.concat(parts);
      }
      if (kept.length < at + 2 + size) return undefined;
      if (size > 0) parts.push(kept.subarray(at + 2, at + 2 + size));
      at += 2 + size;
    }
    return undefined;
  }

  function answer(message: Buffer): void {
    const kind = message[1];
    const limit = timeoutOf(message);
    if (kind === kinds.begin && limit !== undefined) setTimeout(fail, limit);
    if (kind === kinds.reset) for (; waiting > 0; waiting--) send(Buffer.from([0xb0, kinds.ignored]));
    if (waiting > 0) return void waiting++;
    if (kind !== kinds.run) return send(Buffer.from([0xb1, kinds.success, 0xa1, ...text('server'), ...text('Neo4j/5.0.0')]));
    waiting = 1;
    if (limit !== undefined) setTimeout(fail, limit);
  }

  function fail(): void {
    if (!socket.writable || waiting === 0) return;
    waiting--;
    send(Buffer.from([0xb1, kinds.failure, 0xa2, ...text('code'), ...text('Neo.ClientError.Transaction.TransactionTimedOut'), ...text('message'), ...text('timed out')]));
  }

  function send(message: Buffer): void {
    const size = Buffer.alloc(2);
    size.writeUInt16BE(message.length);
    socket.write(Buffer.concat([size, message, Buffer.alloc(2)]));
  }
}

function text(value: string): readonly number[] {
  const bytes = [...Buffer.from(value)];
  return bytes.length < 16 ? [0x80 + bytes.length, ...bytes] : [0xd0, bytes.length, ...bytes];
}

/** The number behind `tx_timeout`, of up to 32 bits; zero is none. */
function timeoutOf(message: Buffer): number | undefined {
  const at = message.indexOf('tx_timeout');
  if (at < 0) return undefined;
  const value = message.subarray(at + 'tx_timeout'.length);
  const [first = 0] = value;
  const number = first === 0xc9 ? value.readInt16BE(1) : first === 0xca ? value.readInt32BE(1) : first < 0x80 ? first : 0;
  return number > 0 ? number : undefined;
}
