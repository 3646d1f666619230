import type { Artifacts } from '../artifacts/artifacts.js';
import { readCommandLine } from '../artifacts/command-line.js';
import type { StartedContainer } from '../analysis/deployment/started.js';
import { folderOf } from '../files/posix-path.js';
import type { Fix } from '../model/evidence.js';
import type { TextEdit } from '../model/span.js';

/** Lets the signal that ends a container come to Node: by starting that itself, or by `exec` in the last command of a shell. Empty where a variable or a hook would be lost. */
export function reachNode(artifacts: Artifacts, { span, delivery }: StartedContainer): readonly Fix[] {
  if (delivery.is !== 'lost') return [];
  if (delivery.at.endsWith('.sh') || delivery.why.includes('for want of an exec')) return withExecInScript(artifacts, delivery.at);
  const text = artifacts.dockerfiles.files.find(({ path }) => path === span.file)?.text.slice(span.start, span.end);
  const [, keyword, command] = /^(CMD|ENTRYPOINT)\s+([^\n]+)$/.exec(text ?? '') ?? [];
  const started = command === undefined ? undefined : startOf(artifacts, span.file, command.trim());
  return keyword === undefined || started === undefined ? [] : fix(started.title, { file: span.file, start: span.start, end: span.end, text: `${keyword} ${started.code}` });
}

/** Takes the signal out that nothing listens for. */
export function withoutStopSignal(artifacts: Artifacts, { stopSignal }: StartedContainer): readonly Fix[] {
  const text = stopSignal && artifacts.dockerfiles.files.find(({ path }) => path === stopSignal.span.file)?.text;
  if (!stopSignal || text === undefined) return [];
  const { file, start, end } = stopSignal.span;
  return fix('Take the stop signal out', { file, start, end: end + (text[end] === '\n' ? 1 : 0), text: '' });
}

interface Start {
  readonly title: string;
  readonly code: string;
}

function startOf(artifacts: Artifacts, file: string, command: string): Start | undefined {
  if (!command.startsWith('[')) return ofLine(command, (line) => line);
  const words = wordsOf(command);
  if (words?.[0] === 'nodemon' && words.length === 2) return direct(['node', ...words.slice(1)]);
  if (words && /^(?:ba|a)?sh$/.test(words[0] ?? '') && words[1] === '-c' && words[2] !== undefined && words.length === 3) return ofLine(words[2], (line) => listed([words[0] ?? '', '-c', line]));
  const script = words && scriptOf(artifacts, file, words);
  return script === undefined ? undefined : ofLine(script, (line) => listed(['sh', '-c', line]));
}

/** A line for a shell: `node main.js` needs none, `prepare && node main.js` does. */
function ofLine(line: string, inShell: (line: string) => string): Start | undefined {
  const commands = readCommandLine(line);
  const last = commands?.at(-1);
  if (!commands || !last || !/^node$/.test(last.words[0] ?? '') || /["'`$<>|*?;\\]|(?<!&)&(?!&)/.test(line)) return undefined;
  if (commands.length === 1) return last.words.join(' ') === line.trim() ? direct(last.words) : undefined;
  const at = line.lastIndexOf('&&');
  return at < 0 ? undefined : { title: 'Let node take the place of the shell', code: inShell(`${line.slice(0, at)}&& exec ${line.slice(at + 2).trim()}`) };
}

function direct(words: readonly string[]): Start {
  return { title: 'Start node itself', code: listed(words) };
}

function listed(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

function wordsOf(command: string): readonly string[] | undefined {
  try {
    const words: unknown = JSON.parse(command);
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

/** What `npm start` runs, by the manifest beside the Dockerfile; nothing where other scripts run before or behind it. */
function scriptOf(artifacts: Artifacts, file: string, words: readonly string[]): string | undefined {
  const [manager = '', ...rest] = words;
  const name = rest[0] === 'run' ? rest[1] : rest[0];
  const manifest = artifacts.packages.files.find(({ path }) => folderOf(path) === folderOf(file));
  if (!/^(?:npm|pnpm|yarn)$/.test(manager) || name === undefined || rest.length > (rest[0] === 'run' ? 2 : 1) || !manifest) return undefined;
  const { scripts } = manifest.value;
  return scripts.get(`pre${name}`) ?? scripts.get(`post${name}`) ? undefined : scripts.get(name)?.command;
}

function withExecInScript(artifacts: Artifacts, name: string): readonly Fix[] {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const [script, ...others] = artifacts.shellScripts.files.filter(({ path }) => path.slice(path.lastIndexOf('/') + 1) === base);
  if (!script || others.length > 0) return [];
  const last = [...script.text.matchAll(/^[ \t]*([^\s#][^\n]*)$/gm)].at(-1);
  const line = last?.[1]?.trim() ?? '';
  if (!last || /&&|\|\||[|;]|^(?:fi|done|esac|\}|exec\b)|\\$/.test(line)) return [];
  const at = last.index + last[0].indexOf(line);
  return fix(`Write exec in front of the last command of ${script.path}`, { file: script.path, start: at, end: at, text: 'exec ' });
}

function fix(title: string, edit: TextEdit): readonly Fix[] {
  return [{ title, safety: 'suggestion', edits: [edit] }];
}
