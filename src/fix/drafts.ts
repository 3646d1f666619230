import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { draftOf, type Draft } from './draft.js';

/** The changes of one fix in several files. */
export class Drafts {
  private readonly byFile = new Map<string, Draft>();

  constructor(private readonly project: Project) {}

  /** The one draft of a file; undefined where the file has no text. */
  of(file: string): Draft | undefined {
    const draft = this.byFile.get(file) ?? draftOf(this.project, file);
    if (draft) this.byFile.set(file, draft);
    return draft;
  }

  fix(title: string, installs: Iterable<string> = []): readonly Fix[] {
    const packages = [...installs];
    return [{ title, safety: 'suggestion', edits: [...this.byFile.values()].flatMap(({ edits }) => edits), ...(packages.length > 0 && { installs: packages }) }];
  }
}
