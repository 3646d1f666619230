import type net from 'node:net';

/** A Redis that keeps nothing, and says nothing to what says `hang`; a command that says `fails` fails. */
export function speakRedis(socket: net.Socket): void {
  let kept = '';
  socket.on('data', (data) => {
    kept += data.toString();
    for (let command = next(kept); command; command = next(kept)) {
      kept = kept.slice(command.size);
      const answer = answerOf(command.words, socket.localPort ?? 0);
      if (command.words[0]?.toLowerCase() === 'quit') socket.end(answer ?? '');
      else if (answer !== undefined) socket.write(answer);
    }
  });
}

interface Command {
  readonly words: readonly string[];
  readonly size: number;
}

/** The first command of a text, when it is all there. */
function next(text: string): Command | undefined {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return undefined;
  let size = head[0].length;
  const words: string[] = [];
  for (let left = Number(head[1]); left > 0; left--) {
    const length = /^\$(\d+)\r\n/.exec(text.slice(size));
    if (!length) return undefined;
    const start = size + length[0].length;
    size = start + Number(length[1]) + 2;
    if (text.length < size) return undefined;
    words.push(text.slice(start, size - 2));
  }
  return { words, size };
}

function answerOf(words: readonly string[], port: number): string | undefined {
  const [name = '', first = ''] = words;
  if (words.some((word) => word.includes('hang'))) return undefined;
  if (words.some((word) => word.includes('fails'))) return '-ERR it fails\r\n';
  const info = 'redis_version:7.0.0\r\nloading:0\r\nmaxmemory_policy:noeviction\r\n';
  const answers: Readonly<Record<string, string>> = {
    hello: '%1\r\n$5\r\nproto\r\n:3\r\n',
    info: `$${String(info.length)}\r\n${info}\r\n`,
    cluster: `*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n$9\r\n127.0.0.1\r\n:${String(port)}\r\n$2\r\nid\r\n`,
    ping: '+PONG\r\n',
    get: '$1\r\n1\r\n',
    exec: '*0\r\n',
    subscribe: `*3\r\n$9\r\nsubscribe\r\n$${String(first.length)}\r\n${first}\r\n:1\r\n`,
  };
  return answers[name.toLowerCase()] ?? '+OK\r\n';
}
