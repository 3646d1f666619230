import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { argv, exit, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { libraryFiles, moduleFiles, serverFile, type GeneratedModule } from './service-templates.js';

/** Source files of a service: a repository that is ten times as large has ten times as many services. */
const filesOfService = 500;
const nouns = ['order', 'invoice', 'customer', 'parcel', 'payment', 'coupon', 'stock', 'review', 'address', 'refund', 'supplier', 'contract'];

/**
 * Writes a monorepo of services, as their sources might look, with imports and calls across files. The same number gives the same files.
 * @param files how many source files; a few more or less, since modules are written whole
 * @returns how many were written
 */
export function generateProject(folder: string, files: number): number {
  const services = Math.max(1, Math.round(files / filesOfService));
  const perService = Math.floor(files / services);
  const random = seeded(files);
  let written = 0;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    if (path.endsWith('.ts')) written++;
  };
  write('package.json', json({ name: 'generated', private: true, workspaces: ['services/*'] }));
  for (let at = 0; at < services; at++) {
    const below = `services/service-${String(at)}`;
    const count = Math.max(1, Math.round((perService - Object.keys(libraryFiles).length - 1) / Object.keys(moduleFiles).length));
    const modules = modulesOf(count, random);
    write(`${below}/package.json`, json({ name: `service-${String(at)}`, type: 'module', main: 'dist/server.js', scripts: { start: 'node dist/server.js' }, engines: { node: '>=20' }, dependencies: { axios: '1.7.9', express: '4.21.2', ioredis: '5.4.1', pg: '8.13.1', pino: '9.5.0' } }));
    write(`${below}/tsconfig.json`, json({ compilerOptions: { target: 'ES2022', module: 'NodeNext', strict: true, outDir: 'dist', rootDir: 'src' }, include: ['src'] }));
    write(`${below}/Dockerfile`, 'FROM node:20.18.1-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nUSER node\nCMD ["node", "dist/server.js"]\n');
    write(`${below}/src/server.ts`, serverFile(modules.map(({ name }) => name)));
    for (const [name, text] of Object.entries(libraryFiles)) write(`${below}/src/lib/${name}`, text);
    for (const module of modules) for (const [name, text] of Object.entries(moduleFiles)) write(`${below}/src/modules/${module.name}/${name}`, text(module));
  }
  return written;
}

/** Modules that use some of those before them, most of them near: what calls what is as deep as in services, and has no circle. */
function modulesOf(count: number, random: () => number): readonly GeneratedModule[] {
  const name = (at: number): string => `${nouns[at % nouns.length] ?? ''}${String(at)}`;
  return Array.from({ length: count }, (_, at) => {
    const uses = new Set(Array.from({ length: Math.floor(random() * 4) }, () => Math.floor(at * random())).filter((other) => other < at));
    return { name: name(at), uses: [...uses].map(name), variant: Math.floor(random() * 1000) };
  });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Numbers from 0 to 1 that look as if by chance: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, files] = [argv[2], Number(argv[3])];
  if (folder === undefined || !(files > 0)) {
    stderr.write('npx tsx bench/generate-project.ts <folder> <how many files>\n');
    exit(2);
  }
  stdout.write(`${String(generateProject(resolve(folder), files))} source files below ${folder}\n`);
}
