import { renderRule, renderRuleList } from '../report/rule-text.js';
import type { CliHost } from './host.js';
import { outputStyle } from './output-style.js';
import type { AddCommand } from './add-command.js';
import { requireRule } from './rule-ids.js';

/** `readiness explain [rule]`. */
export const explainCommand: AddCommand = (program, host) => {
  program
    .command('explain')
    .description('what a rule looks for, why it matters, how it decides and what it cannot see')
    .argument('[rule]', 'id of a rule; without it, all rules are listed')
    .action(async (id: string | undefined) => {
      host.stdout.write(await explanation(id, host));
    });
};

async function explanation(id: string | undefined, host: CliHost): Promise<string> {
  const rules = await host.parts.rules();
  const style = outputStyle(host, false);
  if (id === undefined) return renderRuleList(rules.map((rule) => rule.meta), style);
  return renderRule((requireRule(id, rules)).meta, style);
}
