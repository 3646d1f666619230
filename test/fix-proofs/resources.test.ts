import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { beforeAndAfter, started, statusOf, type Running } from '../support/before-and-after.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A service that the test ends. */
async function running(dir: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const service = await started(dir, env);
  closing.push(() => { service.stop(); });
  return service;
}

/** The address of another side, on loopback. */
async function otherSide(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  closing.push(() => { server.close(); });
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

const listening = "server.listen(Number(process.env.PORT), () => console.log('listening'));\n";

test('shutdown: a request in flight is cut, and answered with the fix', async () => {
  const service = `import { createServer } from 'node:http';

const server = createServer((req, res) => {
  setTimeout(() => res.end('done'), 300);
});
${listening}`;
  const both = await beforeAndAfter('require-graceful-shutdown', { 'src/main.js': service });
  closing.push(both.remove);
  const endedInFlight = async (dir: string): Promise<unknown> => {
    const { port, process, ended } = await running(dir);
    const answer = statusOf(port);
    await sleep(150);
    process.kill('SIGTERM');
    return [await answer, await ended];
  };
  expect(await Promise.all([endedInFlight(both.before), endedInFlight(both.after)])).toEqual([['TypeError', 'SIGTERM'], [200, 0]]);
});

test('listener: a file that is missing ends the process, and only its request with the fix', async () => {
  const service = `import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';

const server = createServer((req, res) => {
  if (req.url === '/file') createReadStream('no-such-file').pipe(res);
  else res.end('here');
});
${listening}`;
  const both = await beforeAndAfter('require-error-listener', { 'src/main.js': service });
  closing.push(both.remove);
  const answerAfterFailure = async (dir: string): Promise<unknown> => {
    const { port } = await running(dir);
    await statusOf(port, '/file');
    return statusOf(port);
  };
  expect(await Promise.all([answerAfterFailure(both.before), answerAfterFailure(both.after)])).toEqual(['TypeError', 200]);
});

test('limiter: forty ask the other side at once, and ten with the fix', async () => {
  // Who calls it is not seen, so that nothing bounds its list.
  const load = `export async function loadAll(urls) {
  return Promise.all(urls.map(async (url) => (await fetch(url, { signal: AbortSignal.timeout(5000) })).text()));
}
`;
  const main = `import { createServer } from 'node:http';

const [loadAll] = Object.values(await import(process.env.LOADER));
const server = createServer(async (req, res) => {
  res.end(String((await loadAll(Array.from({ length: 40 }, () => process.env.UPSTREAM))).length));
});
${listening}`;
  const both = await beforeAndAfter('no-unbounded-concurrency', { 'src/load.js': load, 'src/main.js': main }, { dependencies: { 'p-limit': '3.1.0' } });
  closing.push(both.remove);
  const mostAtOnce = async (dir: string): Promise<unknown> => {
    const count = { now: 0, most: 0 };
    const upstream = await otherSide((_req, res) => {
      count.now += 1;
      count.most = Math.max(count.most, count.now);
      setTimeout(() => {
        count.now -= 1;
        res.end('ok');
      }, 100);
    });
    const { port } = await running(dir, { UPSTREAM: upstream, LOADER: './load.js' });
    return [await statusOf(port), count.most];
  };
  const [before, after] = await Promise.all([mostAtOnce(both.before), mostAtOnce(both.after)]);
  expect(after).toEqual([200, 10]);
  expect(before).toEqual([200, expect.toSatisfy((most: number) => most > 20)]);
});

test('pool: who waits for a connection hangs, and is told so with the fix', async () => {
  const service = `import { createServer } from 'node:http';
import { createPool } from 'generic-pool';

const pool = createPool({ create: () => Promise.resolve({}), destroy: () => Promise.resolve() }, { max: 1 });
const server = createServer(async (req, res) => {
  try {
    await pool.acquire();
    res.end('taken');
  } catch {
    res.writeHead(503).end();
  }
});
${listening}`;
  const both = await beforeAndAfter('no-unbounded-await', { 'src/main.js': service }, { dependencies: { 'generic-pool': '3.9.0' }, shorter: ['10_000', '200'] });
  closing.push(both.remove);
  const second = async (dir: string): Promise<unknown> => {
    const { port } = await running(dir);
    return [await statusOf(port), await statusOf(port)];
  };
  expect(await Promise.all([second(both.before), second(both.after)])).toEqual([[200, 'TimeoutError'], [200, 503]]);
});

test('retry: who is down is asked again at once, and after a while with the fix', async () => {
  // Chance is made a constant, so that the waits are known: 400 and 800 ms.
  const service = `import { createServer } from 'node:http';

Math.random = () => 2;

async function stock() {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const response = await fetch(process.env.UPSTREAM, { signal: AbortSignal.timeout(2000) });
      return await response.json();
    } catch (error) {
      console.error(error);
    }
  }
  return undefined;
}

const server = createServer(async (req, res) => {
  res.end(String(await stock()));
});
${listening}`;
  const both = await beforeAndAfter('no-unsafe-retry', { 'src/main.js': service });
  closing.push(both.remove);
  const timeOfAttempts = async (dir: string): Promise<number> => {
    const asked: number[] = [];
    const others = new EventEmitter();
    const third = once(others, 'third');
    const upstream = await otherSide((_req, res) => {
      if (asked.push(Date.now()) === 3) others.emit('third');
      res.destroy();
    });
    const { port } = await running(dir, { UPSTREAM: upstream });
    void statusOf(port);
    await third;
    return (asked[2] ?? 0) - (asked[0] ?? 0);
  };
  const [before, after] = await Promise.all([timeOfAttempts(both.before), timeOfAttempts(both.after)]);
  expect(after).toBeGreaterThanOrEqual(1150);
  expect(before).toBeLessThan(1000);
});

test('deadline: who asks a side that never answers is still waiting, and is told so with the fix', async () => {
  const service = `import { createServer } from 'node:http';

const server = createServer(async (req, res) => {
  try {
    const response = await fetch(process.env.UPSTREAM);
    res.end(await response.text());
  } catch (error) {
    res.writeHead(504).end(error.name);
  }
});
${listening}`;
  const both = await beforeAndAfter('require-timeout', { 'src/main.js': service }, { shorter: ['10_000', '200'] });
  closing.push(both.remove);
  const upstream = await otherSide(() => undefined);
  const answerOf = async (dir: string): Promise<unknown> => statusOf((await running(dir, { UPSTREAM: upstream })).port);
  expect(await Promise.all([answerOf(both.before), answerOf(both.after)])).toEqual(['TimeoutError', 504]);
});

test('breaker: who is down is asked for each request, and is left alone after five failures with the fix', async () => {
  const service = `import { createServer } from 'node:http';

const server = createServer(async (req, res) => {
  try {
    const response = await fetch(process.env.UPSTREAM, { signal: AbortSignal.timeout(2000) });
    res.end(await response.text());
  } catch {
    res.writeHead(503).end();
  }
});
${listening}`;
  const both = await beforeAndAfter('require-circuit-breaker', { 'src/main.js': service }, { dependencies: { cockatiel: '3.2.1' }, shorter: ['10_000', '300'] });
  closing.push(both.remove);
  const timesAsked = async (dir: string): Promise<unknown> => {
    const side = { asked: 0, isDown: true };
    const upstream = await otherSide((_req, res) => {
      side.asked += 1;
      if (side.isDown) res.destroy();
      else res.end('ok');
    });
    const { port } = await running(dir, { UPSTREAM: upstream });
    const answers = new Set<unknown>();
    for (let request = 0; request < 12; request += 1) answers.add(await statusOf(port));
    const { asked } = side;
    side.isDown = false;
    await sleep(400);
    return { answers: [...answers], asked, later: await statusOf(port) };
  };
  const [before, after] = await Promise.all([timesAsked(both.before), timesAsked(both.after)]);
  expect(before).toEqual({ answers: [503], asked: 12, later: 200 });
  expect(after).toEqual({ answers: [503], asked: 5, later: 200 });
});
