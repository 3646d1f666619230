import http2 from 'node:http2';
import type net from 'node:net';

/** The head of a message of 100 bytes. */
const head = Buffer.from([0, 0, 0, 0, 100]);

/** A server of gRPC that sends the headers and the beginning of its answer; `dripping` sends a byte every 100 ms then. */
export const speakGrpc = (mode: 'stalled' | 'dripping') => (socket: net.Socket): void => {
  const server = http2.createServer();
  server.on('sessionError', () => undefined);
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
    stream.write(head);
    if (mode === 'stalled') return;
    const timer = setInterval(() => stream.write(Buffer.alloc(1)), 100);
    stream.once('close', () => clearInterval(timer));
  });
  server.emit('connection', socket);
};
