import { readCommandLine, type ShellCommand } from '../../artifacts/command-line.js';
import { becomesLastCommand, shellInWords, type Shell } from './shells.js';

/** Whether a signal that a container gets comes to the Node process in it. */
export type Delivery =
  | { readonly is: 'delivered'; readonly how: string }
  | { readonly is: 'lost'; readonly at: string; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string }
  /** It runs something else than Node, or nothing that stays. */
  | { readonly is: 'other' };

export interface DeliveryContext {
  /** What `/bin/sh` is. */
  readonly shell: Shell | undefined;
  /** The command of a script of the package.json that belongs to the container. */
  readonly scriptOf: (name: string, workspace: string | undefined) => string | undefined;
  /** The text of a shell script of the project by its name. */
  readonly shellScript: (name: string) => string | undefined;
  /** Yarn's own version, as far as files show it. */
  readonly yarn: 'classic' | 'berry' | undefined;
  /** What the container is given behind its entry point: `exec "$@"`. */
  readonly rest: readonly string[];
}

const runtimes: ReadonlySet<string> = new Set(['node', 'nodejs', 'bun', 'deno', 'ts-node', 'ts-node-esm', 'tsx', 'pm2-runtime', 'pm2-docker', 'next', 'nest', 'fastify']);
/** They are replaced by what they are given. */
const replaced: ReadonlySet<string> = new Set(['env', 'nice', 'ionice', 'stdbuf', 'gosu', 'su-exec', 'setpriv', 'chpst', 'chroot', 'catchsegv', 'doppler-exec']);
/** They stay, hand SIGTERM on and wait: measured with cross-env 7, dotenv-cli 7, concurrently 9. */
const forwarding: ReadonlySet<string> = new Set(['cross-env', 'cross-env-shell', 'dotenv', 'dotenvx', 'concurrently', 'infisical', 'doppler']);
const inits: ReadonlySet<string> = new Set(['tini', 'tini-static', 'dumb-init', 'docker-init', 'catatonit', 's6-svscan']);
const managers: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'npx', 'pnpx']);
const shells: Readonly<Record<string, Shell | undefined>> = { bash: 'bash', ash: 'busybox', dash: 'dash' };
/** Scripts that do not serve. */
const passing = /^(?:(?:pre|post)?(?:test|lint|build|dev|watch|debug|e2e|migrate|migration|seed|install|ci)\b|start:(?:dev|debug|watch)|.*:(?:dev|test|watch)$)/;

/** Without one of these words nothing of Node is run. */
const mentionsNode = /(?:^|[\s"'/;&|(])(?:node|nodejs|npm|npx|pnpm|yarn|bun|deno|tsx|ts-node|nodemon|pm2-runtime|next|nest|[\w./-]+\.sh|\$[@*])(?=$|[\s"';&|)])/;

const deepest = 6;

/** Follows a command, in words, to the process that serves. */
export function deliveryOf(words: readonly string[], context: DeliveryContext, depth = 0): Delivery {
  const [first = '', ...rest] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (first === '') return { is: 'other' };
  if (depth > deepest) return { is: 'unknown', why: 'its commands call each other too deep' };
  const next = (more: readonly string[]): Delivery => deliveryOf(more, context, depth + 1);
  if (first.startsWith('$')) return first === '$@' || first === '$*' ? (context.rest.length > 0 ? deliveryOf(context.rest, { ...context, rest: [] }, depth + 1) : { is: 'other' }) : { is: 'unknown', why: `what ${first} holds is not seen` };
  if (name === 'nodemon') return { is: 'lost', at: 'nodemon', why: 'nodemon ends as soon as it has handed the signal on, and the container with it' };
  if (runtimes.has(name)) return name === 'nest' && rest.includes('--watch') ? { is: 'other' } : { is: 'delivered', how: `${name} is what the signal reaches` };
  if (name === 'exec') return next(rest);
  if (inits.has(name) || replaced.has(name) || forwarding.has(name)) return next(afterFlags(name, rest));
  if (managers.has(name)) return ofManager(name, rest, context, depth);
  if (name === 'sh' || name in shells) return ofShell(name === 'sh' ? context.shell : shells[name], name, rest, context, depth);
  const script = context.shellScript(name);
  return script === undefined ? { is: 'other' } : ofScript(name, script, { ...context, rest: rest.length > 0 ? rest : context.rest }, depth);
}

/** A line that a shell is given. */
export function deliveryOfLine(line: string, shell: Shell | undefined, given: DeliveryContext, depth = 0): Delivery {
  const commands = readCommandLine(line);
  const last = commands?.at(-1);
  if (!mentionsNode.test(line)) return { is: 'other' };
  if (!commands || !last) return { is: 'unknown', why: 'its shell line is more than a list of commands' };
  const folder = commands.find(({ words }) => words[0] === 'cd')?.words[1];
  const context: DeliveryContext = folder === undefined ? given : { ...given, scriptOf: (name, workspace) => given.scriptOf(name, workspace ?? folder) };
  const inner = deliveryOf(last.words, context, depth + 1);
  if (last.words[0] === 'exec') return inner;
  const isHidden = inner.is === 'unknown' && shell === 'dash' && managers.has(last.words[0] ?? '');
  if (inner.is !== 'delivered' && !isHidden) return inner.is === 'other' ? earlier(commands, context, depth) : inner;
  if (commands.some(({ before }) => before === '|' || before === '&')) return { is: 'unknown', why: 'its shell line has pipes or jobs' };
  if (shell === undefined) return { is: 'unknown', why: 'which shell its image has is not seen' };
  if (shell === 'none') return { is: 'unknown', why: 'its image has no shell' };
  if (becomesLastCommand(shell)) return { is: 'delivered', how: `${shellInWords(shell)} becomes ${last.words[0] ?? ''}` };
  return { is: 'lost', at: 'sh', why: `${shellInWords(shell)} stays in front of ${last.words[0] ?? ''} and hands no signal on` };
}

/** `node main.js; echo done`: a shell stays for what comes behind. */
function earlier(commands: readonly ShellCommand[], context: DeliveryContext, depth: number): Delivery {
  const serving = commands.slice(0, -1).map(({ words }) => (/^(?:node|nodejs)$/.test(words[0] ?? '') ? deliveryOf(words, context, depth + 1) : { is: 'other' as const }));
  return serving.some(({ is }) => is === 'delivered') ? { is: 'unknown', why: 'what its shell line runs last is not seen' } : { is: 'other' };
}

function ofShell(shell: Shell | undefined, name: string, rest: readonly string[], context: DeliveryContext, depth: number): Delivery {
  const at = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
  if (at >= 0) return deliveryOfLine(rest[at + 1] ?? '', shell, { ...context, rest: rest.slice(at + 3) }, depth + 1);
  const [file, ...args] = rest.filter((word) => !word.startsWith('-'));
  const script = file === undefined ? undefined : context.shellScript(file.slice(file.lastIndexOf('/') + 1));
  return script === undefined ? { is: 'unknown', why: `what ${name} runs is not seen` } : ofScript(file ?? '', script, { ...context, rest: args.length > 0 ? args : context.rest }, depth);
}

/** A script stays in front of its commands in every shell; only `exec` gives its place away. */
function ofScript(name: string, text: string, context: DeliveryContext, depth: number): Delivery {
  if (!/(?:^|[\s"'/])(?:node|npm|npx|pnpm|yarn|bun|tsx)(?=$|[\s"'])/m.test([text, ...context.rest].join(' '))) return { is: 'other' };
  if (/^\s*trap\b/m.test(text)) return { is: 'unknown', why: `${name} has a trap of its own` };
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const last = readCommandLine(lines.findLast((line) => !/^(?:fi|done|esac|\}|;;|else)$/.test(line)) ?? '')?.at(-1);
  if (!last) return { is: 'unknown', why: `what ${name} runs last is not seen` };
  const inner = deliveryOf(last.words, context, depth + 1);
  if (last.words[0] === 'exec' || inner.is !== 'delivered') return inner.is === 'other' ? { is: 'unknown', why: `what ${name} runs last is not seen` } : inner;
  if (lines.some((line) => /(?:^|;|&&)\s*exec\b/.test(line))) return { is: 'unknown', why: `${name} has several ends` };
  return { is: 'lost', at: name, why: `the shell that runs ${name.slice(name.lastIndexOf('/') + 1)} stays in front of ${last.words[0] ?? ''}, for want of an exec` };
}

/** A package manager runs a script with `sh -c`, and hands the signal to that shell. */
function ofManager(name: string, rest: readonly string[], context: DeliveryContext, depth: number): Delivery {
  const { workspace, words } = chosenPackage(rest);
  if (workspace === '' || words[0] === 'dlx') return { is: 'unknown', why: `which package ${name} runs is not seen` };
  const runs = words[0] === 'run' || words[0] === 'run-script' || words[0] === 'exec';
  const script = runs ? words[1] : words[0];
  if (script === undefined || passing.test(script)) return { is: 'other' };
  const line = name === 'npx' || name === 'pnpx' || words[0] === 'exec' ? words.slice(runs ? 1 : 0).join(' ') : context.scriptOf(script, workspace);
  if (line === undefined) return { is: 'unknown', why: `the script "${script}" that ${name} runs is not seen` };
  const inner = deliveryOfLine(line, context.shell, context, depth + 1);
  if (inner.is === 'lost' && inner.at === 'sh') return { ...inner, at: `${name} ${words.join(' ')}`, why: `${name} runs its script in a shell, and ${inner.why}` };
  if (inner.is !== 'delivered' || name !== 'yarn') return inner;
  if (context.yarn === 'classic') return { is: 'lost', at: `yarn ${words.join(' ')}`, why: 'yarn 1 ends as soon as it has handed the signal on, and the container with it' };
  return { is: 'unknown', why: 'whether this yarn waits for what it runs is not seen' };
}

/** `--filter web run start`, `workspace web start`: the package, empty where it is not plain, and the words without it. */
function chosenPackage(rest: readonly string[]): { readonly workspace: string | undefined; readonly words: readonly string[] } {
  const words: string[] = [];
  let workspace: string | undefined;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    const [, flag, value] = /^(--filter|-F|--prefix|-C|--cwd|--dir|-w|--workspace)(?:=(.*))?$/.exec(word) ?? [];
    if (flag !== undefined || (word === 'workspace' && words.length === 0)) {
      const named = value ?? rest[++at] ?? '';
      workspace = workspace === undefined && !/[*!^{[$]|\.\.\./.test(named) ? named : '';
    } else if (word === '--') break;
    else if (!word.startsWith('-')) words.push(word);
  }
  return { workspace, words };
}

/** What an init, or a command in front, runs: behind its flags, its `--`, or its assignments. */
function afterFlags(name: string, rest: readonly string[]): readonly string[] {
  const dashes = rest.indexOf('--');
  if (dashes >= 0) return rest.slice(dashes + 1);
  if (name === 'concurrently') return (rest.find((word) => word.includes(' ')) ?? '').split(' ');
  const words = [...rest];
  while (words[0]?.startsWith('-') || /^\w+=/.test(words[0] ?? '')) words.splice(0, /^-[sune]$/.test(words[0] ?? '') && name !== 'tini' && name !== 'dumb-init' ? 2 : 1);
  return name === 'gosu' || name === 'su-exec' || name === 'chroot' ? words.slice(1) : words;
}
