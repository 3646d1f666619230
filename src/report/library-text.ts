import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { KnownEntry, KnownFact, KnownLibrary, UsedLibrary } from '../model/known-library.js';
import { counted, plural } from './plural.js';
import type { TextOptions } from './rule-text.js';
import { wrapBeside } from './wrap.js';

/** What the catalog says of a library, as `readiness catalog <library>` prints it. */
export function renderLibrary({ library, version, entries }: KnownLibrary, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const width = Math.max(options.width, 60);
  const unknown = entries.length > 0 ? [] : ['', ...wrapBeside('', 'The catalog knows other versions of it, and says nothing of this one.', width)];
  const lines = [
    `${colors.bold(library)}${version === undefined ? colors.dim(' the project does not say which version: the newest is meant') : ` ${version}`}`,
    ...unknown,
    ...entries.flatMap((entry) => ['', ...entryLines(entry, width, colors)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The libraries of a project, as `readiness catalog` prints them. */
export function renderUsedLibraries({ libraries, unknown }: { readonly libraries: readonly UsedLibrary[]; readonly unknown: number }, options: TextOptions): string {
  const colors = pc.createColors(options.color);
  const [name, version] = [column(libraries.map(({ library }) => library)), column(libraries.map((used) => used.version ?? '?'))];
  const rows = libraries.map((used) => {
    const known = used.entries.length === 0 ? colors.yellow('other versions only') : `${plural(used.claims, 'claim')}, ${String(used.proved)} proved by a run`;
    return `  ${used.library.padEnd(name)}${(used.version ?? '?').padEnd(version)}${known}`;
  });
  const others = unknown === 0 ? [] : [colors.dim(`${counted(unknown, 'other dependency', 'other dependencies')} ${unknown === 1 ? 'is' : 'are'} not in the catalog.`)];
  return `${[...(rows.length === 0 ? ['No dependency of this package is in the catalog.'] : rows), ...others, 'More on one of them: readiness catalog <library>'].join('\n')}\n`;
}

function entryLines(entry: KnownEntry, width: number, colors: Colors): readonly string[] {
  const { calls, knobs, ignored, retries, events, releases, proofs, claims } = entry;
  const proved = new Set(proofs.map(({ claim }) => claim)).size;
  return [
    `${colors.bold(entry.name)}${colors.dim(` entry ${entry.id}${entry.extends === undefined ? '' : `, extends ${entry.extends}`}: ${plural(claims, 'claim')}, ${String(proved)} proved by a run`)}`,
    ...section('CALLS', calls.flatMap((call) => wrapBeside('  ', `${shortened(call.path)}: ${call.does}; goes through ${call.phases.join(', ')}; bounded by ${call.knobs.join(', ') || 'nothing'}`, width)), colors),
    ...section(
      'DEADLINES',
      knobs.flatMap((knob) => [
        ...wrapBeside('  ', `${knob.name}: default ${knob.default}; bounds ${knob.covers.join(', ') || 'nothing'}${knob.open.length === 0 ? '' : `; leaves open ${knob.open.join(', ')}`}`, width),
        ...(knob.at.length === 0 ? [] : wrapBeside('    set at ', knob.at.join(', '), width).map(colors.dim)),
        ...wrapBeside('    source ', knob.source, width).map(colors.dim),
      ]),
      colors,
    ),
    ...section('OPTIONS THAT DO NOTHING', factLines(ignored, width, colors), colors),
    ...section('RETRIES', factLines(retries, width, colors), colors),
    ...section('EVENTS', factLines(events, width, colors), colors),
    ...section('TO BE GIVEN BACK', factLines(releases, width, colors), colors),
    ...section('PROOFS', proofs.flatMap((proof) => [...wrapBeside('  ', `${proof.says}: ${proof.observed}`, width), ...wrapBeside('    ', `${proof.on.join('; ')}; ${proof.date}`, width).map(colors.dim)]), colors),
  ];
}

function section(title: string, lines: readonly string[], colors: Colors): readonly string[] {
  return lines.length === 0 ? [] : ['', colors.bold(title), ...lines];
}

function factLines(facts: readonly KnownFact[], width: number, colors: Colors): readonly string[] {
  return facts.flatMap(({ says, source }) => [...wrapBeside('  ', says, width), ...wrapBeside('    source ', source, width).map(colors.dim)]);
}

/** The commands of Redis are some two hundred. */
function shortened(path: string): string {
  const alternatives = path.split('|');
  if (path === '') return 'the export itself';
  return alternatives.length <= 12 ? path : `${alternatives.slice(0, 12).join('|')} and ${String(alternatives.length - 12)} more`;
}

function column(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length)) + 2;
}
