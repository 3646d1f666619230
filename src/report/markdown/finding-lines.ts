import type { Finding } from '../../model/report.js';
import { advice } from '../advice.js';
import { levelMarks } from './marks.js';
import { code, emphasis, link, strong, type Inline } from './nodes.js';
import { lineLink } from './source-link.js';
import type { View } from './view.js';

/** `src/a.ts:12` as code, linked where its page is known. */
export function placeNode({ file, line }: { readonly file: string; readonly line: number }, url: string | undefined): Inline {
  return link(code(`${file}:${String(line)}`), url);
}

/** A finding in one line: where, what happens, what to do. */
export function findingLine(finding: Finding, { source }: View): Inline {
  const fix = advice(finding);
  return [
    `${levelMarks[finding.level]} ${finding.level} `,
    placeNode(finding, lineLink(source, finding)),
    ' ',
    strong(finding.rule),
    `: ${finding.message}`,
    ...(finding.points > 0 ? [` (costs ${finding.points.toFixed(2)} points)`] : []),
    ...(finding.owner === undefined ? [] : [`, owner ${finding.owner}`]),
    ...(fix ? ['. ', emphasis('Fix:'), ` ${fix}`] : []),
  ];
}
