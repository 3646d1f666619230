import { defineEntry } from '../types.js';

/** http-proxy: a target that cannot be reached is an `error` of the proxy, or goes to the callback of the one request. */
export default defineEntry({
  id: 'http-proxy',
  name: 'http-proxy',
  packages: ['http-proxy'],
  emitters: ['createProxyServer|createProxy|createServer()', 'new ()'].map((path) => ({
    path,
    without: 'crash' as const,
    when: 'the target cannot be reached',
    noun: 'proxy',
    heardBy: ['web|ws()'],
    source: 'http-proxy@1.18.1 lib/http-proxy/index.js (emits "error", and listens itself only to throw)',
    verified: '1.18.1',
  })),
});
