import type { LoggerModel } from '../../catalog/types.js';
import type { Reading } from '../../catalog/reading.js';
import { matchesReading } from '../../catalog/reading.js';
import { flatten, madeBy, type Abstract, type CallRef, type LibraryValue } from '../abstract.js';
import { settingOf } from '../clients/setting.js';
import type { Project } from '../project.js';
import { isRecordText } from './record-text.js';

/** What comes out of a logger in production. */
export type Writing = 'records' | 'text' | 'unknown';

/** More formats in one another are not followed. */
const deepest = 5;

/** What a logger writes that a call of a library made: what its settings say, else what the library does by itself. */
export function writingOf(project: Project, packageName: string, { writes, settings = [], formats }: LoggerModel, made: CallRef | undefined): Writing {
  if (writes === 'open') return 'unknown';
  if (!made) return writes === 'records' ? 'records' : 'unknown';
  for (const setting of settings) {
    const found = settingOf(project, made, setting.at);
    const isOne = (v: Abstract): boolean => v.is === 'literal' && (typeof v.value === 'string' || typeof v.value === 'boolean') && setting.is.includes(v.value);
    if (found.length > 0 && found.every(isOne)) return setting.writes;
    if (found.some((v) => isOne(v) || (v.is !== 'absent' && v.is !== 'literal'))) return writes === 'records' ? 'records' : 'unknown';
  }
  return formats ? writingByFormats(project, packageName, formats, made) : writes;
}

type Formats = NonNullable<LoggerModel['formats']>;

/** A logger's own format, and those of its transports, which come after it. */
function writingByFormats(project: Project, packageName: string, formats: Formats, made: CallRef): Writing {
  const format = settingOf(project, made, formats.at).filter((v) => v.is !== 'absent');
  const own = format.length === 0 ? (isOpenArgument(project, made) ? 'unknown' : 'records') : joined(format.map((v) => formatWriting(project, packageName, formats, v)));
  const transports = formats.each === undefined ? [] : eachOf(project, settingOf(project, made, formats.each));
  const ofTransports = transports.map((v): Writing => {
    const by = v.is === 'library' ? madeBy(v) : undefined;
    if (!by) return 'unknown';
    const set = settingOf(project, by, 'arg0.format').filter((f) => f.is !== 'absent');
    return set.length === 0 ? own : joined(set.map((f) => formatWriting(project, packageName, formats, f)));
  });
  if (ofTransports.length === 0) return own === 'text' && isAddedTo(project, packageName) ? 'unknown' : own;
  // One place with records is enough to search in.
  return ofTransports.includes('records') ? 'records' : joined(ofTransports);
}

/** Options that are put together elsewhere. */
function isOpenArgument(project: Project, made: CallRef): boolean {
  const [argument] = project.evaluator.call(made)?.args ?? [];
  return argument !== undefined && flatten(project.evaluator.evaluate(made.file, argument)).some((v) => v.is !== 'object' || v.props.some((p) => p.spread !== undefined));
}

/** `logger.add(new transports.File())` may stand anywhere. */
function isAddedTo(project: Project, packageName: string): boolean {
  return (project.calledNames.get('add') ?? []).some((ref) => flatten(project.evaluator.evaluate(ref.file, project.evaluator.call(ref)?.args[0] ?? { is: 'undefined' })).some((v) => v.is === 'library' && v.package.startsWith(packageName)));
}

function eachOf(project: Project, values: readonly Abstract[]): readonly Abstract[] {
  return values.flatMap((v) => (v.is === 'array' ? v.items.flatMap((item) => flatten(project.evaluator.evaluate(v.file, item, v.env))) : v.is === 'absent' ? [] : [v]));
}

function formatWriting(project: Project, packageName: string, formats: Formats, value: Abstract, depth = 0): Writing | 'passes' {
  if (value.is !== 'library' || depth > deepest) return 'unknown';
  const readings = value.package === packageName ? project.catalog.read(value, project.versionOf(madeBy(value)?.file ?? '', packageName)) : [];
  const is = (path: string): boolean => readings.some((reading: Reading) => matchesReading(reading, path));
  if (is(formats.records)) return 'records';
  if (is(formats.text)) return 'text';
  if (is(formats.print)) return printed(project, value);
  if (!is(formats.combine)) return value.path.length > 0 && value.package === packageName ? 'passes' : 'unknown';
  const made = madeBy(value);
  const parts = (made && project.evaluator.call(made)?.args) ?? [];
  const found = parts.map((part) => flatten(made ? project.evaluator.evaluate(made.file, part) : []).map((v) => formatWriting(project, packageName, formats, v, depth + 1)));
  // The last one that writes anything decides.
  return found.map((one): Writing | 'passes' => (one.every((w) => w === 'passes') && one.length > 0 ? 'passes' : joined(one))).findLast((w) => w !== 'passes') ?? 'passes';
}

/** The function that gives the line. */
function printed(project: Project, value: LibraryValue): Writing {
  const made = madeBy(value);
  const [argument] = (made && project.evaluator.call(made)?.args) ?? [];
  const functions = made && argument ? flatten(project.evaluator.evaluate(made.file, argument)) : [];
  const returns = functions.flatMap((f) => (f.is === 'function' ? (project.evaluator.facts(f.file)?.functions[f.fn]?.returns.map((v) => isRecordText(project, f.file, v)) ?? []) : []));
  if (returns.length === 0) return 'unknown';
  return returns.every((isRecord) => isRecord) ? 'records' : returns.some((isRecord) => isRecord) ? 'unknown' : 'text';
}

/** What is one thing here and another there: records where one way leads to them, as in `isProduction ? json() : simple()`. */
function joined(writings: readonly (Writing | 'passes')[]): Writing {
  if (writings.length === 0) return 'unknown';
  if (writings.includes('records')) return 'records';
  return writings.includes('unknown') ? 'unknown' : writings.every((w) => w === 'passes') ? 'records' : 'text';
}
