import type { Report } from '../model/report.js';
import { verdict } from './verdict.js';

/** The last line of a text: it is always there and always has the same form, so that a cut-off output cannot pass for a clean one. */
export function closingLine(report: Report): string {
  const { errors, warnings, infos, gate, exitCode } = verdict(report);
  const fields = {
    ...{ complete: report.complete, findings: report.findings.length },
    ...(report.shard && { shard: `${String(report.shard.index)}/${String(report.shard.of)}` }),
    ...(report.comparison && { new: report.comparison.added.length }),
    ...{ errors, warnings, infos, gate, exit: exitCode },
  };
  return `done ${Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`).join(' ')}`;
}
