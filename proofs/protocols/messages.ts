import type net from 'node:net';

/** A NATS that lets clients in, answers their pings, and delivers nothing. */
export function speakNats(socket: net.Socket): void {
  socket.write('INFO {"server_id":"A","version":"2.10.0","proto":1,"headers":true,"max_payload":1048576,"jetstream":true}\r\n');
  socket.on('data', (data) => {
    for (const _ of data.toString('latin1').matchAll(/^PING\r$/gm)) socket.write('PONG\r\n');
  });
}

/** A broker of MQTT that lets clients in, and acknowledges nothing. */
export function speakMqtt(socket: net.Socket): void {
  socket.once('data', () => {
    socket.write(Buffer.from([0x20, 2, 0, 0]));
    socket.resume();
  });
}
