import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { Fleet, FleetService } from '../../model/fleet.js';
import { asciiText } from '../ascii.js';
import { displayWidth, truncate } from '../display-width.js';
import { counted } from '../plural.js';
import { printable } from '../printable.js';
import { wrapBeside } from '../wrap.js';
import { changeText, fleetClosing, fleetTitle, latest, openItems, trendText, verdictCounts } from './fleet-words.js';

export interface FleetTextOptions {
  /** Default false. */
  readonly color?: boolean;
  /** Columns; less than 60 is read as 60. Default 100. */
  readonly width?: number;
  /** Nothing beyond ASCII. Default false. */
  readonly ascii?: boolean;
}

const widestName = 36;
const mostItems = 8;
const mostMoments = 4;

/** The fleet for people: a line a service, what needs attention first, with what costs it most; then what many of them lack. */
export function renderFleetTerminal(fleet: Fleet, { color = false, width = 100, ascii = false }: FleetTextOptions = {}): string {
  const style = { colors: pc.createColors(color), width: Math.max(width, 60) - (ascii ? 2 : 0) };
  const lines = [paint(fleet, style.colors), '', ...serviceLines(fleet.services, style), ...itemLines(fleet, style), ...problemLines(fleet, style), style.colors.dim(fleetClosing(fleet))];
  const text = `${lines.join('\n')}\n`;
  return ascii ? asciiText(text) : text;
}

interface Style {
  readonly colors: Colors;
  readonly width: number;
}

function paint(fleet: Fleet, colors: Colors): string {
  const title = fleetTitle(fleet);
  return colors.bold(title.startsWith('✔') ? colors.green(title) : colors.red(title));
}

const glyphs: Readonly<Record<FleetService['gate'], string>> = { incomplete: '‼ incomplete', fail: '✖ fail', pass: '✔ pass' };

function serviceLines(services: readonly FleetService[], { colors, width }: Style): readonly string[] {
  if (services.length === 0) return [];
  const head = ['service', 'gate', 'verified', 'change', 'possible', 'tier', 'errors', 'warnings'];
  const rows = services.map((service) => [
    truncate(printable(service.name), widestName), glyphs[service.gate], String(service.score?.verified ?? '–'), changeText(service), String(service.score?.possible ?? '–'), service.tier ?? 'none yet', String(latest(service).errors), String(latest(service).warnings),
  ]);
  const widths = head.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(displayWidth)));
  const line = (cells: readonly string[]): string => `  ${cells.map((cell, at) => padded(cell, widths[at] ?? 0, isNumber(at))).join('  ').trimEnd()}`;
  return [
    colors.dim(line(head)),
    ...services.flatMap((service, at) => [line(rows[at] ?? []), ...wrapBeside('      ', detail(service), width).map(colors.dim)]),
    '',
  ];
}

function isNumber(column: number): boolean {
  return [2, 3, 4, 6, 7].includes(column);
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(width - displayWidth(text));
  return right ? `${space}${text}` : `${text}${space}`;
}

/** `trend 58 → 62 · items 2 fail, 1 partial: Timeouts on all external calls (7.4), …` */
function detail(service: FleetService): string {
  const trend = trendText(service, mostMoments);
  const open = openItems(service);
  const named = open.slice(0, 3).map(({ title, lost }) => `${title} (${lost.toFixed(1)})`).join(', ');
  const parts = [...(trend === '' ? [] : [`trend ${trend}`]), `items ${verdictCounts(service)}${named === '' ? '' : `: ${named}`}`, ...service.reasons, ...(service.unscored === undefined ? [] : [`no score: ${service.unscored}`])];
  return parts.join(' · ');
}

function itemLines({ items, services }: Fleet, { colors, width }: Style): readonly string[] {
  if (items.length === 0) return [];
  const title = `WHAT THEY LACK`;
  return [
    `${colors.bold(title)} ${colors.dim('─'.repeat(Math.max(width - title.length - 1, 3)))}`,
    ...items.slice(0, mostItems).map((item) => `  ${item.title}  ${String(item.fail)} fail${item.partial > 0 ? `, ${String(item.partial)} partial` : ''} of ${counted(services.length, 'service')}`),
    ...(items.length > mostItems ? [colors.dim(`  … ${counted(items.length - mostItems, 'more item')}: --format json`)] : []),
    '',
  ];
}

function problemLines({ problems }: Fleet, { colors, width }: Style): readonly string[] {
  if (problems.length === 0) return [];
  return [
    colors.bold('NOT SHOWN'),
    ...problems.flatMap(({ message, help }) => [...wrapBeside('  ! ', message, width).map((line, at) => (at === 0 ? line.replace('!', colors.red('✖')) : line)), ...(help === undefined ? [] : wrapBeside('    ', help, width).map(colors.dim))]),
    '',
  ];
}
