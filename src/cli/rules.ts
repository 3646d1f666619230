import { Option } from 'commander';
import { stableJson } from '../report/json.js';
import { renderRuleList } from '../report/rule-text.js';
import { outputStyle } from './output-style.js';
import type { AddCommand } from './add-command.js';

/** `readiness rules`. */
export const rulesCommand: AddCommand = (program, host) => {
  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--format <format>').choices(['terminal', 'json']).default('terminal'))
    .action(async (flags: { readonly format: string }) => {
      const metas = (await host.parts.rules()).map((rule) => rule.meta);
      const list = metas.map(({ id, area, item, mode, level, summary }) => ({ id, area, item, mode, level, summary }));
      host.stdout.write(flags.format === 'json' ? stableJson({ rules: list }) : renderRuleList(metas, outputStyle(host, false)));
    });
};
