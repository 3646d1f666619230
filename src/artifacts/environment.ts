import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '../files/read-whole.js';

/** Connection strings by the name of their variable, as the project's own files give them. */
export type Environment = ReadonlyMap<string, readonly string[]>;

/** Larger files are no settings. Bytes. */
const largest = 200_000;

const envFile = /^\.?env(?:\.[\w.-]+)?$/;
const composeFile = /^(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml$/;

/**
 * Reads the connection strings in `.env` files (also examples) and compose files of the given folders. Only values that
 * are addresses are kept, and only to ask for their parameters: they never leave the process.
 * @param folders absolute
 */
export function readEnvironment(folders: readonly string[]): Environment {
  const found = new Map<string, string[]>();
  for (const folder of folders) {
    for (const text of textsIn(folder)) {
      for (const [, name = '', value = ''] of text.matchAll(/^\s*(?:-\s*|export\s+)?['"]?([A-Z][A-Z0-9_]*)['"]?\s*[=:]\s*['"]?(?:\$\{\w+:-)?([a-z][a-z0-9+]*:\/\/[^\s'"}]+)/gm)) {
        found.set(name, [...(found.get(name) ?? []), value]);
      }
    }
  }
  for (const folder of folders) {
    for (const name of prismaVariables(folder)) if (!found.has('DATABASE_URL')) found.set('DATABASE_URL', found.get(name) ?? []);
  }
  return new Map([...found].filter(([, values]) => values.length > 0));
}

/** The variables that Prisma's schemas name for the connection string, which code then does not mention. */
function prismaVariables(folder: string): readonly string[] {
  const schemas = ['prisma', 'src/prisma', 'db'].flatMap((dir) => textsOf(join(folder, dir), (name) => name.endsWith('.prisma')));
  return schemas.flatMap((text) => [...text.matchAll(/^\s*url\s*=\s*env\(["'](\w+)["']\)/gm)].map(([, name = '']) => name));
}

/** What cannot be read says nothing: the variables stay unknown. */
function textsIn(folder: string): readonly string[] {
  return textsOf(folder, (name) => envFile.test(name) || composeFile.test(name));
}

function textsOf(folder: string, accepts: (name: string) => boolean): readonly string[] {
  try {
    const names = readdirSync(folder).filter(accepts).sort();
    return names.map((name) => readWhole(join(folder, name))).filter((text) => text.length <= largest);
  } catch {
    return [];
  }
}
