import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fixture } from './fixtures.js';

/** A fixture as a project of its own, outside of our tree: neither our lockfile nor our node_modules answers for it. */
export interface StagedFixture {
  readonly fixture: Fixture;
  /** Absolute path of its project. */
  readonly root: string;
}

export interface Stage {
  /** Holds every one-file fixture, each in a directory of its own. */
  readonly filesRoot: string;
  /** A tsconfig that takes in every fixture. */
  readonly tsconfig: string;
  readonly files: readonly StagedFixture[];
  readonly projects: readonly StagedFixture[];
  remove(): void;
}

const typeRoots = fileURLToPath(new URL('../../node_modules/@types', import.meta.url));

/** Writes the fixtures into a temporary directory; the caller removes it. */
export function stageFixtures(fixtures: readonly Fixture[]): Stage {
  // The real path: hosts resolve links, and on some systems the temporary directory is one.
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-')));
  const filesRoot = join(root, 'files');
  mkdirSync(filesRoot);
  return {
    filesRoot,
    tsconfig: writeTsconfig(join(root, 'typed'), ['../files/**/*', '../projects/**/*']),
    files: fixtures.filter(({ kind }) => kind === 'file').map((fixture) => stageFile(filesRoot, fixture)),
    projects: fixtures.filter(({ kind }) => kind === 'project').map((fixture) => stageProject(join(root, 'projects'), fixture)),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Writes a project of one file with the manifest that its dependencies ask for; `node` becomes `engines.node`. */
export function writeOneFileProject(root: string, file: string, text: string, dependencies: Readonly<Record<string, string>>): void {
  const { node, ...packages } = dependencies;
  const isModule = /^\s*(?:import|export)\b/mu.test(text);
  const manifest = {
    name: 'fixture',
    version: '1.0.0',
    private: true,
    ...(isModule ? { type: 'module' } : {}),
    ...(node === undefined ? {} : { engines: { node } }),
    dependencies: packages,
  };
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(root, file), text);
}

/** Writes a tsconfig for linting with types into `directory` and returns its path. */
function writeTsconfig(directory: string, include: readonly string[]): string {
  const config = {
    compilerOptions: {
      target: 'ES2022',
      lib: ['ES2023', 'DOM'],
      module: 'ESNext',
      moduleResolution: 'bundler',
      // Fixtures without imports are modules too: else their names would clash in one program.
      moduleDetection: 'force',
      strict: true,
      allowJs: true,
      noEmit: true,
      experimentalDecorators: true,
      jsx: 'preserve',
      typeRoots: [typeRoots],
      types: ['node'],
    },
    include,
  };
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'tsconfig.json');
  writeFileSync(path, JSON.stringify(config));
  return path;
}

function stageFile(filesRoot: string, fixture: Fixture): StagedFixture {
  const root = join(filesRoot, fixture.name.replace(/[^\w-]+/gu, '--'));
  for (const { file, text, dependencies } of fixture.files) writeOneFileProject(root, file, text, dependencies);
  return { fixture, root };
}

function stageProject(projectsRoot: string, fixture: Fixture): StagedFixture {
  const root = join(projectsRoot, fixture.name.replace(/[^\w-]+/gu, '--'));
  cpSync(fixture.path, root, { recursive: true });
  return { fixture, root };
}
