import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { fileURLToPath } from 'node:url';

/** Node's own, which all that `require` does goes through. */
interface Resolving {
  _resolveFilename(request: string, parent: { readonly filename: string | null } | undefined, ...rest: readonly unknown[]): string;
}

const folder = fileURLToPath(new URL('node_modules/', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { readonly devDependencies: Readonly<Record<string, string>> };

/** By the package's own name and the end of the name that it has here: `@aws-sdk/client-s3-908` is `client-s3-908`. */
const aliases = new Map(
  Object.entries(devDependencies).flatMap(([alias, wanted]) => {
    const name = /^npm:(.+)@/.exec(wanted)?.[1];
    const suffix = suffixOf(alias);
    return name === undefined || suffix === undefined ? [] : [[name + suffix, alias] as const];
  }),
);

// An old version that expects another package beside it would find that one's newest version: it gets the one whose name ends as its own does.
const loader = Module as unknown as Resolving;
const resolve = loader._resolveFilename;
loader._resolveFilename = (request, parent, ...rest) => {
  const from = parent?.filename?.startsWith(folder) ? parent.filename.slice(folder.length).split('/')[0] : undefined;
  const suffix = from === undefined ? undefined : suffixOf(from);
  const [name = '', path = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(request)?.slice(1) ?? [];
  const alias = suffix === undefined ? undefined : aliases.get(name + suffix);
  return resolve(alias === undefined ? request : alias + path, parent, ...rest);
};

function suffixOf(alias: string): string | undefined {
  return /-\d+$/.exec(alias)?.[0];
}
