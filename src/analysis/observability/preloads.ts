import type { Artifacts } from '../../artifacts/artifacts.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import type { Span } from '../../model/span.js';

/** A module that Node is told to load before the program: `--import ./tracing.js`. */
export interface Preload {
  /** As it is written: a package, or a file. */
  readonly module: string;
  readonly span: Span;
}

const flag = /(?:^|[\s"'[,=])(?:--import|--require|-r)(?:["']\s*,\s*["']|[=\s])\s*\\?["']?([^\s"',\]\\]+)/g;
/** Scripts that do not serve. */
const passing = /^(?:(?:pre|post)?(?:test|lint|build|dev|watch|debug|e2e|migrate|migration|seed|install|ci)\b|start:(?:dev|debug|watch)|.*:(?:dev|test|watch)$)/;
/** What an operator puts into each pod that asks for it. */
const injections = /instrumentation\.opentelemetry\.io\/inject-(?:nodejs|sdk)|admission\.datadoghq\.com\/(?:js-lib\.version|enabled)|oneagent\.dynatrace\.com\/inject|instrumentation\.newrelic\.com\/inject/g;

/** What the commands of scripts, images, compose files, Procfiles, pm2 and manifests load first, and what `NODE_OPTIONS` says there. */
export function preloads(artifacts: Artifacts): readonly Preload[] {
  const scripts = artifacts.packages.files.flatMap(({ path, value }) => [...value.scripts.values()].filter(({ name }) => !passing.test(name)).flatMap(({ command, range }) => modulesIn(command).map(({ module }) => ({ module, span: { file: path, start: range[0], end: range[1] } }))));
  const texts = [...artifacts.dockerfiles.files, ...artifacts.compose.files, ...artifacts.procfiles.files, ...artifacts.pm2.files, ...artifacts.manifests.files, ...artifacts.shellScripts.files].filter(({ path }) => !isForDevelopment(path));
  return [...scripts, ...texts.flatMap(({ path, text }) => modulesIn(text).map(({ module, at }) => ({ module, span: { file: path, start: at, end: at + module.length } })))];
}

/** Where manifests have an agent injected. */
export function injectedAgents(artifacts: Artifacts): readonly Preload[] {
  return artifacts.manifests.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, text }) => [...text.matchAll(injections)].filter((found) => !/^["']?:\s*["']?false/.test(text.slice(found.index + found[0].length))).map((found) => ({ module: found[0], span: { file: path, start: found.index, end: found.index + found[0].length } })));
}

function modulesIn(text: string): readonly { readonly module: string; readonly at: number }[] {
  return [...text.matchAll(flag)].map((found) => ({ module: found[1] ?? '', at: found.index + found[0].length - (found[1] ?? '').length }));
}
