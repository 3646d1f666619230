import type { JudgedQueue } from '../analysis/queues/queue-verdict.js';
import type { Project } from '../analysis/project.js';
import type { Fix } from '../model/evidence.js';
import { callNode, setAtPlace } from './add-property.js';
import { draftOf } from './draft.js';

/** As many jobs that are done as a queue keeps, to look at. */
const keptJobs = '1000';
/** As many messages as a consumer takes that it has not answered yet. */
const prefetched = '10';

/** Removes jobs that are done, tries them again, or lets a channel take a few messages at a time, where the queue or the consumer is made. */
export function boundQueue(project: Project, { verdict }: JudgedQueue): readonly Fix[] {
  const lacks = verdict.is === 'open' ? verdict.lacks : undefined;
  const draft = lacks && draftOf(project, lacks.ref.file);
  const call = draft && callNode(project, draft, lacks.ref);
  if (!draft || !call) return [];
  const { ts, tree } = draft.source;
  switch (lacks.what) {
    case 'removal': return lacks.at !== undefined && setAtPlace(draft, call, lacks.at, keptJobs) ? draft.fix(`Keep the last ${keptJobs} jobs that are done`) : [];
    case 'attempts': {
      const backoff = lacks.at?.replace(/attempts$/, 'backoff');
      const inner = "{ type: 'exponential', delay: 1000 }";
      const isSet = lacks.at !== undefined && backoff !== undefined && backoff !== lacks.at && isWritten(lacks.at, draft.text([call.getStart(tree), call.end])) && setAtPlace(draft, call, lacks.at, '3') && setAtPlace(draft, call, backoff, inner);
      return isSet ? draft.fix('Try each job three times, and wait longer each time') : [];
    }
    case 'prefetch': {
      const isAwaited = ts.isAwaitExpression(call.parent);
      const channel = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression.getText(tree) : '';
      return isAwaited && /^[\w$.]+$/.test(channel) && draft.before(call.getStart(tree), `await ${channel}.prefetch(${prefetched});`) ? draft.fix(`Take ${prefetched} messages at a time`) : [];
    }
  }
}

/** Whether the object in which an option stands is there: two options that make it would make two. */
function isWritten(place: string, written: string): boolean {
  const [, owner] = place.split('.').slice(0, -1);
  return owner === undefined || new RegExp(`\\b${owner}\\s*:`).test(written);
}
