import postgres from 'postgres';

import { limit, second, type Case } from '../case.js';
import { speakPostgres } from '../protocols/postgres.js';
import { selfWait } from '../self-wait.js';
import type { Servers, Speaking } from '../servers.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const postgresJs = subject('postgres', 'postgres');
const { wait, shown } = postgresJs;

type Options = postgres.Options<Record<string, never>>;

const server = (s: Servers): Promise<Speaking> => s.speaking(speakPostgres);
const client = (port: number, options: Options = {}): postgres.Sql => postgres({ host: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', fetch_types: false, ...options });

const stops = (options: Options) => ({
  connect: async (s) => await client(s.silentPort, options)`select 1`,
  query: async (s) => await client((await server(s)).port, options)`select hang`,
}) satisfies Stops;

export const cases: readonly Case[] = [
  ...stopping(postgresJs, 'statementTimeout', stops({ connection: { statement_timeout: limit } })),
  ...stopping(postgresJs, 'connectTimeout', stops({ connect_timeout: second })),
  wait('statementTimeout/query', async (s) => await postgres(`postgres://user:secret@127.0.0.1:${String((await server(s)).port)}/db?statement_timeout=${String(limit)}`, { fetch_types: false })`select hang`, { how: 'url.statement_timeout' }),
  wait('statementTimeout/query', async (s) => await client((await server(s)).port, { connection: { statement_timeout: limit } }).begin((sql) => sql`select hang`), { how: 'transaction' }),
  wait('statementTimeout/default', stops({}).query),
  wait('statementTimeout/0/off', stops({ connection: { statement_timeout: 0 } }).query),
  wait('connectTimeout/default', stops({}).connect),
  wait('connectTimeout/0/off', stops({ connect_timeout: 0 }).connect),
  shown('Sql/slot', (s) => selfWait(async (max) => {
    const sql = client((await server(s)).port, { max });
    return sql.begin(async () => await sql`select 1`);
  })),
];
