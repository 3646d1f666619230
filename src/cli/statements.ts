import { Option, type Command } from 'commander';
import type { Report } from '../model/report.js';
import { stableJson } from '../report/json.js';
import { printable } from '../report/printable.js';
import { attestationLine, waiverLine, type StatementLine } from '../report/statement-text.js';
import type { AddCommand } from './add-command.js';
import type { CliHost } from './host.js';
import { nowOption } from './now-option.js';

interface ListFlags {
  readonly now?: string;
  readonly format: string;
}

/** A kind of statement: its name, and how its list is had from a report. */
interface Kind {
  readonly name: 'waivers' | 'attestations';
  readonly example: string;
  readonly lineOf: (report: Report) => readonly StatementLine[];
}

const waivers: Kind = { name: 'waivers', example: 'readiness waive writes one', lineOf: ({ waivers: all }) => all.map(waiverLine) };
const attestations: Kind = { name: 'attestations', example: 'readiness attest writes one', lineOf: ({ attestations: all }) => all.map(attestationLine) };

/** What is in order, or cannot be told to be out of it. What ends soon is told, and is no fault yet. */
const sound: ReadonlySet<StatementLine['status']> = new Set(['active', 'expiring', 'not-judged']);

/** `readiness waivers list|lint`. */
export const waiversCommand: AddCommand = (program, host, done) => {
  addKind(program.command('waivers').description('list the waivers of a service, or only those that are expired, unused or incomplete'), waivers, host, done);
};

/** `readiness attestations list|lint`. */
export const attestationsCommand: AddCommand = (program, host, done) => {
  addKind(program.command('attestations').description('list the attestations of a service, or only those that do not count'), attestations, host, done);
};

function addKind(command: Command, kind: Kind, host: CliHost, done: (exitCode: number) => void): void {
  for (const verb of ['list', 'lint'] as const) {
    command
      .command(verb)
      .description(verb === 'list' ? 'all of them, with what became of each' : 'only those at fault; exit code 1 where there are any')
      .argument('[path]', 'folder to scan', '.')
      .addOption(nowOption())
      .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
      .action(async (path: string, { now, format }: ListFlags) => {
        const report = await host.parts.scan({ path, ...(now !== undefined && { now }) });
        const lines = kind.lineOf(report);
        const isShown = (_: unknown, at: number): boolean => verb === 'list' || !sound.has(lines[at]?.status ?? 'active');
        const shown = lines.filter(isShown);
        host.stdout.write(format === 'json' ? stableJson({ [kind.name]: report[kind.name].filter(isShown) }) : listed(kind, verb, shown));
        done(verb === 'lint' && shown.length > 0 ? 1 : 0);
      });
  }
}

function listed({ name, example }: Kind, verb: 'list' | 'lint', lines: readonly StatementLine[]): string {
  if (lines.length === 0) return verb === 'list' ? `no ${name}: ${example}\n` : `no ${name} at fault\n`;
  const width = Math.max(...lines.map(({ status }) => status.length));
  return lines.map(({ status, place, text }) => `${status.padEnd(width)}  ${printable(`${place} ${text}`)}\n`).join('');
}
