import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import followRedirects from 'follow-redirects';
import httpProxy from 'http-proxy';
import { WebSocket, createWebSocketStream } from 'ws';

import type { Case, Hear } from '../case.js';
import { subject } from '../subject.js';

const redirects = subject('follow-redirects', 'follow-redirects');
const proxies = subject('http-proxy', 'http-proxy');
const sockets = subject('ws', 'ws');

type Emitter = Parameters<Hear>[0];

const websocket = (url: string): Emitter => new WebSocket(url.replace('http', 'ws')) as Emitter;

export const cases: readonly Case[] = [
  redirects.event('http.request()/error', (s, hear) => hear(followRedirects.http.get(s.resetting))),
  proxies.event('createProxyServer()/error', async (s, hear) => {
    const proxy = httpProxy.createProxyServer({ target: s.resetting });
    hear(proxy);
    const server = http.createServer((request, response) => void proxy.web(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    http.get(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`).on('error', () => undefined);
  }),
  sockets.event('new-WebSocket()/error', (s, hear) => hear(websocket(s.resetting))),
  sockets.event('createWebSocketStream()/error', (s, hear) => hear(createWebSocketStream(websocket(s.resetting)))),
];
