import { defineEntry } from '../types.js';

/** MikroORM: what goes to the database as it is. */
export default defineEntry({
  id: 'mikro-orm',
  name: 'MikroORM',
  packages: ['@mikro-orm/core', '@mikro-orm/knex', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@mikro-orm/mariadb', '@mikro-orm/sqlite', '@mikro-orm/better-sqlite'],
  types: {
    Orm: { is: ['MikroORM.init()', 'MikroORM.initSync()'], annotations: ['MikroORM'] },
    Manager: { is: ['Orm.em', 'Manager.fork()', 'Manager.transactional().$0'], annotations: ['EntityManager', 'SqlEntityManager'] },
    Connection: { is: ['Manager.getConnection()'], annotations: ['Connection'] },
  },
  statements: [
    { path: 'Manager|Connection.execute', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://mikro-orm.io/docs/query-builder#executing-the-query' },
    { path: 'raw', text: 0, advice: 'Write ? in the text and give the value in the list of parameters.', source: 'https://mikro-orm.io/docs/raw-queries' },
  ],
});
