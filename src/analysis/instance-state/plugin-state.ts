import type { LocalStateModel } from '../../catalog/types.js';
import { callKey, flatten, unknown, type Abstract, type LibraryValue } from '../abstract.js';
import type { Span } from '../../model/span.js';
import { isPassingServer } from '../production/passing-server.js';
import type { Project } from '../project.js';
import { registrationsOf, type Registration } from '../routes/registrations.js';
import { spanOf } from '../site.js';
import { judgedState, type JudgedState } from './judged-state.js';
import type { LocalState } from './local-state.js';

/** What plugins of Fastify keep in the process, each once for where it is registered. */
export function localPluginStates(project: Project): readonly LocalState[] {
  const seen = new Set<string>();
  return registrationsOf(project).filter(({ method, app }) => method === 'register' && app.framework === 'fastify').flatMap((registration) => {
    const key = `${callKey(registration.ref)} ${registration.plugin?.file ?? ''}`;
    return seen.has(key) ? [] : (seen.add(key), statesAt(project, registration));
  });
}

function statesAt(project: Project, registration: Registration): readonly LocalState[] {
  const { ref, given, plugin } = registration;
  return (given[0] ?? []).flatMap((value) => {
    const model = value.is === 'library' ? modelOf(project, ref.file, value) : undefined;
    if (!model || value.is !== 'library') return [];
    const imported = plugin && importOf(project, plugin.file, value.package);
    return [{ kind: model.keeps, span: imported ?? spanOf(project, ref), name: value.package, advice: model.advice, ...judge(project, registration, model) }];
  });
}

/** Where a module that is a plugin imports what it hands on. */
function importOf({ evaluator }: Project, file: string, packageName: string): Span | undefined {
  const binding = evaluator.facts(file)?.bindings.find(({ values }) => values.some((v) => v.is === 'import' && v.from === packageName));
  return binding && { file, start: binding.range[0], end: binding.range[1] };
}

function modelOf({ catalog, versionOf }: Project, file: string, value: LibraryValue): LocalStateModel | undefined {
  if (!catalog.has(value.package, 'localStates')) return undefined;
  const version = versionOf(file, value.package);
  return catalog.read(value, version).map((reading) => catalog.localState(reading, version)).find((m) => m?.as === 'plugin');
}

function judge(project: Project, { ref, given }: Registration, model: LocalStateModel): JudgedState {
  if (isPassingServer(project, ref.file)) return { outcome: 'unknown', level: 'info', why: 'a request closes its server, which is there for a set-up' };
  const values = (model.unless ?? []).flatMap((at) => optionOf(project, given[1] ?? [], at.replace(/^arg1\./, '')));
  if (values.some(isGiven)) return { outcome: 'pass', level: 'info', why: 'it is given a store that instances may share' };
  if (values.some((v) => v.is === 'unknown' || v.is === 'param')) return { outcome: 'unknown', level: 'info', why: 'its options are not seen' };
  return judgedState(model.keeps);
}

function optionOf({ evaluator }: Project, options: readonly Abstract[], name: string): readonly Abstract[] {
  return options.flatMap((v): readonly Abstract[] => {
    if (v.is === 'absent' || v.is === 'literal') return [];
    const found = v.is === 'object' || v.is === 'param' || v.is === 'instance' ? flatten(evaluator.member(v, name)) : [];
    return found.length > 0 ? found : [unknown('options that are not seen')];
  });
}

function isGiven(value: Abstract): boolean {
  return value.is !== 'absent' && value.is !== 'unknown' && value.is !== 'param' && !(value.is === 'literal' && (value.value === undefined || value.value === null));
}
