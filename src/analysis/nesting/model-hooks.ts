import type { Value } from '../../model/facts.js';
import { callKey, flatten, functionKey, type Abstract, type CallRef, type Env, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { isRelevant } from './relevant.js';

/** A function that a model runs with each of its calls of some kind, in the same transaction as they. */
interface ModelHook {
  readonly fn: FunctionRef;
  /** The model, as far as it is known. */
  readonly model: string | undefined;
  /** `create` of `afterCreate`. */
  readonly of: string;
}

const name = /^(?:before|after)(?:Bulk)?(Create|Update|Destroy|Save|Upsert|Restore|Validate)$/;
/** The hooks that come with a method. */
const comesWith: Readonly<Record<string, readonly string[]>> = {
  create: ['create', 'save', 'validate'], save: ['create', 'update', 'save', 'validate'], update: ['update', 'save', 'validate'], destroy: ['destroy'], bulkCreate: ['create', 'validate'],
  findOrCreate: ['create', 'save', 'validate'], upsert: ['upsert', 'validate'], restore: ['restore'], increment: [], decrement: [],
};
const known = new WeakMap<Project, readonly ModelHook[]>();

/** The hooks that a call of a model which is told its transaction may run, and whether it is certain that they are its own: those that may take something. */
export function hooksOf(project: Project, ref: CallRef, env: Env | undefined): readonly { readonly fn: FunctionRef; readonly sure: boolean }[] {
  const { callee, args = [] } = project.evaluator.call(ref) ?? {};
  if (callee?.is !== 'member' || !Object.hasOwn(comesWith, callee.name)) return [];
  const kinds = comesWith[callee.name] ?? [];
  const hooks = hooksIn(project).filter((h) => kinds.includes(h.of));
  if (hooks.length === 0 || !args.some(isToldTransaction)) return [];
  const models = keysOf(flatten(project.evaluator.evaluate(ref.file, callee.of, env)));
  return hooks.flatMap(({ fn, model }) => {
    if (models === undefined || model === undefined) return [{ fn, sure: false }];
    return models.includes(model) ? [{ fn, sure: models.length === 1 }] : [];
  });
}

/** `{ transaction }`, and not `{ transaction, hooks: false }`. */
function isToldTransaction(value: Value): boolean {
  return value.is === 'object' && value.props.some((p) => p.key === 'transaction') && !value.props.some((p) => p.key === 'hooks' && p.value?.is === 'literal' && p.value.value === false);
}

function hooksIn(project: Project): readonly ModelHook[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...registered(project), ...inOptions(project), ...decorated(project)].filter(({ fn }) => isRelevant(project, fn))));
  return found;
}

/** `User.afterCreate(fn)`, `User.addHook('afterCreate', fn)` */
function registered(project: Project): readonly ModelHook[] {
  return [...project.calledNames].flatMap(([method, refs]) => (method === 'addHook' || name.test(method) ? refs : [])).flatMap((ref) => {
    const { callee, args = [] } = project.evaluator.call(ref) ?? {};
    if (callee?.is !== 'member') return [];
    const [first] = args;
    const event = callee.name !== 'addHook' ? callee.name : first?.is === 'literal' ? String(first.value) : '';
    return hooksFrom(project, ref.file, event, args.at(-1), modelOf(project, ref.file, callee.of));
  });
}

/** `User.init(attributes, { hooks: { afterCreate } })`, `sequelize.define('user', attributes, { hooks: … })` */
function inOptions(project: Project): readonly ModelHook[] {
  return ['init', 'define'].flatMap((method) => project.calledNames.get(method) ?? []).flatMap((ref) => {
    const { callee, args = [] } = project.evaluator.call(ref) ?? {};
    const options = args.at(-1);
    const hooks = options?.is === 'object' ? options.props.find((p) => p.key === 'hooks')?.value : undefined;
    if (hooks?.is !== 'object' || callee?.is !== 'member') return [];
    const model = callee.name === 'init' ? modelOf(project, ref.file, callee.of) : modelOf(project, ref.file, { is: 'call', call: ref.call });
    return hooks.props.flatMap((p) => hooksFrom(project, ref.file, p.key ?? '', p.value, model));
  });
}

/** `@AfterCreate static async notify(user) { … }` */
function decorated(project: Project): readonly ModelHook[] {
  return [...project.evaluator.sources.files].flatMap(([file, { classes, bindings }]) => classes.flatMap(({ members }, cls) => members.flatMap(({ fn, decorators }) => decorators.flatMap((d): readonly ModelHook[] => {
    const written = d.is === 'ref' ? (bindings[d.to]?.name ?? '') : d.is === 'import' ? d.name : '';
    const event = `${written.charAt(0).toLowerCase()}${written.slice(1)}`;
    const of = name.exec(event)?.[1]?.toLowerCase();
    return of === undefined || fn === undefined ? [] : [{ fn: { file, fn }, model: `${file}$${String(cls)}`, of }];
  }))));
}

function hooksFrom(project: Project, file: string, event: string, value: Value | undefined, model: string | undefined): readonly ModelHook[] {
  const of = name.exec(event)?.[1]?.toLowerCase();
  if (of === undefined || !value) return [];
  return flatten(project.evaluator.evaluate(file, value)).flatMap((v) => (v.is === 'function' ? [{ fn: { file: v.file, fn: v.fn }, model, of }] : []));
}

function modelOf(project: Project, file: string, value: Value): string | undefined {
  const keys = keysOf(flatten(project.evaluator.evaluate(file, value)));
  return keys?.length === 1 ? keys[0] : undefined;
}

/** What tells models apart; `undefined` where it is not seen which they are. */
function keysOf(values: readonly Abstract[]): readonly string[] | undefined {
  const keys = values.map((v) => {
    if (v.is === 'class' || v.is === 'instance') return `${v.file}$${String(v.cls)}`;
    if (v.is === 'function') return functionKey(v);
    if (v.is !== 'library') return undefined;
    const call = v.path.findLast((s) => 'call' in s);
    return call && 'call' in call ? callKey(call.call) : undefined;
  });
  return keys.length === 0 || keys.includes(undefined) ? undefined : keys.flatMap((k) => k ?? []);
}
