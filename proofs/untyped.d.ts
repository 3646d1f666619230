// Old versions under another name, whose types are missing or describe globals only.
declare module 'node-fetch-2';
declare module 'cross-fetch-3';
declare module 'ioredis-4';
declare module 'redis-3';
declare module 'amqplib/lib/defs.js' {
  const defs: { encodeMethod(id: number, channel: number, fields: object): Buffer; info(id: number): { readonly name: string } } & Readonly<Record<string, unknown>>;
  export default defs;
}
