/** What kind of database a package talks to. Read from the packages' own descriptions; those that talk to several kinds stand with the one that nearly all their users have. */
export type StoreKind = 'relational' | 'documents' | 'keys';

const packagesOf: Readonly<Record<StoreKind, readonly string[]>> = {
  relational: [
    'pg', 'pg-pool', 'pg-promise', 'pg-native', 'postgres', '@vercel/postgres', '@neondatabase/serverless', 'slonik', 'mysql', 'mysql2', 'mariadb', '@planetscale/database',
    'mssql', 'tedious', 'oracledb', 'sqlite3', 'better-sqlite3', 'sqlite', 'sql.js', '@libsql/client', '@tursodatabase/serverless', 'knex', 'kysely', 'objection', 'bookshelf', 'drizzle-orm', 'sequelize', 'sequelize-typescript',
    'typeorm', '@prisma/client', '@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@nestjs/typeorm', '@nestjs/sequelize', 'snowflake-sdk', 'clickhouse', '@clickhouse/client',
  ],
  // ueberdb2 keeps keys and values in whichever of many databases the settings name (README of 5.0).
  documents: ['mongodb', 'ueberdb2', 'mongoose', '@nestjs/mongoose', '@typegoose/typegoose', 'monk', 'couchbase', 'nano', 'cassandra-driver', 'neo4j-driver', '@google-cloud/firestore', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'dynamoose', 'arangojs', '@elastic/elasticsearch', '@opensearch-project/opensearch'],
  keys: ['redis', 'ioredis', '@redis/client', 'memcached', 'memjs', '@upstash/redis', 'level', 'lmdb'],
};

const kinds: ReadonlyMap<string, StoreKind> = new Map(Object.entries(packagesOf).flatMap(([kind, names]) => names.map((name) => [name, kind as StoreKind] as const)));

/** The kind of database behind a package; undefined for all that is none. */
export function storeOf(packageName: string): StoreKind | undefined {
  return builtInStore.test(packageName) ? 'relational' : kinds.get(packageName);
}

const builtInStore = /^(?:node|bun):sqlite$/;

/** Drivers whose database is a file, or memory, of the process itself: nothing is connected to, and there is no pool. */
const embedded: ReadonlySet<string> = new Set(['better-sqlite3', 'sqlite3', 'sqlite', 'sql.js']);

/** Builders that are handed a driver: by what they import, or none at all. The others load one by the name that the settings give. */
const handedDriver = /^(?:kysely|drizzle-orm(?:\/(?:sqlite-core|sqlite-proxy|better-sqlite3|bun-sqlite|sql-js|sql|relations|zod)\b.*)?)$/;

/** What an import says of where its database runs: in the process, elsewhere or nowhere known; nothing where it is no database, or another import says it. */
export function placeOfStore(specifier: string, packageName: string): 'embedded' | 'elsewhere' | undefined {
  const kind = storeOf(packageName);
  if (kind === undefined || kind === 'keys' || handedDriver.test(specifier)) return undefined;
  return embedded.has(packageName) || builtInStore.test(packageName) ? 'embedded' : 'elsewhere';
}
