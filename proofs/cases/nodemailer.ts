import net from 'node:net';

import nodemailer from 'nodemailer';
import nodemailer6 from 'nodemailer-6';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

interface Mailer {
  createTransport(options: object): { sendMail(letter: object): Promise<unknown> };
}

/** A mail server that falls silent: after its greeting, or when the letter is there. */
function falling(after: 'greeting' | 'letter'): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined).write('220 mail.internal ready\r\n');
    if (after === 'greeting') return;
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n')) if (/^(EHLO|MAIL|RCPT)/.test(line)) socket.write('250 fine\r\n');
      if (data.toString().startsWith('DATA')) socket.write('354 go on\r\n');
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port)));
}

const of = (library: string, mailer: Mailer): readonly Case[] => {
  const { wait } = subject('nodemailer', library);
  const send = (port: number | string, options: object): Promise<unknown> =>
    mailer.createTransport({ host: '127.0.0.1', port: Number(port), secure: false, ...options }).sendMail({ from: 'a@example.com', to: 'b@example.com', text: 'text' });
  const [connectionTimeout, greetingTimeout, socketTimeout] = [limit, limit, limit];
  return [
    wait('connectionTimeout/connect', (s) => send(new URL(s.unreachable).port, { connectionTimeout })),
    wait('connectionTimeout/headers', async () => send(await falling('greeting'), { connectionTimeout })),
    wait('connectionTimeout/body', async () => send(await falling('letter'), { connectionTimeout })),
    wait('greetingTimeout/connect', (s) => send(new URL(s.unreachable).port, { greetingTimeout })),
    wait('greetingTimeout/headers', async () => send(await falling('greeting'), { greetingTimeout })),
    wait('greetingTimeout/body', async () => send(await falling('letter'), { greetingTimeout })),
    wait('greetingTimeout/default', (s) => send(s.silentPort, {})),
    wait('socketTimeout/connect', (s) => send(new URL(s.unreachable).port, { socketTimeout })),
    wait('socketTimeout/headers', async () => send(await falling('greeting'), { socketTimeout })),
    wait('socketTimeout/body', async () => send(await falling('letter'), { socketTimeout })),
  ];
};

export const cases: readonly Case[] = [...of('nodemailer', nodemailer as unknown as Mailer), ...of('nodemailer-6', nodemailer6 as unknown as Mailer)];
