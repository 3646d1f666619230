import type net from 'node:net';

/** A server of PostgreSQL's protocol that has one row for each select, and says nothing to what says `hang`, except that it keeps `statement_timeout`. */
export function speakPostgres(socket: net.Socket): void {
  let kept = Buffer.alloc(0);
  let started = false;
  const session = new Session(socket);
  socket.on('data', (data) => {
    kept = Buffer.concat([kept, data]);
    for (;;) {
      const offset = started ? 1 : 0;
      const size = kept.length < offset + 4 ? Infinity : kept.readUInt32BE(offset) + offset;
      if (kept.length < size) return;
      const message = kept.subarray(0, size);
      kept = kept.subarray(size);
      if (started) session.answer(String.fromCharCode(message[0] ?? 0), message.subarray(5));
      else session.start(message.toString('latin1'));
      started = true;
    }
  });
}

/** What one connection has asked so far. */
class Session {
  private readonly statements = new Map<string, string>();
  private statement = '';
  private status = 'I';
  private timeout = 0;
  private hanging = false;

  constructor(private readonly socket: net.Socket) {}

  start(parameters: string): void {
    this.timeout = Number(/statement_timeout[\0=](\d+)/.exec(parameters)?.[1] ?? 0);
    this.send('R', Buffer.alloc(4));
    this.send('S', Buffer.from('server_version\x0016.0\0'));
    this.ready();
  }

  answer(type: string, body: Buffer): void {
    if (this.hanging) return;
    const [first = '', second = ''] = body.toString().split('\0');
    if (type === 'Q') return this.query(first);
    if (type === 'P') return void (this.statements.set(first, second), this.send('1'));
    if (type === 'B') return void ((this.statement = this.statements.get(second) ?? ''), this.send('2'));
    if (type === 'D') return this.describe(body);
    if (type === 'E') return this.execute(this.statement);
    if (type === 'C') return this.send('3');
    if (type === 'S') this.ready();
  }

  private query(text: string): void {
    if (/^\s*(?:select|show)/i.test(text) && !text.includes('hang')) this.send('T', column(text));
    this.execute(text);
    if (!this.hanging) this.ready();
  }

  private describe(body: Buffer): void {
    const isStatement = body[0] === 'S'.charCodeAt(0);
    const text = isStatement ? (this.statements.get(body.subarray(1, -1).toString()) ?? '') : this.statement;
    if (isStatement) this.send('t', Buffer.alloc(2));
    if (/^\s*(?:select|show)/i.test(text)) this.send('T', column(text));
    else this.send('n');
  }

  private execute(text: string): void {
    if (text.includes('hang')) return this.hang();
    const word = text.trim().split(/[\s;]/)[0]?.toUpperCase() ?? '';
    if (/^(?:BEGIN|START)/.test(word)) this.status = 'T';
    if (/^(?:COMMIT|ROLLBACK)/.test(word)) this.status = 'I';
    if (word === 'SELECT' || word === 'SHOW') this.send('D', row(/server_version/i.test(text) ? '16.0' : 'PostgreSQL 16.0'));
    this.send('C', Buffer.from(`${word}\0`));
  }

  private hang(): void {
    this.hanging = true;
    if (this.timeout === 0) return;
    setTimeout(() => {
      this.hanging = false;
      this.send('E', Buffer.from('SERROR\0C57014\0Mcanceling statement due to statement timeout\0\0'));
      this.ready();
    }, this.timeout);
  }

  private ready(): void {
    this.send('Z', Buffer.from(this.status));
  }

  private send(type: string, body: Buffer = Buffer.alloc(0)): void {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length + 4);
    this.socket.write(Buffer.concat([Buffer.from(type), length, body]));
  }
}

/** One column of text. */
function column(text: string): Buffer {
  const name = /server_version/i.test(text) ? 'server_version' : 'version';
  const type = Buffer.alloc(18);
  type.writeUInt32BE(25, 6);
  type.writeInt16BE(-1, 10);
  type.writeInt32BE(-1, 12);
  return Buffer.concat([Buffer.from([0, 1]), Buffer.from(`${name}\0`), type]);
}

function row(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return Buffer.concat([Buffer.from([0, 1]), length, Buffer.from(value)]);
}
