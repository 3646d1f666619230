import { importsOf } from './analysis/imported-files.js';
import type { Project } from './analysis/project.js';
import { isSample } from './files/scope.js';
import { isInTemplateTag } from './files/template-tag.js';
import type { Inputs } from './inputs.js';
import type { FileFacts } from './model/facts.js';
import type { Problem } from './model/report.js';
import { positionAt } from './model/span.js';
import { withinLimit, type ScanLimit } from './model/scan-limit.js';

/** What cannot be read is an error, since it may hold anything; but not where no service runs it: in a folder of samples or data, and imported by nothing. */
export function syntaxErrors({ sources }: Inputs, project: Project, files: ReadonlyMap<string, FileFacts>, limit: ScanLimit | undefined): readonly Problem[] {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const broken = [...files].flatMap(([file, { syntaxError }]) => (syntaxError ? [file] : []));
  const imported = new Set(broken.length === 0 ? [] : withinLimit(limit, () => [...files.keys()].flatMap((file) => importsOf(project, file)), broken));
  return [...files].flatMap(([file, { syntaxError, lines }]): readonly Problem[] => {
    if (!syntaxError) return [];
    if (isInTemplateTag(texts.get(file) ?? '', syntaxError.at)) return [{ kind: 'skipped', severity: 'warning', file, line: positionAt(lines, syntaxError.at).line, message: 'is a template: a tag stands where code would, and what becomes of it was not judged' }];
    if (isSample(file) && !imported.has(file)) return [{ kind: 'skipped', severity: 'warning', file, line: positionAt(lines, syntaxError.at).line, message: `has a syntax error (${syntaxError.message}), lies among samples and is imported by nothing: it was not judged` }];
    return [{ kind: 'parse', severity: 'error', file, line: positionAt(lines, syntaxError.at).line, message: `Syntax error: ${syntaxError.message}`, help: 'The file was not judged; the others were.' }];
  });
}
