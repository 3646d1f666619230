import { Option } from 'commander';
import { fleetExitCode } from '../report/fleet/fleet-words.js';
import { fleetFormats, renderFleet } from '../report/fleet/render-fleet.js';
import type { AddCommand } from './add-command.js';
import { formatTargetsOf } from './format-targets.js';
import { outputStyle } from './output-style.js';
import { repeatable } from './repeatable.js';
import { clearOutput, writeOutput } from './write-output.js';

interface FleetFlags {
  readonly format?: readonly string[];
  readonly output?: string;
}

/** `readiness fleet <places…>`. */
export const fleetCommand: AddCommand = (program, host, done) => {
  program
    .command('fleet')
    .description('show many services in one table by their stored reports, with how each changed; it judges nothing anew, and ends with 0, or with 3 where a report could not be shown')
    .argument('<places...>', 'reports that were written with --format json, or folders of them; of several of one service the one of the latest commit counts, the others are its trend')
    .addOption(new Option('--format <name[=file]>', `${fleetFormats.join(', ')}; repeat it for several, at most one without a file. Default: terminal`).argParser<readonly string[] | undefined>(repeatable))
    .option('--output <file>', 'write the format that names no file to this one instead of stdout')
    .action(async (places: readonly string[], flags: FleetFlags) => {
      const targets = formatTargetsOf({ format: ['terminal'], ...flags }, fleetFormats);
      for (const { file } of targets) if (file !== undefined) await clearOutput(file, host);
      const { gatherFleet } = await import('../fleet/gather-reports.js');
      const fleet = await gatherFleet(places, host.cwd);
      for (const { format, file } of targets.toSorted((a, b) => Number(b.file !== undefined) - Number(a.file !== undefined))) {
        await writeOutput(await renderFleet(fleet, { format, ...outputStyle(host, file !== undefined) }), file, host);
      }
      done(fleetExitCode(fleet));
    });
};
