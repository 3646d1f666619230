import type { Catalog } from './catalog.js';
import { inRange } from './in-range.js';
import type { LabelModel, LoggerModel, TelemetryModel } from './observability-model.js';
import { called, matchesReading, type Reading } from './reading.js';

/** What a call writes to a log. */
export function loggerOf(callee: Reading, version: string | undefined): LoggerModel | undefined {
  return callee.entry.loggers?.find((l) => !l.inHandlers && inRange(version, l.versions) && matchesReading(callee, l.path));
}

/** The loggers that handlers of a package are given. */
export function loggersInHandlers(catalog: Catalog, packageName: string, version: string | undefined): readonly LoggerModel[] {
  return catalog.entriesFor(packageName, version).flatMap(({ loggers = [] }) => loggers.filter((l) => l.inHandlers && inRange(version, l.versions)));
}

/** What a call is given to tell numbers apart. */
export function labelOf(callee: Reading, version: string | undefined): LabelModel | undefined {
  return callee.entry.labels?.find((l) => inRange(version, l.versions) && matchesReading(callee, l.path));
}

/** What a call measures or follows. */
export function telemetryOf(callee: Reading, construct: boolean, version: string | undefined): readonly TelemetryModel[] {
  const made = { ...callee, rest: called(callee, construct) };
  return (callee.entry.telemetry ?? []).filter((t) => !t.imported && inRange(version, t.versions) && matchesReading(t.path.endsWith(')') ? made : callee, t.path));
}

/** What importing a module measures or follows, by itself. */
export function importedTelemetry(catalog: Catalog, packageName: string, version: string | undefined): readonly TelemetryModel[] {
  return catalog.entriesFor(packageName, version).flatMap(({ telemetry = [] }) => telemetry.filter((t) => t.imported && inRange(version, t.versions)));
}
