import { inRange } from './in-range.js';
import { matchesReading, type Reading } from './reading.js';
import type { EscapeModel, SecretModel, StatementModel } from './security-models.js';

/** Who asks: how the call is written, and the package through which, in its installed version. */
export interface Asked {
  readonly construct: boolean;
  readonly packageName: string;
  readonly version: string | undefined;
}

/** The statement in SQL that a call is given. */
export function statementIn(callee: Reading, asked: Asked): StatementModel | undefined {
  return callee.entry.statements?.find((model) => applies(callee, model, asked));
}

/** The secrets that a call is given. */
export function secretsIn(callee: Reading, asked: Asked): readonly SecretModel[] {
  return (callee.entry.secrets ?? []).filter((model) => applies(callee, model, asked));
}

/** What a call makes safe in SQL. */
export function escapeIn(callee: Reading, packageName: string): EscapeModel | undefined {
  return callee.entry.escapes?.find((e) => e.packages?.includes(packageName) !== false && matchesReading(callee, e.path));
}

function applies(callee: Reading, model: StatementModel | SecretModel, { construct, packageName, version }: Asked): boolean {
  return (model.construct ?? false) === construct && model.packages?.includes(packageName) !== false && inRange(version, model.versions) && matchesReading(callee, model.path);
}
