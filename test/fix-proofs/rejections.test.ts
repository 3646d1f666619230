import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { beforeAndAfter, started, statusOf } from '../support/before-and-after.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const listening = "server.listen(Number(process.env.PORT), () => console.log('listening'));\n";

/** What a service answers to a request, and to another one after what it was asked for has failed. */
async function answers(dir: string, path: string): Promise<readonly unknown[]> {
  const service = await started(dir);
  closing.push(() => { service.stop(); });
  const first = await statusOf(service.port, path);
  await sleep(100);
  return [first, await statusOf(service.port, '/')];
}

test('handler: one that rejects ends the process, and answers with 500 with the fix', async () => {
  const service = `import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const server = createServer(async (req, res) => {
  res.end(req.url === '/' ? 'here' : await readFile(\`no-such-folder\${req.url}\`));
});
${listening}`;
  const both = await beforeAndAfter('no-unhandled-handler-rejection', { 'src/main.js': service });
  closing.push(() => { both.remove(); });
  expect(await Promise.all([answers(both.before, '/page'), answers(both.after, '/page')])).toEqual([['TypeError', 'TypeError'], [500, 200]]);
});

test('callback: a listener that rejects ends the process, and only its work with the fix', async () => {
  const service = `import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const orders = new EventEmitter();
orders.on('paid', async (id) => {
  await readFile(\`no-such-folder/\${id}\`);
});
const server = createServer((req, res) => {
  if (req.url === '/pay') orders.emit('paid', '1');
  res.end('here');
});
${listening}`;
  const both = await beforeAndAfter('no-async-void-callback', { 'src/main.js': service });
  closing.push(() => { both.remove(); });
  expect((await Promise.all([answers(both.before, '/pay'), answers(both.after, '/pay')])).map(([, later]) => later)).toEqual(['TypeError', 200]);
});
