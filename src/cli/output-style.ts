import type { CliHost } from './host.js';

export interface OutputStyle {
  readonly color: boolean;
  readonly width: number;
  readonly ascii: boolean;
}

/** Colour, width and letters of what goes to stdout, or to a file. NO_COLOR wins over FORCE_COLOR (https://no-color.org); a file is no terminal. */
export function outputStyle(host: CliHost, toFile: boolean): OutputStyle {
  const terminal = host.stdout.isTTY === true && !toFile;
  return { color: wantsColor(host.env, terminal), width: (terminal ? host.stdout.columns : undefined) ?? 100, ascii: isAscii(host.env, terminal) };
}

/**
 * Does the terminal turn OSC 8 sequences into links? Only those that are known to: others may print them as text.
 * FORCE_HYPERLINK decides where it is set, as in the npm package supports-hyperlinks.
 */
export function hasLinks({ env, stdout }: CliHost): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined && forced !== '') return forced !== '0';
  if (stdout.isTTY !== true || env['TERM'] === 'dumb' || isSet(env['CI']) || isSet(env['NO_COLOR'])) return false;
  const program = ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper', 'zed'].includes(env['TERM_PROGRAM'] ?? '');
  // VTE passes links on from 0.50: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
  return program || isSet(env['WT_SESSION']) || Number(env['VTE_VERSION'] ?? 0) >= 5000 || /^(?:xterm-kitty|foot|alacritty)/.test(env['TERM'] ?? '');
}

function wantsColor(env: CliHost['env'], terminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return terminal && env['TERM'] !== 'dumb';
}

/** By READINESS_ASCII, or a terminal whose locale names another charset than UTF-8. No locale at all says nothing: containers have none. */
function isAscii(env: CliHost['env'], terminal: boolean): boolean {
  const asked = env['READINESS_ASCII'];
  if (asked !== undefined && asked !== '') return asked !== '0';
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return terminal && locale !== '' && !/utf-?8/i.test(locale);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}
