import { Option } from 'commander';
import type { Statement } from '../attest.js';
import { itemTitles } from '../model/checklist.js';
import { stableJson } from '../report/json.js';
import { printable } from '../report/printable.js';
import type { AddCommand } from './add-command.js';
import { displayedPath } from './displayed-path.js';
import type { CliHost } from './host.js';
import { nowOption } from './now-option.js';

interface AttestFlags {
  readonly path: string;
  readonly statement?: string;
  readonly owner?: string;
  readonly evidence?: string;
  readonly until?: string;
  readonly invalidatedBy?: readonly string[];
  readonly notApplicable?: boolean;
  readonly now?: string;
  readonly format: string;
}

/** `readiness attest <item>`. */
export const attestCommand: AddCommand = (program, host) => {
  program
    .command('attest')
    .description('state what code cannot show, in .readiness/attestations.yaml; only a person at a terminal signs, all others write a draft')
    .argument('<item>', 'id of an item of the checklist; of one that has a draft, the draft is signed')
    .option('--statement <text>', 'what is the case')
    .option('--owner <owner>', 'who answers for it: @name, @org/team or a mail address')
    .option('--evidence <url-or-file>', 'where it can be looked up; of a file, its hash is kept')
    .option('--until <date>', 'its last day: YYYY-MM-DD')
    .option('--invalidated-by <pattern...>', 'files, as in .gitignore: when they change, the statement is stale')
    .option('--not-applicable', 'state that the item does not apply')
    .option('--path <path>', 'the scanned folder, when it is not the current one', '.')
    .addOption(nowOption())
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .action(async (item: string, { format, ...flags }: AttestFlags) => {
      const { prepareAttestation } = await import('../attest.js');
      const statement = await prepareAttestation({ ...flags, item });
      const signedBy = await signature(statement, host);
      const written = statement.save(signedBy);
      const file = displayedPath(written.file, host);
      const said = signedBy === undefined ? 'holds a draft, which counts when a person signs it: readiness attest' : `is signed by ${signedBy}:`;
      host.stdout.write(format === 'json' ? stableJson({ item: statement.item, file, line: written.line, draft: signedBy === undefined, ...(signedBy !== undefined && { signedBy }) }) : `${printable(`${file}:${String(written.line)} ${said} ${statement.item}`)}\n`);
    });
};

/** The name of who signs; undefined where no person is asked, or signs. */
async function signature({ item, statement, owner, until, evidence, watched }: Statement, host: CliHost): Promise<string | undefined> {
  if (!host.ask || (await host.parts.isAgent())) return undefined;
  const lines = [itemTitles[item], `  ${statement}`, `  owner ${owner}, until ${until}`, ...(evidence === undefined ? [] : [`  evidence ${evidence}`]), ...(watched.length === 0 ? [] : [`  stale when one of ${String(watched.length)} files changes: ${watched.slice(0, 5).join(', ')}${watched.length > 5 ? '…' : ''}`])];
  host.stderr.write(`${lines.map(printable).join('\n')}\n`);
  const name = (await host.ask('Sign as (your name; empty leaves a draft): ')).trim();
  return name === '' ? undefined : name;
}
