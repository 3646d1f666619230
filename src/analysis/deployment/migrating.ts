import { spanIn } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import { readCommandLine } from '../../artifacts/command-line.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import { folderOf, foldersOf } from '../../files/posix-path.js';
import type { Span } from '../../model/span.js';
import { flatten, type Abstract, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

/** A change of the database's schema that a start of the service makes. */
export interface StartMigration {
  readonly span: Span;
  /** As it is written: `prisma migrate deploy`. */
  readonly command: string;
  /** `push`: the schema is made like the code's, whatever is lost; `migrate`: migrations that were written down. */
  readonly is: 'push' | 'migrate';
}

/** Commands of migration tools, as their documentation names them. */
const migrate = /^(?:prisma migrate deploy|typeorm(?:-ts-node-\w+)? (?:-\S+ )*migration:run|sequelize(?:-cli)? db:migrate|knex (?:-\S+ )*migrate:(?:latest|up)|drizzle-kit migrate|node-pg-migrate up|mikro-orm migration:up|db-migrate up|migrate-mongo up|graphile-migrate migrate)\b/;
const push = /^(?:prisma db push|prisma migrate reset|drizzle-kit push|typeorm(?:-ts-node-\w+)? (?:-\S+ )*schema:sync|mikro-orm schema:(?:update|fresh))\b/;
const deepest = 4;

/** What containers and processes of production run on the schema before, or while, they start. */
export function migrationsAtStart(artifacts: Artifacts): readonly StartMigration[] {
  const starts = [
    ...artifacts.dockerfiles.files.flatMap(({ path, value }) => [value.entrypoint, value.command].flatMap((c) => (c ? [{ path, span: spanIn(path, c.range), line: c.form === 'shell' ? c.line : asLine(c.words) }] : []))),
    ...artifacts.compose.files.flatMap(({ path, value }) => value.filter((s) => !/migrat|seed|init/i.test(s.name) && !isForDevelopment(s.name)).flatMap((s) => (s.command ? [{ path, span: spanIn(path, s.command.range), line: s.command.text ?? asLine(s.command.words) }] : []))),
    ...artifacts.procfiles.files.flatMap(({ path, value }) => value.filter((p) => p.name !== 'release').map((p) => ({ path, span: spanIn(path, p.range), line: p.command }))),
  ];
  return starts.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, span, line }): readonly StartMigration[] => {
    const found = commandsOf(artifacts, path, line, 0);
    // What does nothing else is a job of its own.
    if (found.length === 1) return [];
    const worst = found.find((c) => push.test(c)) ?? found.find((c) => migrate.test(c));
    return worst === undefined ? [] : [{ span, command: worst, is: push.test(worst) ? 'push' : 'migrate' }];
  });
}

/** Names by which migrations have an order: a number or a version at the start, or the time at the end (TypeORM, MikroORM). */
const ordered = /^(?:V?\d{3,}|V\d+__|v\d+\.\d+\.\d+|\d+[-_.]|Migration\d{8,})|\d{13}\.[jt]s$/;

/** The folders of migrations, told by what they hold: names in the order of which they are run. One for each package. */
export function migrationFolders(artifacts: Artifacts): readonly { readonly folder: string; readonly manifest: string }[] {
  const found = new Map<string, string>();
  for (const [folder, names] of artifacts.migrationFolders) {
    if (!names.some((name) => ordered.test(name)) || isForDevelopment(folder)) continue;
    const manifest = foldersOf(`${folder}/`).flatMap((dir) => artifacts.packages.files.filter(({ path }) => folderOf(path) === dir))[0];
    if (manifest && !found.has(manifest.path)) found.set(manifest.path, folder);
  }
  return [...found].map(([manifest, folder]) => ({ manifest, folder }));
}

/** `["sh", "-c", "a && b"]` is the line that the shell is given. */
function asLine(words: readonly string[]): string {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  return at > 0 ? (words[at + 1] ?? '') : words.join(' ');
}

/** The commands of a line, with those of scripts that it runs in their place. */
function commandsOf(artifacts: Artifacts, path: string, line: string, depth: number): readonly string[] {
  if (depth > deepest) return [];
  const lines = depth > 0 ? line.replace(/\\\r?\n/g, ' ').split(/\r?\n/) : [line];
  return lines.flatMap((one) => readCommandLine(one) ?? []).flatMap(({ words }) => {
    const plain = words.filter((w) => !/^(?:exec|npx|pnpx|bunx|tini|dumb-init|--|env|cross-env|dotenv|sh|bash)$/.test(w.slice(w.lastIndexOf('/') + 1)) && !/^[A-Z_]+=/.test(w));
    const [first = '', second = '', third = ''] = plain;
    if (/^(?:npm|pnpm|yarn)$/.test(first)) {
      if (second === 'exec' || second === 'dlx') return [plain.slice(2).join(' ')];
      const name = second === 'run' ? third : second;
      const script = scriptNear(artifacts, path, name);
      return script === undefined ? [first === 'yarn' ? plain.slice(1).join(' ') : plain.join(' ')] : commandsOf(artifacts, path, script, depth + 1);
    }
    const file = first.slice(first.lastIndexOf('/') + 1);
    const [text, ...others] = artifacts.shellScripts.files.filter((s) => s.path.slice(s.path.lastIndexOf('/') + 1) === file);
    return text && others.length === 0 ? commandsOf(artifacts, text.path, text.value, depth + 1) : [[file, ...plain.slice(1)].join(' ')];
  });
}

function scriptNear(artifacts: Artifacts, path: string, name: string): string | undefined {
  const near = foldersOf(path).flatMap((folder) => artifacts.packages.files.filter((p) => folderOf(p.path) === folder))[0];
  return near?.value.scripts.get(name)?.command;
}

/** Calls by which the code itself makes the schema like its models: TypeORM's `synchronize`, Sequelize's `sync({ alter })` and `sync({ force })`. */
export function schemaPushes(project: Project): readonly { readonly ref: CallRef; readonly what: string }[] {
  const { evaluator, calledNames } = project;
  const isFrom = (ref: CallRef, packages: RegExp): boolean => {
    const callee = evaluator.call(ref)?.callee;
    return callee !== undefined && flatten(evaluator.evaluate(ref.file, callee)).some((v) => v.is === 'library' && packages.test(v.package));
  };
  const isTrue = (ref: CallRef, key: string): boolean => {
    const options = flatten(evaluator.argument(ref, 0, undefined)).filter((v): v is Extract<Abstract, { is: 'object' }> => v.is === 'object');
    const values = options.flatMap((v) => flatten(evaluator.member(v, key)));
    return values.length > 0 && values.every((v) => v.is === 'literal' && v.value === true);
  };
  const typeorm = ['DataSource', 'createConnection', 'forRoot'].flatMap((name) => calledNames.get(name) ?? []).filter((ref) => isTrue(ref, 'synchronize') && isFrom(ref, /^(?:typeorm|@nestjs\/typeorm)$/)).map((ref) => ({ ref, what: 'synchronize: true' }));
  const sequelize = (calledNames.get('sync') ?? []).flatMap((ref) => {
    const key = ['force', 'alter'].find((one) => isTrue(ref, one));
    return key !== undefined && isFrom(ref, /^(?:sequelize|sequelize-typescript|@sequelize\/core)$/) ? [{ ref, what: `sync({ ${key}: true })` }] : [];
  });
  return [...typeorm, ...sequelize].filter(({ ref }) => !project.isScript(ref.file) && !isForDevelopment(folderOf(ref.file)));
}
