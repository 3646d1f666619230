import type { Tier } from '../model/checklist.js';
import type { Report } from '../model/report.js';
import { xmlElement, xmlText } from './xml.js';

/** White stands out from each of them by 4.5 to 1 or more. */
const colors: Readonly<Record<Tier | 'none', string>> = { critical: '#116329', production: '#1a7f37', internal: '#8a5d00', prototype: '#a04100', none: '#b62324' };
const gray = '#57606a';
const dark = '#32383f';
const height = 20;
/** Pixels of a letter at this size, on average; `textLength` makes each font fill them. */
const letter = 6.6;
const padding = 6;
const label = 'readiness';

/** The score as an image for a README: `readiness | 62 verified` in the colour of its tier. Nothing is fetched to show it. */
export function renderBadge(report: Report): string {
  const { value, color, title } = content(report);
  const [left, right] = [width(label), width(value)];
  const box = (x: number, boxWidth: number, fill: string): string => xmlElement('rect', { x, width: boxWidth, height, fill });
  const text = (x: number, boxWidth: number, words: string): string => xmlElement('text', { x: x + boxWidth / 2, y: 14, textLength: boxWidth - 2 * padding, lengthAdjust: 'spacingAndGlyphs' }, [xmlText(words)]);
  const font = { fill: '#fff', 'text-anchor': 'middle', 'font-family': 'Verdana,Geneva,DejaVu Sans,sans-serif', 'font-size': 11 };
  return `${xmlElement('svg', { xmlns: 'http://www.w3.org/2000/svg', width: left + right, height, viewBox: `0 0 ${String(left + right)} ${String(height)}`, role: 'img', 'aria-label': title }, [
    xmlElement('title', {}, [xmlText(title)]),
    box(0, left, dark),
    box(left, right, color),
    xmlElement('g', font, [text(0, left, label), text(left, right, value)]),
  ])}\n`;
}

/** An incomplete scan has a score too, of what was seen: a badge has no room to say so, and shows none. */
function content({ complete, checklist: { score, tier } }: Report): { readonly value: string; readonly color: string; readonly title: string } {
  if (!complete) return { value: 'incomplete', color: gray, title: 'readiness: not everything was judged' };
  if (!score) return { value: 'no score', color: gray, title: 'readiness: no score' };
  const { verified, possible, assessed } = score;
  return {
    value: `${String(verified)} verified`,
    color: colors[tier ?? 'none'],
    title: `readiness: verified ${String(verified)}, possible ${String(possible)}, ${String(assessed)} % assessed, tier ${tier ?? 'none yet'}`,
  };
}

function width(text: string): number {
  return Math.round(text.length * letter) + 2 * padding;
}
