import knex, { type Knex } from 'knex';
import { Model, type ModelClass, ref } from 'objection';

import { limit, type Case } from '../case.js';
import { gives } from '../gives.js';
import { speakPostgres } from '../protocols/postgres.js';
import { speakTds } from '../protocols/tds.js';
import { selfWait } from '../self-wait.js';
import type { Servers } from '../servers.js';
import { stopping, type Stops } from '../stops.js';
import { subject } from '../subject.js';

const objections = subject('objection', 'objection');
const { wait, shown } = objections;

/** Models of a database of its own, in a table that hangs or answers. */
function models(port: number, options: object = {}, client = 'pg', table = 'hang'): ModelClass<Model> {
  const db = knex({ client, pool: { min: 0, max: 1 }, connection: { host: '127.0.0.1', server: '127.0.0.1', port, user: 'user', password: 'secret', database: 'db', ...options } } as Knex.Config);
  class Row extends Model {
    static override tableName = table;
  }
  return Row.bindKnex(db) as ModelClass<Model>;
}

const stopsOn = (client: string, speak: typeof speakPostgres) => (options: object = {}, timeout?: number) => {
  const ask = (model: ModelClass<Model>) => (timeout === undefined ? model.query().where({ a: 1 }) : model.query().where({ a: 1 }).timeout(timeout));
  return {
    acquire: async (s) => {
      const model = models((await s.speaking(speak)).port, options, client, 't');
      await model.startTransaction();
      return await ask(model);
    },
    connect: async (s: Servers) => await ask(models(s.silentPort, options, client)),
    query: async (s: Servers) => await ask(models((await s.speaking(speak)).port, options, client)),
  } satisfies Stops;
};

const stops = stopsOn('pg', speakPostgres);
const onMssql = stopsOn('mssql', speakTds);

export const cases: readonly Case[] = [
  ...stopping(objections, 'timeout', stops({}, limit)),
  ...stopping(objections, 'queryTimeout', stops({ query_timeout: limit })),
  ...stopping(objections, 'statementTimeout', stops({ statement_timeout: limit })),
  ...stopping(objections, 'requestTimeout', onMssql({ options: { requestTimeout: limit, encrypt: false } })),
  wait('timeout/default', stops().query),
  wait('timeout/0/off', stops({}, 0).query),
  wait('queryTimeout/default', stops().query),
  wait('queryTimeout/0/off', stops({ query_timeout: 0 }).query),
  wait('queryTimeout/false/off', stops({ query_timeout: false }).query),
  wait('statementTimeout/default', stops().query),
  wait('statementTimeout/0/off', stops({ statement_timeout: 0 }).query),
  wait('statementTimeout/false/off', stops({ statement_timeout: false }).query),
  wait('requestTimeout/alone', stops({ options: { requestTimeout: limit } }).query),
  shown('BoundModel/slot', (s) => selfWait(async (max) => {
    const db = knex({ client: 'pg', pool: { min: 0, max }, connection: { host: '127.0.0.1', port: (await s.speaking(speakPostgres)).port, user: 'user', password: 'secret', database: 'db' } });
    class Row extends Model {
      static override tableName = 't';
    }
    const model = Row.bindKnex(db) as ModelClass<Model>;
    return model.transaction(async () => await model.query());
  })),
  shown('BoundModel.query/gives', async (s) => {
    const own = await s.speaking(speakPostgres);
    const model = models(own.port);
    return gives.lazy(() => model.query(), () => own.open() > 0);
  }),
  shown('ref/escapes', (): Promise<string> => {
    const db = knex({ client: 'pg' });
    const text = models(1).query().select(ref('a"b')).toKnexQuery().toString();
    void db.destroy();
    if (!text.includes('"a""b"')) throw new Error(`a quote within stays as it is: ${text}`);
    return Promise.resolve('quotes within are doubled');
  }),
];
