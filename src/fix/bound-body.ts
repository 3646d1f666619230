import type { Reader } from '../analysis/body-limits/readers.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setAtPlace } from './add-property.js';
import { draftOf } from './draft.js';

/** Sets how much a reader of bodies or files takes, where nothing does: 10 MB. */
export function boundBody(project: Project, { ref, model, bound }: Reader): readonly Fix[] {
  const draft = bound.is === 'none' ? draftOf(project, ref.file) : undefined;
  const call = draft && callNode(project, draft, ref);
  const place = model.limits.find((at) => /^arg\d\.\w/.test(at));
  return call && place !== undefined && setAtPlace(draft, call, place, '10 * 1024 * 1024') ? draft.fix('Read 10 MB at most') : [];
}
