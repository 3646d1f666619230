import type net from 'node:net';

/** A server of MySQL's protocol that has one row for each select, and says nothing to what says `hang`. */
export function speakMysql(socket: net.Socket): void {
  speak(socket, '8.0.30');
}

/** The same of MariaDB, which keeps `max_statement_time`. */
export function speakMariadb(socket: net.Socket): void {
  speak(socket, '5.5.5-10.11.6-MariaDB');
}

function speak(socket: net.Socket, version: string): void {
  let kept = Buffer.alloc(0);
  let greeted = false;
  let prepared = '';
  let seconds = 0;
  const send = (bodies: readonly Buffer[], from: number): void => bodies.forEach((body, index) => socket.write(packet(body, from + index)));
  send([greeting(version)], 0);
  const answer = (body: Buffer): void => {
    if (!greeted) {
      greeted = true;
      return send([done], 2);
    }
    const [command] = body;
    const text = body.subarray(1).toString();
    if (command === commands.prepare) prepared = text;
    const time = /max_statement_time\s*=\s*([\d.]+)/i.exec(text)?.[1];
    if (time !== undefined) seconds = Number(time);
    if (text.includes('hang') && command === commands.query) {
      if (seconds > 0) setTimeout(send, seconds * 1000, [interrupted], 1);
      return;
    }
    if (command === commands.execute && prepared.includes('hang')) return;
    if (command === commands.query && /^\s*(?:select|show)/i.test(text)) return send(rows(text), 1);
    if (command === commands.prepare) return send([Buffer.from([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])], 1);
    if (command === commands.quit) return void socket.end();
    if (command !== commands.close) send([done], 1);
  };
  socket.on('data', (data) => {
    kept = Buffer.concat([kept, data]);
    while (kept.length >= 4 && kept.length >= kept.readUIntLE(0, 3) + 4) {
      const end = kept.readUIntLE(0, 3) + 4;
      const body = kept.subarray(4, end);
      kept = kept.subarray(end);
      answer(body);
    }
  });
}

const commands = { quit: 1, query: 3, prepare: 0x16, execute: 0x17, close: 0x19 } as const;
const done = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const interrupted = Buffer.from('\xff\xb1\x07#70100Query execution was interrupted', 'latin1');
const end = Buffer.from([0xfe, 0, 0, 2, 0]);

function packet(body: Buffer, sequence: number): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = sequence & 0xff;
  return Buffer.concat([head, body]);
}

/** Version 10, with `mysql_native_password`; any answer is let in. */
function greeting(version: string): Buffer {
  const capabilities = 0x0008_a209;
  const head = Buffer.concat([Buffer.from([10]), Buffer.from(`${version}\0`), Buffer.from([1, 0, 0, 0]), Buffer.from('abcdefgh\0')]);
  const rest = Buffer.alloc(2 + 1 + 2 + 2 + 1 + 10);
  rest.writeUInt16LE(capabilities & 0xffff, 0);
  rest[2] = 45;
  rest.writeUInt16LE(2, 3);
  rest.writeUInt16LE(capabilities >> 16, 5);
  rest[7] = 21;
  return Buffer.concat([head, rest, Buffer.from('ijklmnopqrst\0mysql_native_password\0')]);
}

function rows(text: string): readonly Buffer[] {
  const names = [...text.matchAll(/@@([\w.]+)/g)].map(([, name = '']) => name);
  const columns = names.length === 0 ? ['version'] : names;
  const values = columns.map((name) => (name.includes('packet') ? '16777216' : name.includes('zone') ? 'UTC' : '8.0.30'));
  return [Buffer.from([columns.length]), ...columns.map(column), end, Buffer.concat(values.map(counted)), end];
}

function column(name: string): Buffer {
  const fixed = Buffer.from([0x0c, 45, 0, 0, 1, 0, 0, 0xfd, 0, 0, 0, 0, 0]);
  return Buffer.concat([...['def', '', '', '', name, name].map(counted), fixed]);
}

function counted(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
}
