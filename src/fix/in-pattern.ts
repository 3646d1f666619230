/** An identifier as it is written in a regular expression: of what it may hold, only `$` means something there. */
export function inPattern(identifier: string): string {
  return identifier.replaceAll('$', '\\$');
}
