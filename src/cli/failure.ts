import { CommanderError } from 'commander';
import { UsageError } from '../model/usage-error.js';
import { printable } from '../report/printable.js';
import type { CliHost } from './host.js';
import { wantsJson } from './wants-json.js';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly frame?: readonly string[];
  readonly exitCode: 0 | 2 | 3;
}

/**
 * Tells the user what went wrong and gives the exit code: 2 for wrong use, 3 for a crash. With `--format json` stdout gets an object
 * as well, so that a program that reads it never meets an empty answer.
 */
export function reportFailure(error: unknown, argv: readonly string[], host: CliHost): number {
  const failure = describe(error);
  if (failure === undefined) return error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;

  const { code, message, help, frame = [], exitCode } = failure;
  if (wantsJson(argv)) {
    const payload = { ok: false, complete: false, error: { code, message, ...(help === undefined ? {} : { help }) } };
    host.stdout.write(`${JSON.stringify(payload, undefined, 2)}\n`);
  }
  host.stderr.write(exitCode === 3 ? crashText(message, error, host) : usageText(message, frame, help));
  return exitCode;
}

/** Nothing for help and version, which commander reports as errors after it has printed them. */
function describe(error: unknown): Failure | undefined {
  if (error instanceof CommanderError) {
    if (error.code === 'commander.help' || error.exitCode === 0) return undefined;
    return commanderFailure(error);
  }
  if (error instanceof UsageError) {
    return { code: 'USAGE', message: error.message, ...(error.help === undefined ? {} : { help: error.help }), frame: error.frame, exitCode: 2 };
  }
  return { code: 'CRASH', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error), exitCode: 3 };
}

/** commander says `error: unknown option '--formt'\n(Did you mean --format?)`: message and help in one. */
function commanderFailure(error: CommanderError): Failure {
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const code = error.code.replace(/^commander\./, '').replace(/[A-Z]/g, '_$&').toUpperCase();
  const help = suggestion?.replace(/^\((.*)\)$/, '$1') ?? 'readiness --help lists commands and options';
  return { code, message, help, exitCode: 2 };
}

function usageText(message: string, frame: readonly string[], help: string | undefined): string {
  const lines = [message, ...frame, ...(help?.split('\n') ?? [])].map(printable);
  return `readiness: ${lines.join('\n  ')}\n`;
}

function crashText(message: string, error: unknown, host: CliHost): string {
  const stack = host.env['READINESS_DEBUG'] === '1' && error instanceof Error && error.stack ? `${error.stack}\n` : '';
  return `readiness crashed: ${printable(message)}. This is a bug, please report it (READINESS_DEBUG=1 prints the stack)\n${stack}`;
}
