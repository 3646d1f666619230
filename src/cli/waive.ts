import { Option } from 'commander';
import { waiverKinds, type WaiverKind } from '../model/waiver.js';
import { stableJson } from '../report/json.js';
import { printable } from '../report/printable.js';
import type { AddCommand } from './add-command.js';
import { parseFileLine } from './file-line.js';
import { nowOption } from './now-option.js';
import { displayedPath } from './displayed-path.js';
import { knownRules } from './rule-ids.js';

interface WaiveFlags {
  readonly path: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
  readonly kind: WaiverKind;
  readonly issue?: string;
  readonly now?: string;
  readonly format: string;
}

/** `readiness waive <rule> <file:line>`. */
export const waiveCommand: AddCommand = (program, host) => {
  program
    .command('waive')
    .description('accept what a rule finds on a line for a time, in .readiness/waivers.yaml')
    .argument('<rule>', 'id of the rule')
    .argument('<file:line>', 'as in the report; the function around it is what is waived')
    .requiredOption('--reason <text>', 'why it may stay')
    .requiredOption('--owner <owner>', 'who answers for it: @name, @org/team or a mail address')
    .requiredOption('--until <date>', 'its last day: YYYY-MM-DD')
    .addOption(new Option('--kind <kind>', 'false-positive: there is no fault, and the site counts nowhere').choices(waiverKinds).default('accepted-risk'))
    .option('--issue <url>', 'where it is followed up')
    .option('--path <path>', 'the scanned folder, when it is not the current one', '.')
    .addOption(nowOption())
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .action(async (id: string, site: string, { format, ...flags }: WaiveFlags) => {
      const rule = id.replace(/^readiness\//, '');
      await knownRules([rule], host);
      const { addWaiver } = await import('../waive.js');
      const written = await addWaiver({ ...flags, rule, ...parseFileLine(site, flags.path, host, 'readiness waive require-timeout src/server.ts:12 …') });
      const { target, sites, line } = written;
      const file = displayedPath(written.file, host);
      const where = `${target.symbol === '' ? '' : `${target.symbol} of `}${target.file}`;
      host.stdout.write(format === 'json' ? stableJson({ ...written, file }) : `${printable(`${file}:${String(line)} waives what ${rule} finds in ${where} (${String(sites)} site${sites === 1 ? '' : 's'}) until ${flags.until}`)}\n`);
    });
};
