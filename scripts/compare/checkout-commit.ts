import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The commit of a checkout: the one that is given, else what git says. Throws where neither does: a result without its commit cannot be checked. */
export function checkoutCommit(checkout: string, given: string | undefined): string {
  if (given !== undefined) return given;
  if (!existsSync(join(checkout, '.git'))) throw new Error(`${checkout} is no git checkout: say with --commit which commit it is`);
  return execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
}
