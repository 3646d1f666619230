/** Whether stdout is to hold JSON, read from the raw arguments: the parser may be what failed. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.some((argument, index) => argument === '--format=json' || (argument === '--format' && argv[index + 1] === 'json'));
}
