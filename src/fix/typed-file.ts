/** Whether a file is TypeScript by its name. */
export function isTyped(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

/** The parameter of a callback that hears an error, as the file would write it. */
export function errorParameter(file: string): string {
  return isTyped(file) ? '(error: unknown)' : '(error)';
}
