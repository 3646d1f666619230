/** `readiness scan --rule <rule> [path]`: what shows whether a finding is gone. `path` is the scanned path as the user typed it. */
export function verifyCommand(rule: string, path: string): string {
  return ['readiness scan --rule', rule, ...(path === '.' ? [] : [quoted(path)])].join(' ');
}

/** `readiness why <file:line>`: how the judgement came about. */
export function whyCommand(file: string, line: number, path: string): string {
  return ['readiness why', quoted(`${file}:${String(line)}`), ...(path === '.' ? [] : ['--path', quoted(path)])].join(' ');
}

/** `readiness fix <what>`: what mends it. */
export function fixCommand(what: string, path: string): string {
  return ['readiness fix', what, ...(path === '.' ? [] : ['--path', quoted(path)])].join(' ');
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
