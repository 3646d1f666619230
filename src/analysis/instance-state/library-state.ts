import type { LocalStateModel } from '../../catalog/types.js';
import type { Value } from '../../model/facts.js';
import { callKey, flatten, pathText, type CallRef } from '../abstract.js';
import { isPassingServer } from '../production/passing-server.js';
import type { Project } from '../project.js';
import { isOpenApplication } from '../routes/open-application.js';
import { factorySetting } from '../settings/factory-settings.js';
import { settingAt } from '../settings/setting-at.js';
import { nameOfCall, spanOf } from '../site.js';
import { judgedState } from './judged-state.js';
import type { LocalState } from './local-state.js';

/** What libraries of the catalog keep in the process, or on its disk. */
export function localLibraryStates(project: Project): readonly LocalState[] {
  return [...project.evaluator.sources.files].flatMap(([file, { calls }]) => (project.isScript(file) ? [] : calls.flatMap((_, call) => stateAt(project, { file, call }) ?? [])));
}

function stateAt(project: Project, ref: CallRef): LocalState | undefined {
  const model = modelOf(project, ref);
  if (!model) return undefined;
  if ((model.when ?? []).length > 0 && !(model.when ?? []).some((at) => settingAt(project, ref, at).state === 'set')) return undefined;
  const base = { kind: model.keeps, span: spanOf(project, ref), name: nameOfCall(project, ref), advice: model.advice } as const;
  if ((model.keeps === 'sessions' || model.keeps === 'rate limits') && isPassingServer(project, ref.file)) return { ...base, outcome: 'unknown', level: 'info', why: 'a request closes its server, which is there for a set-up' };
  const second = project.evaluator.call(ref)?.args[1];
  // `new Server(httpServer, options)`: what stands first is no options where a second argument is.
  const places = (model.unless ?? []).filter((at) => !(at.startsWith('arg0.') && second !== undefined && (model.unless ?? []).includes(at.replace('arg0.', 'arg1.'))));
  const settings = places.map((at) => settingAt(project, ref, at).state);
  if (settings.includes('set')) return { ...base, outcome: 'pass', level: 'info', why: 'it is given a store that instances may share' };
  const made = model.unlessFactory === undefined ? 'missing' : factorySetting(project, ref, model.unlessFactory);
  if (made === 'set') return { ...base, outcome: 'pass', level: 'info', why: 'it is given a store that instances may share' };
  if (settings.includes('unknown') || made === 'unknown') return { ...base, outcome: 'unknown', level: 'info', why: 'its options are not seen' };
  if (model.unlessCalled && isCalled(project, ref, model.unlessCalled)) return { ...base, outcome: 'pass', level: 'info', why: 'what connects the instances is set' };
  if (model.unlessCalled && project.partial && isOpenApplication(project, ref)) return { ...base, outcome: 'unknown', level: 'info', why: 'other files may set what connects the instances' };
  return judge(project, ref, model, base);
}

type Base = Pick<LocalState, 'kind' | 'span' | 'name' | 'advice'>;

function judge(project: Project, ref: CallRef, { keeps }: LocalStateModel, base: Base): LocalState | undefined {
  switch (keeps) {
    case 'sessions': case 'rate limits': return { ...base, ...judgedState(keeps) };
    case 'connections': return broadcasts(project, ref) ? { ...base, outcome: 'fail', level: 'warning', why: 'messages reach only the sockets that are connected to this instance: those at other instances get nothing' } : undefined;
    case 'uploads': return uploads(project, ref, base);
    case 'schedule': return undefined;
  }
}

/** Files that the same request takes away again are nobody else's. */
function uploads(project: Project, ref: CallRef, base: Base): LocalState {
  const isTemporary = [...(project.calledNames.get('tmpdir') ?? [])].some((by) => by.file === ref.file);
  const removed = ['unlink', 'unlinkSync', 'rm', 'rmSync', 'remove', 'removeSync'].some((name) => (project.calledNames.get(name) ?? []).some((by) => isNear(project, by, ref)));
  if (isTemporary || removed) return { ...base, outcome: 'unknown', level: 'info', why: 'whether the files are there for later requests is not seen' };
  return { ...base, outcome: 'fail', level: 'warning', why: 'uploads are kept on the disk of this instance: others do not have them, and a new deployment begins without them' };
}

function isNear({ evaluator, isScript }: Project, by: CallRef, ref: CallRef): boolean {
  const { resolver } = evaluator.sources;
  return !isScript(by.file) && resolver.folderOf(by.file) === resolver.folderOf(ref.file);
}

function modelOf(project: Project, ref: CallRef): LocalStateModel | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return undefined;
  for (const callee of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (callee.is !== 'library' || !catalog.has(callee.package, 'localStates')) continue;
    const version = versionOf(ref.file, callee.package);
    const model = catalog.read(callee, version).map((reading) => catalog.localState(reading, version)).find((m) => m !== undefined && m.as === undefined);
    if (model && !isInsurance(project, ref)) return model;
  }
  return undefined;
}

const insured = new WeakMap<Project, ReadonlySet<string>>();

/** `insuranceLimiter: new RateLimiterMemory(…)` counts only while the store is down. */
function isInsurance(project: Project, ref: CallRef): boolean {
  let calls = insured.get(project);
  if (!calls) insured.set(project, (calls = insurances(project)));
  return calls.has(callKey(ref));
}

function insurances({ evaluator }: Project): ReadonlySet<string> {
  const given = [...evaluator.sources.files].flatMap(([file, { calls }]) => calls.flatMap(({ args }) => args.flatMap((a) => (a.is === 'object' ? a.props : []).flatMap(({ key, value }) => (key === 'insuranceLimiter' && value ? flatten(evaluator.evaluate(file, value)) : [])))));
  return new Set(given.flatMap((v) => (v.is === 'library' ? v.path.flatMap((step) => ('call' in step ? [callKey(step.call)] : [])) : [])));
}

/** A method that is called on what the call made, here or wherever it goes by its name. */
function isCalled(project: Project, ref: CallRef, methods: readonly string[]): boolean {
  return methods.some((name) => (project.calledNames.get(name) ?? []).some((by) => {
    const callee = project.evaluator.call(by)?.callee;
    if (callee?.is !== 'member') return false;
    return by.file === ref.file || flatten(project.evaluator.evaluate(by.file, callee.of)).some((v) => v.is === 'library' && v.package === 'socket.io');
  }));
}

/** `io.emit`, `io.to(room).emit`, `socket.broadcast.emit`: who is to hear it may be connected elsewhere. */
function broadcasts(project: Project, ref: CallRef): boolean {
  const { resolver } = project.evaluator.sources;
  return (project.calledNames.get('emit') ?? []).some((by) => {
    const callee = project.evaluator.call(by)?.callee;
    if (callee?.is !== 'member' || project.isScript(by.file)) return false;
    const toOthers = isToOthers(project, by.file, callee.of);
    const values = flatten(project.evaluator.evaluate(by.file, callee.of));
    // A server that is handed about is not followed: nothing else sends to rooms.
    if (toOthers && resolver.folderOf(by.file) === resolver.folderOf(ref.file) && values.every((v) => v.is === 'unknown' || v.is === 'param')) return true;
    return values.some((v) => {
      if (v.is !== 'library' || v.package !== 'socket.io') return false;
      const own = v.path.some((step) => 'call' in step && step.call.file === ref.file && step.call.call === ref.call) || v.path.some((step) => 'typed' in step);
      // What is sent to one socket goes over its own connection.
      return own && (toOthers || (!/\$0/.test(pathText(v.path)) && !/(?:^|\.):Socket/.test(pathText(v.path))));
    });
  });
}

/** `io.in(room)`, `socket.to(room)`, `socket.broadcast`: https://socket.io/docs/v4/rooms/ */
function isToOthers(project: Project, file: string, value: Value): boolean {
  if (value.is === 'member') return value.name === 'broadcast' || isToOthers(project, file, value.of);
  const callee = value.is === 'call' ? project.evaluator.call({ file, call: value.call })?.callee : undefined;
  return callee?.is === 'member' && /^(?:in|to|except)$/.test(callee.name);
}
