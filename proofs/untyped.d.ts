// Old versions under another name, whose types are missing or describe globals only.
declare module 'node-fetch-2';
declare module 'cross-fetch-3';
declare module 'ioredis-4';
declare module 'redis-3';
declare module 'express-4';
declare module 'polka';
