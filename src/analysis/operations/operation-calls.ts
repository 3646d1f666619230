import type { CatalogEntry, FlagModel, TrackerModel } from '../../catalog/types.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';

interface Models {
  readonly flags: FlagModel;
  readonly trackers: TrackerModel;
}

/** A call of a library by which a service is operated. */
export interface OperationCall<M> {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: M;
}

/** The calls of a project that a section of the catalog speaks of, those of scripts left out, in the order of files and places. */
export function flagCalls(project: Project): readonly OperationCall<FlagModel>[] {
  return callsOf(project, 'flags', (entry) => entry.flags);
}

/** The same for what tells people of errors. */
export function trackerCalls(project: Project): readonly OperationCall<TrackerModel>[] {
  return callsOf(project, 'trackers', (entry) => entry.trackers);
}

/** The files that import a library of a section. */
export function importersOf(project: Project, section: keyof Models): readonly { readonly file: string; readonly name: string }[] {
  const { packages } = project.catalog.section(section);
  return [...project.evaluator.sources.files].flatMap(([file, { imports }]) => (isLeftOut(project, file) ? [] : imports.filter((name) => packages.includes(name)).slice(0, 1).map((name) => ({ file, name }))));
}

/** Names of files that frameworks, or their users, give what runs in the browser: `instrumentation-client.ts`, `sentry.client.config.ts`, `init-client-sentry.ts`. */
const inBrowser = /(?:^|\/)(?:instrumentation-client|[\w.-]*client[\w.-]*sentry[\w.-]*|[\w.-]*sentry[\w.-]*client[\w.-]*)\.[cm]?[jt]sx?$/i;

function isLeftOut(project: Project, file: string): boolean {
  return project.isScript(file) || inBrowser.test(file);
}

function callsOf<S extends keyof Models>(project: Project, section: S, modelsOf: (entry: CatalogEntry) => readonly Models[S][] | undefined): readonly OperationCall<Models[S]>[] {
  const importing = new Set(importersOf(project, section).map(({ file }) => file));
  if (importing.size === 0) return [];
  // A client that was made in one file is called in others: by names that the catalog knows.
  const { names } = project.catalog.section(section);
  const elsewhere = [...names].flatMap((name) => project.calledNames.get(name) ?? []).filter(({ file }) => !importing.has(file) && !isLeftOut(project, file));
  const inside = [...importing].flatMap((file) => (project.evaluator.facts(file)?.calls ?? []).map((_, call) => ({ file, call })));
  return [...inside, ...elsewhere].flatMap((ref) => modelAt(project, ref, section, modelsOf) ?? []).sort((a, b) => (a.ref.file === b.ref.file ? a.ref.call - b.ref.call : a.ref.file < b.ref.file ? -1 : 1));
}

function modelAt<S extends keyof Models>(project: Project, ref: CallRef, section: S, modelsOf: (entry: CatalogEntry) => readonly Models[S][] | undefined): OperationCall<Models[S]> | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, section)) continue;
    const version = versionOf(ref.file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.operation(modelsOf(reading.entry), reading, fact.construct === true, value.package, version);
      if (model) return { ref, entry: reading.entry, model };
    }
  }
  return undefined;
}
