// Packages without types of their own, and old versions under another name whose types are missing or describe something else.
declare module '@cypress/request';
declare module 'async-retry';
declare module 'cross-fetch-3';
declare module 'express-4';
declare module 'follow-redirects';
declare module 'http-proxy';
declare module 'ioredis-4';
declare module 'needle';
declare module 'needle-2';
declare module 'needle-20';
declare module 'node-fetch-2';
declare module 'nodemailer-6';
declare module 'polka';
declare module 'promise-retry';
declare module 'redis-3';
declare module 'request';
declare module 'superagent-8';
declare module 'ws';

declare module 'node-cron-3' {
  const cron: { schedule(pattern: string, task: () => unknown): { stop(): void } };
  export default cron;
}
