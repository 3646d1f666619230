import { spanIn } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import { readCommandLine } from '../../artifacts/command-line.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import type { Span } from '../../model/span.js';

/** A command that a pipeline, or a script of the repository, runs. */
export interface DeployCommand {
  readonly words: readonly string[];
  readonly span: Span;
}

/** Words of the shell that stand in front of a command. */
const before = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', 'sudo', 'exec', 'time', '{', '(']);

/** The commands of workflows, and of shell scripts: conditions and loops do not matter, only what is run somewhere. */
export function deployCommands(artifacts: Artifacts): readonly DeployCommand[] {
  const steps = artifacts.workflows.files.flatMap(({ path, value }) => value.steps.filter(({ job }) => !isTrial(path) && !isTrial(job)).flatMap(({ run, range }) => commandsIn(run).map((words) => ({ words, span: spanIn(path, range) }))));
  const scripts = artifacts.shellScripts.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => linesOf(value).flatMap(({ line, at }) => commandsIn(line).map((words) => ({ words, span: spanIn(path, [at, at + line.trimEnd().length]) }))));
  return [...steps, ...scripts];
}

/** Whether a workflow or a job tries things in a cluster of its own. */
function isTrial(name: string): boolean {
  return name.toLowerCase().split(/[/._\s-]+/).some((word) => /^(?:tests?|testing|e2e|integration|lint|kind|example|examples|preview)$/.test(word));
}

function commandsIn(text: string): readonly (readonly string[])[] {
  return text.replace(/\\\r?\n/g, ' ').split(/\r?\n/).flatMap((line) => readCommandLine(line)?.map(({ words }) => words) ?? line.split(/;|&&|\|\|?/).map((part) => part.trim().split(/\s+/)))
    .map((words) => words.slice(words.findIndex((word) => !before.has(word)))).filter((words) => words.length > 0 && words[0] !== '' && words[0] !== '#');
}

/** The lines of a script, continued ones joined, without comments. */
function linesOf(text: string): readonly { readonly line: string; readonly at: number }[] {
  return [...text.matchAll(/^(?:[^\n\\]|\\\r?\n|\\.)+/gm)].flatMap((found) => (/^\s*#/.test(found[0]) ? [] : [{ line: found[0], at: found.index }]));
}
