/**
 * Access-path patterns: `Client.get|post`, `create()`, `new Pool()`, `Client.*()`. A pattern is a list of segments; a
 * segment matches one member, with or without a call.
 */
export interface Pattern {
  readonly segments: readonly Segment[];
}

interface Segment {
  /** `undefined` for `*`. */
  readonly names: readonly string[] | undefined;
  readonly form: 'member' | 'call' | 'new';
}

const parsed = new Map<string, Pattern>();

/**
 * Parses a pattern; the result is kept, since the catalog's patterns are few.
 * @throws {Error} on an empty segment or a character that no member name has: a mistake in the catalog
 */
export function parsePattern(text: string): Pattern {
  const known = parsed.get(text);
  if (known) return known;
  const pattern = { segments: text === '' ? [] : splitSegments(text).map((s) => parseSegment(s, text)) };
  parsed.set(text, pattern);
  return pattern;
}

/** Dots inside quotes or parentheses do not occur in patterns; scoped types do not either. */
function splitSegments(text: string): readonly string[] {
  return text.split('.');
}

function parseSegment(segment: string, whole: string): Segment {
  const match = /^(new )?([\w$*|#]*)(\(\))?$/.exec(segment);
  if (!match || segment === '') throw new Error(`The access path "${whole}" has the segment "${segment}", which is not of the form name, a|b, *, name() or new Name().`);
  const [, construct, names = '', call] = match;
  return { names: names === '*' ? undefined : names.split('|'), form: construct ? 'new' : call ? 'call' : 'member' };
}

/** Whether the segments of a path, as `segmentsOf` writes them, are of the pattern. */
export function matches(pattern: Pattern, segments: readonly string[]): boolean {
  return pattern.segments.length === segments.length && pattern.segments.every((s, i) => matchesSegment(s, segments[i] ?? ''));
}

function matchesSegment({ names, form }: Segment, segment: string): boolean {
  const construct = segment.startsWith('new ');
  const call = segment.endsWith('()');
  const actual = construct ? 'new' : call ? 'call' : 'member';
  if (actual !== form) return false;
  const name = segment.slice(construct ? 4 : 0, call ? -2 : undefined);
  return names === undefined || names.includes(name);
}
