import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';

/** What gives something else each time: by it a path is one that nobody has used before. */
const anew: ReadonlySet<string> = new Set(['now', 'random', 'randomUUID', 'randomBytes', 'randomInt', 'hrtime', 'nanoid', 'uuid', 'uuidv4', 'v4', 'v7', 'ulid', 'cuid', 'createId', 'newid']);
const joining: ReadonlySet<string> = new Set(['join', 'resolve', 'normalize', 'tmpdir']);
const deepest = 6;

/** What a path is made of. */
interface Parts {
  /** It lies in the folder for temporary files. */
  temporary: boolean;
  /** It has a part that is another one each time. */
  anew: boolean;
  /** It has a part that is not constant. */
  open: boolean;
}

/** Whether a path is one for this call only: with something random or the time in it, or below the folder for temporary files, where it is not the same for all. */
export function isFreshPath(project: Project, file: string, value: Value): boolean {
  const parts: Parts = { temporary: false, anew: false, open: false };
  look(project, file, value, parts, 0);
  return parts.anew || (parts.temporary && parts.open);
}

function look(project: Project, file: string, value: Value, parts: Parts, depth: number): void {
  const of = (v: Value): void => look(project, file, v, parts, depth + 1);
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return;
  switch (value.is) {
    case 'literal':
      if (typeof value.value === 'string' && /^(?:\/var)?\/tmp(?:\/|$)/.test(value.value)) parts.temporary = true;
      break;
    case 'text': value.parts.forEach(of); break;
    case 'binary':
      if (value.op === '+') [value.left, value.right].forEach(of);
      break;
    case 'await': of(value.of); break;
    case 'fallback': [value.first, value.then].forEach(of); break;
    case 'call': ofCall(project, file, facts, value.call, parts, depth); break;
    case 'ref': {
      const [only, ...others] = facts.bindings[value.to]?.values ?? [];
      if (only && others.length === 0 && only.is !== 'param') of(only);
      else parts.open = true;
      break;
    }
    case 'param': case 'member': case 'element': parts.open = true; break;
    default: break;
  }
}

/** `join(tmpdir(), name)`, `id.toString('hex')`, `newAssetId()`. */
function ofCall(project: Project, file: string, facts: FileFacts, call: number, parts: Parts, depth: number): void {
  const fact = facts.calls[call];
  if (!fact) return;
  const name = lastName(facts, fact.callee);
  if (name === 'tmpdir') parts.temporary = true;
  if (anew.has(name)) parts.anew = true;
  const own = flatten(project.evaluator.evaluate(file, fact.callee)).flatMap((v) => (v.is === 'function' ? [v] : []));
  for (const fn of own) for (const returned of project.evaluator.facts(fn.file)?.functions[fn.fn]?.returns ?? []) look(project, fn.file, returned, parts, depth + 1);
  if (own.length > 0) return;
  if (!joining.has(name)) parts.open = true;
  if (fact.callee.is === 'member') look(project, file, fact.callee.of, parts, depth + 1);
  for (const arg of fact.args) look(project, file, arg, parts, depth + 1);
}
