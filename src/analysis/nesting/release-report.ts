import type { Evidence } from '../../model/evidence.js';
import { callKey, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../site.js';
import { lockDeletions, type LockDeletion } from './lock-deletions.js';
import { releasesInFinally, type ReleaseInFinally } from './untaken-releases.js';

/** What the places come to at which a file gives locks back that are not its own by then, or never were. */
export function* releaseEvidence(project: Project, file: string, rule: string): Iterable<Evidence> {
  const deletions = new Map(lockDeletions(project).filter(({ ref }) => ref.file === file).map((one) => [callKey(one.ref), one]));
  for (const release of releasesInFinally(project, file)) {
    const also = deletions.get(callKey(release.at));
    if (also && release.is !== 'untaken') continue;
    deletions.delete(callKey(release.at));
    yield ofFinally(project, release, rule);
  }
  for (const deletion of deletions.values()) yield ofDeletion(project, deletion, rule);
}

function base(project: Project, ref: CallRef, taken: CallRef, rule: string): Pick<Evidence, 'rule' | 'span' | 'reach' | 'trace' | 'confidence' | 'fixes' | 'data'> {
  const { reach, trace } = wayTo(project, ref);
  return { rule, span: spanOf(project, ref), reach, trace: [...trace, { span: spanOf(project, taken), message: 'the lock is taken here' }], confidence: 'high', fixes: [], data: { call: nameOfCall(project, ref), taken: nameOfCall(project, taken) } };
}

function ofFinally(project: Project, { at, taken, is, harm }: ReleaseInFinally, rule: string): Evidence {
  const found = base(project, at, taken, rule);
  const [gives, takes] = [nameOfCall(project, at), nameOfCall(project, taken)];
  const place = `${takes} (line ${lineOf(project, taken)})`;
  if (is === 'guarded') return { ...found, outcome: 'pass', message: `${gives} is come to only when ${takes} has got the lock` };
  if (is === 'unknown') return { ...found, outcome: 'unknown', message: `whether ${gives} is come to without the lock of ${takes} is not seen` };
  return {
    ...found, outcome: 'fail', level: found.reach === 'script' ? 'info' : 'warning',
    message: harm === 'steals'
      ? `${gives} runs also when ${place} has not got the lock, because somebody else holds it: the finally then takes it away from that one, and two work at a time.`
      : `When ${place} fails, because somebody else holds the lock, there is nothing that ${gives} could give back: the finally throws a TypeError, and the reason is lost.`,
    help: 'Take the lock before the try, and leave there when it was not got. Then the finally is only for who has it.',
  };
}

function ofDeletion(project: Project, { ref, taken, is, constant }: LockDeletion, rule: string): Evidence {
  const found = base(project, ref, taken, rule);
  const [gives, takes] = [nameOfCall(project, ref), nameOfCall(project, taken)];
  if (is === 'compared') return { ...found, outcome: 'pass', message: `${gives} deletes the lock only where its value is that of the owner` };
  if (is === 'unknown') return { ...found, outcome: 'unknown', message: `whether ${gives} deletes the lock of somebody else is not seen` };
  const end = `The lock that ${takes} takes in ${placeText(project, taken)} ends by itself when its time is over, also while the work goes on. Then somebody else has it`;
  return {
    ...found, outcome: 'fail', level: found.reach === 'script' ? 'info' : 'warning',
    message: `${end}, and ${gives} deletes ${constant ? 'that one\'s: its value is the same for everybody' : 'that one\'s without a look at its value'}. From then on two and more work at a time.`,
    help: `${constant ? 'Set it to randomUUID(), and delete' : 'Delete'} it with a script that compares the value first: if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end.`,
  };
}

function lineOf(project: Project, ref: CallRef): string {
  return placeText(project, ref).split(':').at(-1) ?? '';
}
