import type { Range, Reading } from './artifact.js';
import { readYaml, yamlAt, yamlEntries, yamlItems, yamlNumber, yamlText, type YamlNode } from './yaml.js';

/** A service of a compose file. */
export interface ComposeService {
  readonly name: string;
  readonly range: Range;
  readonly image: string | undefined;
  /** It is built here: context and Dockerfile as written. */
  readonly build: { readonly context: string; readonly dockerfile: string | undefined } | undefined;
  readonly command: ComposeCommand | undefined;
  readonly entrypoint: ComposeCommand | undefined;
  /** Docker's own init runs as process 1. */
  readonly init: boolean;
  readonly healthcheck: { readonly words: readonly string[]; readonly disabled: boolean; readonly range: Range } | undefined;
  readonly gracePeriod: { readonly seconds: number; readonly range: Range } | undefined;
  readonly stopSignal: { readonly signal: string; readonly range: Range } | undefined;
  readonly replicas: number | undefined;
  /** What swarm does when a new version fails: `rollback`, `pause` or `continue`. */
  readonly failureAction: { readonly does: string; readonly range: Range } | undefined;
  readonly environment: ReadonlyMap<string, string>;
}

/** Text is split into words and run without a shell: https://docs.docker.com/reference/compose-file/services/#command */
export interface ComposeCommand {
  readonly text: string | undefined;
  readonly words: readonly string[];
  readonly range: Range;
}

/** Reads a compose file: a map with `services`, each of which says what it is made of. */
export function readCompose(path: string, text: string): Reading<readonly ComposeService[]> {
  const named = /(?:^|\/)(?:docker-)?(?:compose|stack)[\w.-]*\.ya?ml$/i.test(path);
  if (!named && !/^services\s*:/m.test(text)) return undefined;
  const read = readYaml(text);
  if (!read.ok) return named ? { is: 'broken', message: read.message } : undefined;
  const services = yamlEntries(yamlAt(read.documents[0], 'services'));
  const isCompose = named || services.some(([, node]) => yamlAt(node, 'image') ?? yamlAt(node, 'build'));
  return isCompose && services.length > 0 ? { is: 'read', value: services.map(([name, node, range]) => serviceOf(name, node, range)) } : undefined;
}

function serviceOf(name: string, node: YamlNode, range: Range): ComposeService {
  const build = yamlAt(node, 'build');
  const health = yamlAt(node, 'healthcheck');
  const test = yamlAt(health, 'test');
  const grace = yamlAt(node, 'stop_grace_period');
  const seconds = secondsOf(yamlText(grace) ?? '');
  const stop = yamlAt(node, 'stop_signal');
  const signal = yamlText(stop);
  const failure = yamlAt(node, 'deploy', 'update_config', 'failure_action');
  const does = yamlText(failure);
  return {
    name, range,
    image: yamlText(yamlAt(node, 'image')),
    build: build && { context: yamlText(build) ?? yamlText(yamlAt(build, 'context')) ?? '.', dockerfile: yamlText(yamlAt(build, 'dockerfile')) },
    command: commandOf(yamlAt(node, 'command')), entrypoint: commandOf(yamlAt(node, 'entrypoint')),
    init: isTrue(yamlAt(node, 'init')),
    healthcheck: health && { words: test?.is === 'list' ? test.items.map((i) => String(i.is === 'scalar' ? i.value : '')) : [yamlText(test) ?? ''], disabled: isTrue(yamlAt(health, 'disable')) || yamlText(yamlAt(test, 0)) === 'NONE', range: (test ?? health).range },
    gracePeriod: grace && seconds !== undefined ? { seconds, range: grace.range } : undefined,
    stopSignal: stop && signal !== undefined ? { signal, range: stop.range } : undefined,
    replicas: yamlNumber(yamlAt(node, 'deploy', 'replicas')),
    failureAction: failure && does !== undefined ? { does, range: failure.range } : undefined,
    environment: environmentOf(yamlAt(node, 'environment')),
  };
}

function isTrue(node: YamlNode | undefined): boolean {
  return node?.is === 'scalar' && node.value === true;
}

function commandOf(node: YamlNode | undefined): ComposeCommand | undefined {
  if (!node || node.is === 'map') return undefined;
  if (node.is === 'list') return { text: undefined, words: node.items.map((i) => (i.is === 'scalar' ? String(i.value ?? '') : '')), range: node.range };
  return node.value === null ? undefined : { text: String(node.value), words: [], range: node.range };
}

function environmentOf(node: YamlNode | undefined): ReadonlyMap<string, string> {
  const pairs = yamlItems(node).flatMap((item) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(yamlText(item) ?? '') ?? [];
    return name !== undefined && value !== undefined ? [[name, value] as const] : [];
  });
  return new Map([...pairs, ...yamlEntries(node).flatMap(([name, value]) => (value.is === 'scalar' && value.value !== null ? [[name, String(value.value)] as const] : []))]);
}

/** `1m30s`, `10s`: durations as compose writes them, in seconds. */
function secondsOf(text: string): number | undefined {
  const [whole, hours, minutes, seconds] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
  return whole === undefined || whole === '' ? undefined : Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}
