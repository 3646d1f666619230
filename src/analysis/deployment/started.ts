import type { Artifacts } from '../../artifacts/artifacts.js';
import type { Command, Dockerfile } from '../../artifacts/dockerfile.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import { folderOf, foldersOf } from '../../files/posix-path.js';
import type { Span } from '../../model/span.js';
import { spanIn, type ArtifactFile } from '../../artifacts/artifact.js';
import { readCommandLine } from '../../artifacts/command-line.js';
import { deliveryOf, deliveryOfLine, type Delivery, type DeliveryContext } from './delivery.js';
import { shellOfImage } from './shells.js';

/** A container that is started here, and whether signals reach what serves in it. */
export interface StartedContainer {
  readonly span: Span;
  /** `CMD`, `the command of web`: as messages name it. */
  readonly name: string;
  readonly delivery: Delivery;
  readonly stopSignal: { readonly signal: string; readonly span: Span } | undefined;
}

/** The containers of Dockerfiles, compose files and manifests that run in production and say themselves how they start. */
export function startedContainers(artifacts: Artifacts): readonly StartedContainer[] {
  const production = artifacts.dockerfiles.files.filter(({ path }) => !isForDevelopment(path));
  return [...production.flatMap((file) => ofDockerfile(artifacts, file)), ...ofCompose(artifacts)];
}

function ofDockerfile(artifacts: Artifacts, { path, value }: ArtifactFile<Dockerfile>): readonly StartedContainer[] {
  const { entrypoint, command, stopSignal } = value;
  const at = command ?? entrypoint;
  if (!at) return [];
  const context = contextFor(artifacts, path, value.image);
  const shell = value.shell === undefined ? context.shell : value.shell[0]?.endsWith('bash') === true ? 'bash' as const : undefined;
  const delivery = ofCommands(entrypoint, command, { ...context, shell: context.shell }, shell);
  return [{ span: spanIn(path, at.range), name: entrypoint && !command ? 'ENTRYPOINT' : 'CMD', delivery, stopSignal: stopSignal && { signal: stopSignal.signal, span: spanIn(path, stopSignal.range) } }];
}

/** An entry point in shell form takes no command; in exec form the command stands behind it. */
function ofCommands(entrypoint: Command | undefined, command: Command | undefined, context: DeliveryContext, shell: DeliveryContext['shell']): Delivery {
  if (entrypoint?.form === 'shell') return deliveryOfLine(entrypoint.line, shell, context);
  if (!entrypoint) return command?.form === 'shell' ? deliveryOfLine(command.line, shell, context) : deliveryOf(command?.words ?? [], context);
  const rest = command?.form === 'shell' ? ['sh', '-c', command.line] : (command?.words ?? []);
  return deliveryOf([...entrypoint.words, ...rest], { ...context, rest });
}

/** Services of compose files that are built here and say another command than their image. */
function ofCompose(artifacts: Artifacts): readonly StartedContainer[] {
  return artifacts.compose.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => value.flatMap((service): readonly StartedContainer[] => {
    const command = service.command ?? service.entrypoint;
    if (!command || isForDevelopment(service.name)) return [];
    const dockerfile = dockerfileOf(artifacts, path, service.build);
    const image = service.image !== undefined && !service.build ? service.image : dockerfile?.value.image;
    const asWords = (c: typeof command | undefined): readonly string[] => (c?.text === undefined ? (c?.words ?? []) : (readCommandLine(c.text)?.[0]?.words ?? []));
    const entrypoint = service.entrypoint ? asWords(service.entrypoint) : (dockerfile?.value.entrypoint?.words ?? []);
    const delivery = deliveryOf([...entrypoint, ...asWords(service.command)], { ...contextFor(artifacts, dockerfile?.path ?? path, image), rest: asWords(service.command) });
    return [{ span: spanIn(path, command.range), name: `the command of ${service.name}`, delivery, stopSignal: service.stopSignal && { signal: service.stopSignal.signal, span: spanIn(path, service.stopSignal.range) } }];
  }));
}

function dockerfileOf(artifacts: Artifacts, compose: string, build: { readonly context: string; readonly dockerfile: string | undefined } | undefined): ArtifactFile<Dockerfile> | undefined {
  if (!build) return undefined;
  const path = [folderOf(compose), build.context, build.dockerfile ?? 'Dockerfile'].join('/').split('/').reduce<readonly string[]>((parts, part) => (part === '' || part === '.' ? parts : part === '..' ? parts.slice(0, -1) : [...parts, part]), []).join('/');
  return artifacts.dockerfiles.files.find((file) => file.path === path);
}

/** Scripts are those of the nearest package.json; a monorepo's Dockerfile may change the folder, which `scriptOf` then does not find. */
function contextFor(artifacts: Artifacts, path: string, image: string | undefined): DeliveryContext {
  const folders = foldersOf(path);
  const near = folders.flatMap((folder) => artifacts.packages.files.filter((p) => folderOf(p.path) === folder));
  const own = near[0] ?? (artifacts.packages.files.length === 1 ? artifacts.packages.files[0] : undefined);
  const scripts = artifacts.shellScripts.files;
  return {
    shell: shellOfImage(image), rest: [],
    scriptOf: (name, workspace) => {
      const found = workspace === undefined ? own : artifacts.packages.files.find((p) => p.value.name === workspace || folderOf(p.path) === workspace.replace(/^\.\//, ''));
      return found?.value.scripts.get(name)?.command;
    },
    shellScript: (name) => {
      const found = scripts.filter((s) => s.path.slice(s.path.lastIndexOf('/') + 1) === name);
      return (found.find((s) => folders.includes(folderOf(s.path))) ?? (found.length === 1 ? found[0] : undefined))?.value;
    },
    yarn: artifacts.hasFile(/(?:^|\/)\.yarnrc\.yml$/) ? 'berry' : artifacts.packages.files.some(({ text }) => /"packageManager"\s*:\s*"yarn@1\./.test(text)) ? 'classic' : artifacts.packages.files.some(({ text }) => /"packageManager"\s*:\s*"yarn@/.test(text)) ? 'berry' : undefined,
  };
}
