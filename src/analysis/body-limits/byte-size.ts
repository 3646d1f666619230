const units: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40, pb: 2 ** 50 };

/** The bytes that a limit stands for, written as a number or a text such as `10mb`; undefined for what is neither. */
export function byteSize(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  // As the package bytes reads it: bytes@3.1.2 index.js.
  const found = typeof value === 'string' ? /^(\d+(?:\.\d+)?) *(b|kb|mb|gb|tb|pb)?$/i.exec(value) : undefined;
  return found ? Number(found[1]) * (units[(found[2] ?? 'b').toLowerCase()] ?? 1) : undefined;
}

/** `50 MB`, for messages. */
export function sizeText(bytes: number): string {
  if (bytes < 2 ** 10) return `${String(bytes)} bytes`;
  const [unit, size] = bytes >= 2 ** 30 ? ['GB', 2 ** 30] : bytes >= 2 ** 20 ? ['MB', 2 ** 20] : ['KB', 2 ** 10];
  return `${String(Math.round((bytes / size) * 10) / 10)} ${unit}`;
}
