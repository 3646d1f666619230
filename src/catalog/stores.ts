/** What kind of database a package talks to. Read from the packages' own descriptions; those that talk to several kinds stand with the one that nearly all their users have. */
export type StoreKind = 'relational' | 'documents' | 'keys';

const packagesOf: Readonly<Record<StoreKind, readonly string[]>> = {
  relational: [
    'pg', 'pg-pool', 'pg-promise', 'pg-native', 'postgres', '@vercel/postgres', '@neondatabase/serverless', 'slonik', 'mysql', 'mysql2', 'mariadb', '@planetscale/database',
    'mssql', 'tedious', 'oracledb', 'sqlite3', 'better-sqlite3', 'sqlite', 'sql.js', '@libsql/client', '@tursodatabase/serverless', 'knex', 'kysely', 'objection', 'bookshelf', 'drizzle-orm', 'sequelize', 'sequelize-typescript',
    'typeorm', '@prisma/client', '@mikro-orm/core', '@mikro-orm/postgresql', '@mikro-orm/mysql', '@nestjs/typeorm', '@nestjs/sequelize', 'snowflake-sdk', 'clickhouse', '@clickhouse/client',
  ],
  documents: ['mongodb', 'mongoose', '@nestjs/mongoose', '@typegoose/typegoose', 'monk', 'couchbase', 'nano', 'cassandra-driver', 'neo4j-driver', '@google-cloud/firestore', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'dynamoose', 'arangojs', '@elastic/elasticsearch', '@opensearch-project/opensearch'],
  keys: ['redis', 'ioredis', '@redis/client', 'memcached', 'memjs', '@upstash/redis', 'level', 'lmdb'],
};

const kinds: ReadonlyMap<string, StoreKind> = new Map(Object.entries(packagesOf).flatMap(([kind, names]) => names.map((name) => [name, kind as StoreKind] as const)));

/** The kind of database behind a package; undefined for all that is none. */
export function storeOf(packageName: string): StoreKind | undefined {
  return packageName === 'node:sqlite' ? 'relational' : kinds.get(packageName);
}
