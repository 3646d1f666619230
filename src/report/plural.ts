/** `no errors`, `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return count === 0 ? `no ${noun}s` : counted(count, noun);
}

/** `0 errors`, `1 error`, `2 errors`. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${String(count)} ${count === 1 ? noun : many}`;
}
