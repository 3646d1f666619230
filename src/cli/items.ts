import { Option } from 'commander';
import { outputStyle } from './output-style.js';
import type { AddCommand } from './add-command.js';

/** `readiness items`. */
export const itemsCommand: AddCommand = (program, host) => {
  program
    .command('items')
    .description('list the items of the checklist: what decides each, when it applies, and what code cannot show')
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .action(async (flags: { readonly format: string }) => {
      const [{ describeItems }, { renderItems }, { stableJson }, { modelVersion }] = await Promise.all([import('../checklist/item-description.js'), import('../report/items-text.js'), import('../report/json.js'), import('../model/checklist.js')]);
      const list = describeItems(new Set((await host.parts.rules()).map(({ meta }) => meta.id)));
      host.stdout.write(flags.format === 'json' ? stableJson({ model: modelVersion, items: list }) : renderItems(list, outputStyle(host, false)));
    });
};
