import type { RejectionModel } from '../../catalog/types.js';
import { inRange } from '../../catalog/in-range.js';
import { flatten } from '../abstract.js';
import type { Handler } from '../handlers.js';
import { packageNameOf } from '../modules.js';
import type { Project } from '../project.js';

/** What the installed library does with a handler that rejects. */
export interface RejectionEnd {
  readonly end: RejectionModel['end'];
  /** The package that decides, and the version of it that is installed: absent where it does not matter. */
  readonly package: string;
  readonly version: string | undefined;
}

/** What becomes of a rejection of a handler, by the version that is installed; a text says why that is not known. */
export function rejectionEndOf(project: Project, handler: Handler): RejectionEnd | string {
  const models = (handler.model.rejections ?? handler.entry.rejections ?? []).filter(({ packages }) => packages === undefined || packages.some((p) => isOf(handler.package, p)));
  if (models.length === 0) return `what ${handler.entry.name} does with a handler that rejects is not known`;
  const file = handler.registered?.call.file ?? handler.file;
  const dated = models.map((model) => {
    const decides = model.of ?? packageNameOf(handler.package)?.name ?? handler.package;
    return { model, decides, version: project.versionOf(file, decides) };
  });
  const open = dated.find(({ model, version }) => version === undefined && (model.versions !== undefined || model.of !== undefined));
  const counting = dated.filter(({ model, version }) => version !== undefined && inRange(version, model.versions));
  const ends = new Set((counting.length > 0 ? counting : dated).map(({ model }) => model.end));
  const [first] = counting.length > 0 ? counting : dated;
  if (!first || ends.size > 1 || (counting.length === 0 && open)) return open ? `which version of ${open.decides} is installed is not known` : `what this version of ${handler.entry.name} does with a handler that rejects is not known`;
  if (counting.length === 0 && first.model.versions !== undefined) return `what this version of ${handler.entry.name} does with a handler that rejects is not known`;
  if (first.model.unless) {
    const heard = isHeard(project, handler, first.model.unless);
    if (heard !== 'no') return heard === 'yes' ? { end: 'framework', package: first.decides, version: first.version } : 'whether something listens for its errors is not seen';
  }
  return { end: first.model.end, package: first.decides, version: first.version };
}

function isOf(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Whether an option or a listener hears it all the same. A listener may stand anywhere in the project, on an object of the same package. */
function isHeard(project: Project, handler: Handler, unless: NonNullable<RejectionModel['unless']>): 'yes' | 'no' | 'unknown' {
  if ('option' in unless) return hasOption(project, handler, unless.option);
  // What the registration gives, and nobody takes, gets no listener.
  if (!handler.model.path.includes('.') && handler.registered && project.evaluator.call(handler.registered.call)?.dropped) return 'no';
  const names = 'method' in unless ? [unless.method] : ['on', 'once', 'addListener'];
  const found = names.some((name) => (project.calledNames.get(name) ?? []).some((ref) => {
    const fact = project.evaluator.call(ref);
    if (fact?.callee.is !== 'member') return false;
    const [event] = 'event' in unless ? project.evaluator.argument(ref, 0, undefined) : [];
    const concerns = 'method' in unless || (event?.is === 'literal' && event.value === unless.event);
    return concerns && flatten(project.evaluator.evaluate(ref.file, fact.callee.of)).some((v) => v.is === 'library' && v.package === handler.package);
  }));
  return found ? 'yes' : project.partial ? 'unknown' : 'no';
}

function hasOption(project: Project, { registered }: Handler, option: string): 'yes' | 'no' | 'unknown' {
  const fact = registered && project.evaluator.call(registered.call);
  if (!registered || !fact) return 'unknown';
  const values = fact.args.flatMap((_, at) => flatten(project.evaluator.argument(registered.call, at, undefined)));
  const set = values.flatMap((v) => (v.is === 'object' ? flatten(project.evaluator.member(v, option)) : [])).filter((v) => v.is !== 'absent' && !(v.is === 'literal' && (v.value === undefined || v.value === false)));
  if ([...values, ...set].some((v) => v.is === 'unknown' || v.is === 'param')) return 'unknown';
  return set.length > 0 ? 'yes' : 'no';
}
