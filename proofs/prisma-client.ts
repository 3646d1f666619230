import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Skipped } from './case.js';
import { home } from './run.js';

/** What the cases ask of a client: it is generated, and has no types here. */
export interface Client {
  readonly hat: { findMany(): PromiseLike<unknown>; findUnique(query: object): PromiseLike<unknown> };
  $queryRawUnsafe(text: string): PromiseLike<unknown>;
  $transaction<T>(work: (tx: Client) => Promise<T>): Promise<T>;
  $connect(): Promise<void>;
  $disconnect(): Promise<void>;
}

const schema = (provider: string): string => `generator client {\n  provider = "prisma-client-js"\n  output = "./client"\n}\ndatasource db {\n  provider = "${provider}"\n}\nmodel Hat {\n  id Int @id\n}\n`;

/**
 * Generates a client of Prisma 7 with one model, which needs no network.
 * @param provider `postgresql`, `sqlserver`
 * @throws {Skipped} when the generator does not run here
 */
export function generated(provider: string): new (options: object) => Client {
  const folder = join(home, 'node_modules/.prisma-proofs', provider);
  const require = createRequire(import.meta.url);
  try {
    execFileSync('mkdir', ['-p', folder]);
    writeFileSync(join(folder, 'schema.prisma'), schema(provider));
    execFileSync(process.execPath, [join(dirname(fileURLToPath(import.meta.resolve('prisma/package.json'))), 'build/index.js'), 'generate', '--schema', join(folder, 'schema.prisma')], { cwd: folder, stdio: 'pipe', env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1', PRISMA_SCHEMA_ENGINE_BINARY: process.execPath } });
    return (require(join(folder, 'client')) as { readonly PrismaClient: new (options: object) => Client }).PrismaClient;
  } catch (error) {
    throw new Skipped(`the client of Prisma cannot be generated here: ${error instanceof Error ? (error.message.split('\n').find((line) => line.includes('rror')) ?? error.message) : ''}`);
  }
}
