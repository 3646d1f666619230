import type { Colors } from 'picocolors/types.js';
import type { Checklist, ItemResult, Tier, TierResult } from '../model/checklist.js';
import { wrapBeside } from './wrap.js';

export interface ScoreStyle {
  readonly colors: Colors;
  readonly width: number;
  /** The tier that the configuration names. */
  readonly aim?: Tier;
}

/** Cells of the bar: 2 or 3 points each. */
const barWidth = 40;

/** Score and tier for people, or why there is no score. */
export function scoreLines({ score, unscored = '', tier, tiers, items }: Checklist, { colors, width, aim }: ScoreStyle): readonly string[] {
  if (!score) return wrapBeside('  score     ', `none: ${unscored}`, width);
  const { verified, possible, assessed } = score;
  // What it is made for may lie beyond the next tier; what blocks that one is named first all the same.
  const next = tiers.find(({ reached }) => !reached);
  const reached = `${tier ?? 'none yet'}${aim === undefined ? '' : ` (made for ${aim})`}`;
  return [
    `  verified  ${colors.bold(String(verified))} of 100${width >= 90 ? `  ${bar(verified, possible, colors)}  ` : ', '}possible ${String(possible)}, ${String(assessed)} % assessed`,
    ...wrapBeside('  tier      ', next ? `${reached}; ${next.tier} ${lacks(next, items)}` : reached, width),
  ];
}

/** What is verified, then what would be reached if all that is unknown were well. */
function bar(verified: number, possible: number, colors: Colors): string {
  const [shown, open] = [verified, possible].map((points) => Math.round((points / 100) * barWidth)) as [number, number];
  return `▕${colors.green('█'.repeat(shown))}${colors.dim('▒'.repeat(open - shown) + '░'.repeat(barWidth - open))}▏`;
}

function lacks({ blocking, unseen }: TierResult, items: readonly ItemResult[]): string {
  const titles = (ids: TierResult['blocking']): string => ids.map((id) => items.find((item) => item.id === id)?.title ?? id).join(', ');
  return [...(blocking.length > 0 ? [`is blocked by ${titles(blocking)}`] : []), ...(unseen.length > 0 ? [`${blocking.length > 0 ? 'and ' : ''}needs evidence of ${titles(unseen)}`] : [])].join(', ');
}
