import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { processHost } from '../src/cli/host.js';
import { createProgram } from '../src/cli/program.js';
import { formats } from '../src/report/render.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
const pages = ['docs/ci.md', 'docs/getting-started.md', 'docs/monorepos.md'];
const program = createProgram(processHost(), () => undefined);

/** Blocks of a language on a page. */
function blocks(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(/```(\w+)\n([^]*?)```/g)].filter(([, of]) => of === language).map(([, , text = '']) => text);
}

/** Every command line of ours in a text: what follows `readiness` up to the end of the command. */
function commandLines(text: string): readonly (readonly string[])[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n').flatMap((line) => /(?:npx(?: --no-install)? |\$ |^)readiness ([^|#>]+)/.exec(line.trim().replace(/^(?:- )?(?:run: |script: |sh ')?/, ''))?.[1] ?? line.match(/npx readiness ([^|#>]+)/)?.[1] ?? []);
  return lines.map((line) => [...line.replace(/'\s*$/, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? ''));
}

/** What is wrong with a command line: an unknown command, option or format. */
function faults(words: readonly string[]): readonly string[] {
  const [name = '', ...rest] = words;
  const command = program.commands.find((one) => one.name() === name);
  if (!command) return [`no command ${name}`];
  const inner = command.commands.find((one) => one.name() === rest[0]) ?? command;
  const options = rest.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split('=')[0] ?? '');
  const asked = rest.flatMap((word, at) => (rest[at - 1] === '--format' && (name === 'scan' || name === 'report' || name === 'merge') ? [word.split('=')[0] ?? ''] : []));
  return [...options.filter((option) => !optionsOf(inner).includes(option)).map((option) => `${name} has no ${option}`), ...asked.filter((format) => !formats.some((one) => one === format)).map((format) => `no format ${format}`)];
}

function optionsOf(command: Command): readonly string[] {
  return command.options.flatMap(({ short, long }) => [short, long]).filter((option) => option !== undefined);
}

/** Every script of a workflow or an action, wherever it stands. */
function scripts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(scripts);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'run' && typeof inner === 'string' ? [inner] : scripts(inner)));
}

describe.each(pages)('%s', (page) => {
  test('names only commands, options and formats that there are', () => {
    const lines = commandLines(read(page));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.flatMap(faults)).toEqual([]);
  });

  test('holds YAML that can be read, whose scripts contain nothing that an event or an input could fill in', () => {
    const parsedBlocks = blocks(page, 'yaml').map((text) => parse(text) as unknown);
    expect(parsedBlocks.flatMap(scripts).filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe('action.yml', () => {
  interface Action {
    readonly inputs: Readonly<Record<string, { readonly description: string }>>;
    readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
    readonly runs: { readonly using: string; readonly steps: readonly { readonly id?: string; readonly shell: string; readonly run: string; readonly env?: Readonly<Record<string, string>> }[] };
  }
  const action = parse(read('action.yml')) as Action;

  test('hands inputs and events to its scripts as variables, and to no script as text', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
    expect(read('action.yml')).not.toMatch(/pull_request_target/);
  });

  test('runs commands and options that there are', () => {
    const text = action.runs.steps.map(({ run }) => run).join('\n');
    const options = [...text.matchAll(/(?<![\w-])--(?!yes|package|no-install|version)[a-z][\w-]*/g)].map(([option]) => option);
    const known = ['scan', 'outputs', 'comment'].flatMap((name) => optionsOf(program.commands.find((one) => one.name() === name) ?? program));
    expect(options.filter((option) => !known.includes(option))).toEqual([]);
    expect([...text.matchAll(/--format "?(\w+)/g)].map(([, format]) => format).filter((format) => !formats.some((one) => one === format))).toEqual([]);
    for (const name of ['outputs', 'comment']) expect(text).toContain(`"\${command[@]}" ${name} `);
  });

  test('uses each input, and takes its outputs from steps and names that there are', () => {
    const text = read('action.yml');
    for (const name of Object.keys(action.inputs)) expect(text).toContain(`{{ inputs.${name} `);
    const printed = ['score', 'possible', 'coverage', 'gate', 'new-errors', 'tier', 'exit-code', 'report'];
    for (const { value } of Object.values(action.outputs)) {
      const [, step, name = ''] = /steps\.(\w+)\.outputs\.([\w-]+)/.exec(value) ?? [];
      expect(step === 'outputs' ? printed : ['html', 'sarif', 'status']).toContain(name);
    }
  });
});
