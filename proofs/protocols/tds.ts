import type net from 'node:net';

/** A SQL Server that lets clients in, has a row for each select that names its columns, and says nothing to what says `hang` until the client calls it off. */
export function speakTds(socket: net.Socket): void {
  let kept = Buffer.alloc(0);
  const answer = (type: number, body: Buffer): void => {
    if (type === types.prelogin) return void socket.write(packet(prelogin));
    if (type === types.login) return void socket.write(packet(Buffer.concat([loggedIn, done(0)])));
    if (type === types.attention) return void (socket.write(packet(done(0))), socket.write(packet(done(0x20))));
    if (type === types.transaction) return void socket.write(packet(Buffer.concat([body.includes(begins) ? begun : Buffer.alloc(0), done(0)])));
    const texts = [body.toString('utf16le'), body.subarray(1).toString('utf16le')];
    if (texts.some((text) => text.includes('hang'))) return;
    const columns = [...texts.join().matchAll(/ AS "(\w+)"/g)].map(([, name = '']) => name);
    socket.write(packet(Buffer.concat([...(columns.length === 0 ? [] : row(columns)), done(0)])));
  };
  socket.on('data', (data) => {
    kept = Buffer.concat([kept, data]);
    while (kept.length >= 8 && kept.length >= kept.readUInt16BE(2)) {
      const end = kept.readUInt16BE(2);
      const [type = 0] = kept;
      const body = kept.subarray(8, end);
      kept = kept.subarray(end);
      answer(type, body);
    }
  });
}

// A request that is called off ends with its own message; the next one says that it was called off.
const types = { attention: 6, transaction: 14, login: 16, prelogin: 18 } as const;

/** A version, and no encryption. */
const prelogin = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 15, 0, 0, 0, 0, 0, 2]);

const program = Buffer.from('SQL', 'utf16le');
const acknowledged = Buffer.concat([Buffer.from([1, 0x74, 0, 0, 4, program.length / 2]), program, Buffer.from([15, 0, 0, 0])]);
const loggedIn = Buffer.concat([Buffer.from([0xad, acknowledged.length, 0]), acknowledged]);

/** The request that begins a transaction follows the headers, and the answer names the transaction. */
const begins = Buffer.from([5, 0]);
const begun = Buffer.from([0xe3, 11, 0, 8, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0]);

function done(status: number): Buffer {
  return Buffer.from([0xfd, status, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
}

function packet(body: Buffer): Buffer {
  const head = Buffer.from([4, 1, 0, 0, 0, 0, 1, 0]);
  head.writeUInt16BE(body.length + 8, 2);
  return Buffer.concat([head, body]);
}

/** Texts of up to 100 letters. */
function row(columns: readonly string[]): readonly Buffer[] {
  const text = (value: string): Buffer => Buffer.from(value, 'utf16le');
  const type = Buffer.from([0, 0, 0, 0, 0, 0, 0xe7, 200, 0, 9, 4, 0xd0, 0, 0x34]);
  const value = text('1');
  return [
    Buffer.from([0x81, columns.length, 0]),
    ...columns.flatMap((name) => [type, Buffer.from([name.length]), text(name)]),
    Buffer.from([0xd1]),
    ...columns.flatMap(() => [Buffer.from([value.length, 0]), value]),
  ];
}
