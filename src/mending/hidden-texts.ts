import type { Report } from '../model/report.js';

/** The texts that a report hides, by where what it shows is not what stands there. */
export function hiddenTexts({ findings, suppressed }: Pick<Report, 'findings' | 'suppressed'>, textOf: (file: string) => string | undefined): readonly string[] {
  const lines = new Map<string, readonly string[]>();
  return [...findings, ...suppressed].flatMap(({ file, frame }) => {
    const own = lines.get(file) ?? (textOf(file) ?? '').split(/\r\n|[\n\r\u2028\u2029]/);
    lines.set(file, own);
    return frame.lines.flatMap((shown, at) => covered(own[frame.startLine - 1 + at] ?? '', shown));
  });
}

/** The parts of a line for which stars are shown. */
function covered(line: string, shown: string): readonly string[] {
  if (line === shown || line.length !== shown.length) return [];
  return [...shown.matchAll(/\*+/g)].flatMap(({ 0: stars, index }) => {
    const text = line.slice(index, index + stars.length);
    return text === stars ? [] : [text];
  });
}
