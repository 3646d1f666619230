import type { Command } from 'commander';
import type { CliHost } from './host.js';

/** A command adds itself to the program. One with an exit code of its own hands it to `done`; the others end with 0 unless they throw. */
export type AddCommand = (program: Command, host: CliHost, done: (exitCode: number) => void) => void;
