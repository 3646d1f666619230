/** An access path as ids and headings name it: of alternatives the first, and `export` for the export itself. `Pool|Client.query|end` is `Pool.query`. */
export function shortPath(path: string): string {
  const parts = path.split('.').map((part) => {
    const [first = ''] = part.split('|');
    return part.endsWith(')') && !first.endsWith(')') ? `${first}()` : first;
  });
  return path === '' ? 'export' : parts.join('.').replaceAll(' ', '-');
}
