import type net from 'node:net';

/** Startup: authentication is fine, ready. A query: silence, or the error of a statement that took too long. */
export function answerPostgres(socket: net.Socket): void {
  socket.once('data', (startup) => {
    const given = /statement_timeout\0(\d+)\0/.exec(startup.toString('latin1'))?.[1];
    socket.write(Buffer.concat([message('R', Buffer.from([0, 0, 0, 0])), message('Z', Buffer.from('I'))]));
    socket.once('data', () => {
      if (given === undefined) return;
      const fields = 'SERROR\0C57014\0Mcanceling statement due to statement timeout\0\0';
      setTimeout(() => socket.write(message('E', Buffer.from(fields))), Number(given));
    });
  });
}

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

/** `HELLO`, `INFO`, `CLIENT` and `CLUSTER SLOTS` are answered, so that clients count as connected. */
export function answerRedis(socket: net.Socket): void {
  const port = socket.localPort ?? 0;
  const info = 'redis_version:7.0.0\r\nloading:0\r\n';
  const answers: Readonly<Record<string, string>> = {
    info: `$${String(info.length)}\r\n${info}\r\n`,
    client: '+OK\r\n',
    hello: '%1\r\n$5\r\nproto\r\n:3\r\n',
    cluster: `*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n$9\r\n127.0.0.1\r\n:${String(port)}\r\n`,
  };
  socket.on('data', (data) => {
    for (const [, name = ''] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
      const answer = answers[name.toLowerCase()];
      if (answer !== undefined) socket.write(answer);
    }
  });
}
