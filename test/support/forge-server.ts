import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ForgeRequest {
  readonly method: string;
  /** Path and query, as they were asked for. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface ForgeReply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ForgeServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** All that was asked, in order. */
  readonly requests: ForgeRequest[];
  /** What writes something. */
  readonly writes: () => readonly ForgeRequest[];
  readonly close: () => Promise<void>;
}

/** A server on loopback that answers as `reply` says; what it has no answer to is 404. */
export async function startForgeServer(reply: (request: ForgeRequest, url: string) => ForgeReply | undefined): Promise<ForgeServer> {
  const requests: ForgeRequest[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString();
      const asked: ForgeRequest = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: text === '' ? undefined : JSON.parse(text) };
      requests.push(asked);
      const { status = 200, json, text: plain, headers = {} } = reply(asked, address()) ?? { status: 404, json: { message: 'Not Found' } };
      response.writeHead(status, { 'content-type': plain === undefined ? 'application/json; charset=utf-8' : 'application/vnd.github.raw+json; charset=utf-8', ...headers });
      response.end(plain ?? (json === undefined ? '' : JSON.stringify(json)));
    });
  });
  const address = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: address(),
    requests,
    writes: () => requests.filter(({ method }) => method !== 'GET'),
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
