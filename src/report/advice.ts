import type { Finding } from '../model/report.js';

/** What to do, in one line: the first change that is on offer, else the help in words. */
export function advice(finding: Finding): string {
  const [fix] = finding.fixes;
  if (!fix) return finding.help;
  const installs = fix.installs ?? [];
  return installs.length > 0 ? `${fix.title} (install ${installs.join(', ')})` : fix.title;
}
