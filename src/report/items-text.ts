import pc from 'picocolors';
import type { ItemDescription } from '../checklist/item-description.js';
import { areas } from '../model/checklist.js';
import type { TextOptions } from './rule-text.js';
import { wrapBeside } from './wrap.js';

/** The items by area, as `readiness items` prints them: what decides each, when it applies, and what code cannot show. */
export function renderItems(list: readonly ItemDescription[], options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const width = Math.max(options.width, 60);
  const lines = areas.flatMap((area) => [
    colors.bold(area.toUpperCase()),
    ...list.filter((item) => item.area === area).flatMap((item) => [
      `  ${colors.bold(item.title)} ${colors.dim(`${item.id} · weight ${String(item.weight)} · from ${item.tier}`)}`,
      ...wrapBeside('    applies     ', item.applies, width),
      ...wrapBeside('    decided by  ', decidedBy(item), width),
      ...wrapBeside('    seen by     ', item.seenBy, width),
      ...wrapBeside('    not in code ', item.unseen, width),
      '',
    ]),
  ]);
  return `${[...lines, 'More on a rule: readiness explain <rule>'].join('\n')}\n`;
}

function decidedBy({ decidedBy: rules, notYet }: ItemDescription): string {
  if (notYet.length === 0) return rules.join(', ');
  const later = `${notYet.join(', ')} of a later version: unknown until then`;
  return rules.length === 0 ? `nothing yet, but by ${later}` : `${rules.join(', ')}, and ${later}`;
}
