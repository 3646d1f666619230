import type { CliHost } from './host.js';

/** Colour and width of what goes to stdout, or to a file. NO_COLOR wins over FORCE_COLOR (https://no-color.org); a file is no terminal. */
export function outputStyle(host: CliHost, toFile: boolean): { readonly color: boolean; readonly width: number } {
  const terminal = host.stdout.isTTY === true && !toFile;
  return { color: wantsColor(host.env, terminal), width: (terminal ? host.stdout.columns : undefined) ?? 100 };
}

function wantsColor(env: CliHost['env'], terminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return terminal && env['TERM'] !== 'dumb';
}
