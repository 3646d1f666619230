/** Works something out when it is first asked for, and never again, also where the answer is undefined. */
export function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
}
