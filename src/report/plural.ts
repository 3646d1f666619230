/** `no errors`, `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count === 0 ? 'no' : String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
