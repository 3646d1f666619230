import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { lineStarts } from '../model/span.js';
import type { Range, Reading } from './artifact.js';
import { parseJson } from './json-text.js';

/** What a container is started with: words as the kernel gets them, or a line for `/bin/sh -c`. */
export interface Command {
  readonly form: 'exec' | 'shell';
  /** Exec form: its words. Shell form: none. */
  readonly words: readonly string[];
  /** Shell form: the line. */
  readonly line: string;
  readonly range: Range;
}

/** The stage of a Dockerfile that is run. Stages that it is built from count where they set what it does not. */
export interface Dockerfile {
  /** The image that the last stage comes from in the end, arguments resolved: `node:20-alpine`; undefined where it is not seen. */
  readonly image: string | undefined;
  readonly entrypoint: Command | undefined;
  readonly command: Command | undefined;
  /** Other stages have commands of their own, and the last one has none: which is run, the build decides. */
  readonly isTargetOpen: boolean;
  /** `SHELL` was set: another shell than `/bin/sh` runs shell forms. */
  readonly shell: readonly string[] | undefined;
  readonly stopSignal: { readonly signal: string; readonly range: Range } | undefined;
  readonly healthcheck: { readonly words: readonly string[]; readonly line: string; readonly range: Range } | 'none' | undefined;
  readonly ports: readonly { readonly port: number; readonly range: Range }[];
  readonly workdir: string | undefined;
  /** Lines of `RUN` of the last stage and those that it comes from. */
  readonly runs: readonly { readonly line: string; readonly range: Range }[];
}

/** Reads a Dockerfile. Not one at all: a text without `FROM`. */
export function readDockerfile(text: string): Reading<Dockerfile> {
  // The parser takes time that grows with the square of the length of a line.
  if (/[^\n]{20000}/.test(text)) return { is: 'broken', message: 'has a line of more than 20000 characters' };
  const instructions = DockerfileParser.parse(text).getInstructions();
  if (!instructions.some((i) => i.getKeyword() === 'FROM')) return text.trim() === '' ? undefined : { is: 'broken', message: 'has no FROM' };
  const starts = lineStarts(text);
  const stages = stagesOf(instructions);
  const chain = chainOf(stages);
  const image = chain.at(-1)?.from;
  const last = <T>(pick: (i: Instruction) => T | undefined): T | undefined => chain.flatMap((stage) => stage.body.toReversed()).map(pick).find((v) => v !== undefined);
  const rangeOf = (i: Instruction): Range => {
    const { start, end } = i.getRange();
    return [(starts[start.line] ?? 0) + start.character, (starts[end.line] ?? 0) + end.character];
  };
  const named = (keyword: string) => (i: Instruction): Instruction | undefined => (i.getKeyword() === keyword ? i : undefined);
  const entrypoint = last(named('ENTRYPOINT'));
  const command = last(named('CMD'));
  const health = last(named('HEALTHCHECK'));
  const stop = last(named('STOPSIGNAL'));
  const shell = last(named('SHELL'));
  const ports = chain.flatMap(({ body }) => body).filter((i) => i.getKeyword() === 'EXPOSE').flatMap((i) => i.getArguments().flatMap((a) => (/^\d+(?:\/tcp)?$/.test(a.getValue()) ? [{ port: parseInt(a.getValue(), 10), range: rangeOf(i) }] : [])));
  // An ENTRYPOINT sets back the CMD of the stages below it.
  const owner = (i: Instruction | undefined): number => chain.findIndex(({ body }) => i !== undefined && body.includes(i));
  const isReset = entrypoint !== undefined && command !== undefined && owner(command) > owner(entrypoint);
  return {
    is: 'read',
    value: {
      image: image === undefined || image === '' || image.includes('$') ? undefined : image,
      entrypoint: entrypoint && commandOf(entrypoint, rangeOf),
      command: command && !isReset ? commandOf(command, rangeOf) : undefined,
      isTargetOpen: !entrypoint && !command && stages.some((stage) => stage.body.some((i) => i.getKeyword() === 'CMD' || i.getKeyword() === 'ENTRYPOINT')),
      shell: shell && wordsOf(shell.getArgumentsContent() ?? ''),
      stopSignal: stop && { signal: stop.getArgumentsContent() ?? '', range: rangeOf(stop) },
      healthcheck: health && healthOf(health, rangeOf),
      ports,
      workdir: last(named('WORKDIR'))?.getArgumentsContent() ?? undefined,
      runs: chain.flatMap(({ body }) => body).filter((i) => i.getKeyword() === 'RUN').map((i) => ({ line: i.getArgumentsContent() ?? '', range: rangeOf(i) })),
    },
  };
}

interface Stage {
  readonly name: string | undefined;
  readonly from: string;
  readonly body: readonly Instruction[];
}

function stagesOf(instructions: readonly Instruction[]): readonly Stage[] {
  const stages: { name: string | undefined; from: string; body: Instruction[] }[] = [];
  const resolved = argumentDefaults(instructions);
  for (const instruction of instructions) {
    if (instruction.getKeyword() === 'FROM') {
      const words = instruction.getArguments().map((a) => a.getValue()).filter((w) => !w.startsWith('--'));
      stages.push({ from: resolved(words[0] ?? ''), name: words[1]?.toLowerCase() === 'as' ? words[2]?.toLowerCase() : undefined, body: [] });
    } else stages.at(-1)?.body.push(instruction);
  }
  return stages;
}

/** The last stage, and the stages that it is built from. */
function chainOf(stages: readonly Stage[]): readonly Stage[] {
  const chain: Stage[] = [];
  for (let at = stages.length - 1; at >= 0; ) {
    const stage = stages[at];
    if (!stage) break;
    chain.push(stage);
    at = stages.slice(0, at).findLastIndex((s) => s.name === stage.from.toLowerCase());
  }
  return chain;
}

/** Puts the defaults of build arguments in a text; those without one stay as they are written. */
function argumentDefaults(instructions: readonly Instruction[]): (text: string) => string {
  const defaults = new Map(instructions.flatMap((i) => {
    const [name, value] = i.getKeyword() === 'ARG' ? (i.getArgumentsContent() ?? '').split(/=(.*)/s) : [];
    return name !== undefined && value !== undefined ? [[name.trim(), value.trim().replace(/^(['"])(.*)\1$/, '$2')] as const] : [];
  }));
  return (text) => text.replace(/\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g, (whole, braced: string | undefined, fallback: string | undefined, plain: string | undefined) => defaults.get(braced ?? plain ?? '') ?? fallback ?? whole);
}

function commandOf(instruction: Instruction, rangeOf: (i: Instruction) => Range): Command {
  const range = rangeOf(instruction);
  const line = (instruction.getArgumentsContent() ?? '').replace(/\\\r?\n/g, ' ');
  const words = wordsOf(line);
  return words ? { form: 'exec', words, line: '', range } : { form: 'shell', words: [], line, range };
}

/** What is no list of strings in JSON is a line for the shell, as Docker sees it. */
function wordsOf(line: string): readonly string[] | undefined {
  const read = line.startsWith('[') ? parseJson(line) : undefined;
  return read?.ok && Array.isArray(read.value) && read.value.every((word) => typeof word === 'string') ? read.value : undefined;
}

function healthOf(instruction: Instruction, rangeOf: (i: Instruction) => Range): Dockerfile['healthcheck'] {
  const words = instruction.getArguments().map((a) => a.getValue()).filter((w) => !w.startsWith('--'));
  if (words[0]?.toUpperCase() === 'NONE') return 'none';
  return { words: words.slice(1), line: (instruction.getArgumentsContent() ?? '').replace(/\\\r?\n/g, ' '), range: rangeOf(instruction) };
}

