import { flatten, type CallRef, type Env } from '../abstract.js';
import type { Project } from '../project.js';

/** What a call does that asks a partner over HTTP or by mail, of which nobody knows how long it takes: `HTTP request`. */
export function slowCall(project: Project, ref: CallRef, env?: Env): string | undefined {
  const callee = project.evaluator.call(ref)?.callee;
  if (!callee) return undefined;
  for (const value of flatten(project.evaluator.evaluate(ref.file, callee, env))) {
    if (value.is !== 'library' || !project.catalog.knows(value.package)) continue;
    for (const reading of project.catalog.read(value, project.versionOf(ref.file, value.package))) {
      const model = project.catalog.call(reading);
      if (model?.kind === 'outbound' && model.phases.includes('headers')) return model.does;
    }
  }
  return undefined;
}
