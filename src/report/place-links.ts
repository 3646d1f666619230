import type { Report } from '../model/report.js';
import { printable } from './printable.js';

/** Turns the places in a finished text (`src/a.ts:3:4`) into links to their files. `folder` is the URL of the scanned folder, with a slash at its end. */
export function linkPlaces(text: string, report: Report, folder: string): string {
  const files = filesOf(report);
  return text.replace(/(?<=^|[\s(]|\u001b\[\d+m)([^\s\u001b(]+?):\d+(?::\d+)?/gm, (place, file: string) => (files.has(file) ? link(place, `${folder}${encodeURI(file).replace(/[#?]/g, encodeURIComponent)}`) : place));
}

function filesOf({ findings, suppressed, evidence, problems }: Report): ReadonlySet<string> {
  const places = [...[...findings, ...suppressed, ...evidence].flatMap(({ file, trace }) => [file, ...trace.map((step) => step.file)]), ...problems.flatMap(({ file }) => file ?? [])];
  return new Set(places.filter((file) => printable(file) === file && !/\p{Surrogate}/u.test(file)));
}

/** OSC 8: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
function link(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
