import net from 'node:net';

/** Loopback servers, each of which fails in one way. The values are URLs without a trailing slash, or a port. */
export interface Servers {
  /** Accepts and never answers. */
  readonly silent: string;
  /** Sends the headers and half of the body. */
  readonly stalled: string;
  /** Sends the headers, then a byte every 100 ms, without end. */
  readonly dripping: string;
  /** Lets clients in and answers no query, except that it keeps `statement_timeout`. */
  readonly postgresPort: number;
  /** Answers what a client asks while it connects, and no command. */
  readonly redisPort: number;
  readonly silentPort: number;
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n';

/** Starts all servers on ports of the system's choice. They die with the process. */
export async function startServers(): Promise<Servers> {
  const silent = await listen((socket) => socket.resume());
  const stalled = await listen((socket) => socket.once('data', () => socket.write(`${head}half`)));
  const dripping = await listen((socket) => socket.once('data', () => drip(socket)));
  const postgres = await listen(answerPostgres);
  const redis = await listen(answerRedis);
  const url = (port: number): string => `http://127.0.0.1:${String(port)}`;
  return {
    silent: url(silent),
    stalled: url(stalled),
    dripping: url(dripping),
    silentPort: silent,
    postgresPort: postgres,
    redisPort: redis,
  };
}

function listen(onSocket: (socket: net.Socket) => unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => {
      socket.on('error', () => socket.destroy());
      onSocket(socket);
    });
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function drip(socket: net.Socket): void {
  socket.write(head);
  const timer = setInterval(() => socket.write('x'), 100);
  socket.once('close', () => clearInterval(timer));
}

/** Startup: authentication is fine, ready. A query: silence, or the error of a statement that took too long. */
function answerPostgres(socket: net.Socket): void {
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

/** `INFO`, `CLIENT` and `CLUSTER SLOTS` are answered, so that clients count as connected. */
function answerRedis(socket: net.Socket): void {
  const port = socket.localPort ?? 0;
  const info = 'redis_version:7.0.0\r\nloading:0\r\n';
  const answers: Readonly<Record<string, string>> = {
    info: `$${String(info.length)}\r\n${info}\r\n`,
    client: '+OK\r\n',
    cluster: `*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n$9\r\n127.0.0.1\r\n:${String(port)}\r\n`,
  };
  socket.on('data', (data) => {
    for (const [, name = ''] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
      const answer = answers[name.toLowerCase()];
      if (answer !== undefined) socket.write(answer);
    }
  });
}
