import { enclosingSymbol, symbolOfFingerprint } from '../model/enclosing-symbol.js';
import type { Evidence, Level } from '../model/evidence.js';
import type { PlacedEvidence, RanRule } from '../model/examination.js';
import type { FileFacts } from '../model/facts.js';
import type { Finding, Place, Report } from '../model/report.js';
import { lineStarts, positionAt, type Span } from '../model/span.js';
import { lineHashes } from './line-hash.js';

/** What is known of the files that evidence speaks of. */
export interface PlaceInput {
  readonly rules: readonly RanRule[];
  /** Level by rule id, where the configuration says another than the rule. */
  readonly levels: Readonly<Record<string, Level>>;
  readonly preset: Report['project']['preset'];
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly textOf: (file: string) => string;
  readonly ownerOf: (file: string) => string | undefined;
  /** Takes the values out of a text that nobody may see; places stay where they are. */
  readonly hide: (text: string) => string;
  /** What a failure is answered by outside of the code. */
  readonly answerTo: (evidence: Evidence) => string | undefined;
}

/** Gives evidence all that a report says of its place: lines for offsets, code, owner, and what it is recognised by. */
export function placing(given: PlaceInput): (evidence: Evidence) => PlacedEvidence {
  const { files, rules, levels, preset, hide, ownerOf, answerTo } = given;
  const textOf = memoised((file: string) => hide(given.textOf(file)));
  const places = placer(files, textOf);
  const tell = teller({ files, ownerOf, textOf });
  const own = new Map(rules.map(({ id, level }) => [id, level]));
  return (evidence) => {
    const { hidden: _, ...shown } = withoutHidden(evidence, hide);
    const place = places(evidence.span);
    const shownLevel = levelOf(evidence, own.get(evidence.rule), levels[evidence.rule]);
    const failed = evidence.outcome === 'fail';
    const isTold = failed && evidence.reportedBy === undefined && (shownLevel !== 'info' || preset === 'strict');
    const answeredBy = failed ? answerTo(evidence) : undefined;
    return {
      ...shown, place, shownLevel, trace: shown.trace.map((step) => ({ ...step, ...places(step.span) })),
      symbol: failed ? enclosingSymbol(files.get(evidence.span.file), evidence.span.start) : '',
      ...(answeredBy !== undefined && { answeredBy }), ...(isTold && { told: tell(evidence, place) }),
    };
  };
}

/** What is told of a finding beside its evidence. */
function teller({ files, ownerOf, textOf }: Pick<PlaceInput, 'files' | 'ownerOf' | 'textOf'>): (evidence: Evidence, place: Place) => NonNullable<PlacedEvidence['told']> {
  const linesOf = memoised((file: string) => textOf(file).split(/\r\n|[\n\r\u2028\u2029]/));
  const hashesOf = memoised((file: string) => lineHashes(textOf(file)));
  return ({ rule, span: { file, start, end } }, place) => {
    const owner = ownerOf(file);
    const lineHash = files.has(file) ? hashesOf(file)(place.line) : undefined;
    const snippet = textOf(file).slice(start, end).replace(/\s+/g, '');
    return { frame: frameOf(place, linesOf(file)), ...(owner !== undefined && { owner }), ...(lineHash !== undefined && { lineHash }), identity: [rule, file, symbolOfFingerprint(files.get(file), start), snippet].join('\0') };
  };
}

function frameOf(place: Place, lines: readonly string[]): Finding['frame'] {
  const startLine = Math.max(1, place.line - 2);
  return { startLine, lines: lines.slice(startLine - 1, Math.min(place.endLine + 1, place.line + 6)) };
}

/** What evidence says, without the values that nobody may see. */
function withoutHidden(evidence: Evidence, hide: (text: string) => string): Evidence {
  const { message, help, trace, fixes, data } = evidence;
  return {
    ...evidence, message: hide(message), ...(help !== undefined && { help: hide(help) }),
    trace: trace.map((step) => ({ ...step, message: hide(step.message) })),
    // A fix that writes a value would write stars.
    fixes: fixes.filter(({ edits }) => edits.every(({ text }) => hide(text) === text)),
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? hide(value) : value])),
  };
}

/** What a configuration says of a rule does not lift findings that are below the rule's level. */
function levelOf({ level }: Evidence, ofRule: Level = 'warning', configured: Level | undefined): Level {
  const own = level ?? ofRule;
  return own === 'info' ? own : (configured ?? own);
}

/** What is no source has its lines counted here. */
function placer(files: PlaceInput['files'], textOf: (file: string) => string): (span: Span) => Place {
  const counted = memoised((file: string) => lineStarts(textOf(file)));
  const startsOf = (file: string): readonly number[] => files.get(file)?.lines ?? counted(file);
  return ({ file, start, end }) => {
    const lines = startsOf(file);
    const from = positionAt(lines, start);
    const to = positionAt(lines, end);
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

/** A file is cut into lines once, however many findings it has. */
function memoised<T>(compute: (file: string) => T): (file: string) => T {
  const known = new Map<string, T>();
  return (file) => {
    const found = known.get(file) ?? compute(file);
    known.set(file, found);
    return found;
  };
}
