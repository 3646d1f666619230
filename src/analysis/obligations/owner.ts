import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { writtenName } from '../names.js';
import type { Scene } from '../paths/duties.js';
import type { Held } from './held.js';

/** Whether a value is the object that something was got from, which gives it back itself: `pool.releaseConnection(connection)`, `semaphore.release()`. */
export function isOwner({ ref, model }: Held, { facts, file, duties: { project } }: Scene, value: Value): boolean {
  const owner = project.evaluator.call(ref)?.callee;
  if (!model.owner || owner?.is !== 'member') return false;
  const home = project.evaluator.facts(ref.file);
  if (file === ref.file && home && ownersOf(home, owner.of).some((o) => writtenName(facts, value) === writtenName(home, o))) return true;
  const makers = (at: string, of: Value): readonly string[] => flatten(project.evaluator.evaluate(at, of)).flatMap((v) => (v.is === 'library' ? [`${v.package}/${v.path.map((s) => ('member' in s ? s.member : 'call' in s ? `${s.call.file}#${String(s.call.call)}` : s.typed)).join('.')}`] : []));
  const own = makers(ref.file, owner.of);
  return makers(file, value).some((m) => own.includes(m));
}

/** What something was got from, and what that was got from in its turn: the context of a page, and its browser. */
function ownersOf(facts: FileFacts, value: Value, depth = 0): readonly Value[] {
  const values = value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [value];
  return depth > 4 ? [] : [value, ...values.flatMap((v) => {
    const made = v.is === 'await' ? v.of : v;
    const callee = made.is === 'call' ? facts.calls[made.call]?.callee : undefined;
    return callee?.is === 'member' ? ownersOf(facts, callee.of, depth + 1) : [];
  })];
}
