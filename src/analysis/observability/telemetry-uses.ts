import { importedTelemetry, telemetryOf } from '../../catalog/observability-lookup.js';
import type { TelemetryModel } from '../../catalog/types.js';
import type { Reach } from '../../model/evidence.js';
import type { Span } from '../../model/span.js';
import { flatten, madeBy, type CallRef } from '../abstract.js';
import { settingOf } from '../clients/setting.js';
import { leftOutIn } from '../production/left-out-calls.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf, wayTo } from '../site.js';

/** A place where something starts to measure the service, or to follow its requests. */
export interface TelemetryUse {
  readonly file: string;
  readonly span: Span;
  /** As messages name it. */
  readonly name: string;
  readonly library: string;
  readonly model: TelemetryModel;
  readonly reach: Reach;
  /** Where it is a call; importing a module has none. */
  readonly ref: CallRef | undefined;
  /** The module, where it is imported. */
  readonly imported: string | undefined;
  /** The options without which it does nothing are not set. */
  readonly isOff: boolean;
}

const known = new WeakMap<Project, readonly TelemetryUse[]>();

/** What measures and follows, in the code that runs in production, in the order of files and places. */
export function telemetryUses(project: Project): readonly TelemetryUse[] {
  let uses = known.get(project);
  if (!uses) {
    const files = [...project.evaluator.sources.files].filter(([file]) => !project.isScript(file));
    const isUsed = files.some(([, { imports }]) => imports.some((name) => project.catalog.has(name, 'telemetry')));
    known.set(project, (uses = isUsed ? files.flatMap(([file]) => usesIn(project, file)) : []));
  }
  return uses;
}

function usesIn(project: Project, file: string): readonly TelemetryUse[] {
  const facts = project.evaluator.facts(file);
  const leftOut = leftOutIn(project.evaluator, file);
  const calls = (facts?.calls ?? []).flatMap((_, call) => (leftOut.has(call) ? [] : usesOf(project, { file, call })));
  const imports = (facts?.imports ?? []).flatMap((name) => importedTelemetry(project.catalog, name, project.versionOf(file, name)).map((model): TelemetryUse => ({
    file, span: importSpan(project, file, name), name, library: name, model, reach: 'startup', ref: undefined, imported: name, isOff: false,
  })));
  return [...calls, ...imports];
}

function usesOf(project: Project, ref: CallRef): readonly TelemetryUse[] {
  const { evaluator, catalog } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return [];
  const called = flatten(evaluator.evaluate(ref.file, fact.callee));
  const made = called.flatMap((v) => (v.is === 'library' && v.path.length > 0 ? (madeBy({ ...v, path: v.path.slice(0, -1) }) ?? []) : []))[0];
  const found = called.flatMap((value) => {
    if (value.is !== 'library' || !catalog.has(value.package, 'telemetry')) return [];
    const version = project.versionOf(ref.file, value.package);
    return catalog.read(value, version).flatMap((reading) => telemetryOf(reading, fact.construct ?? false, version).filter(({ path }) => path !== '').map((model) => ({ model, library: reading.entry.name })));
  });
  const given = fact.args.flatMap((arg) => (arg.is === 'ref' ? flatten(evaluator.evaluate(ref.file, arg)) : [])).flatMap((value) => {
    if (value.is !== 'library' || value.path.some((step) => 'call' in step) || !catalog.has(value.package, 'telemetry')) return [];
    return catalog.entriesFor(value.package, project.versionOf(ref.file, value.package)).flatMap(({ name, telemetry = [] }) => telemetry.filter((t) => t.path === '' && !t.imported).map((model) => ({ model, library: name })));
  });
  return [...found, ...given].map(({ model, library }): TelemetryUse => ({
    file: ref.file, span: spanOf(project, ref), name: nameOfCall(project, ref), library, model, reach: wayTo(project, ref).reach, ref, imported: undefined,
    isOff: !isSet(project, ref, model.when) || !isSet(project, made, model.whenMade),
  }));
}

/** One of the options is there, or may be in what is not seen. */
function isSet(project: Project, ref: CallRef | undefined, options: readonly string[] | undefined): boolean {
  if (!options || !ref) return true;
  return options.some((at) => settingOf(project, ref, at).some((v) => v.is !== 'absent' && !(v.is === 'literal' && (v.value === undefined || v.value === 0 || v.value === false))));
}

function importSpan(project: Project, file: string, name: string): Span {
  const binding = project.evaluator.facts(file)?.bindings.find(({ values }) => values.some((v) => v.is === 'import' && v.from === name));
  return { file, start: binding?.range[0] ?? 0, end: binding?.range[1] ?? 0 };
}
