/** As `readText` decodes: UTF-16 by its mark, everything else is UTF-8. */
type Encoding = 'utf8' | 'utf8 with mark' | 'utf16le' | 'utf16be';

/**
 * Writes a text in the encoding of what stood there before, with its byte order mark. Undefined where the bytes of before do not come out as they were: they are no text of that encoding throughout, and the rest of them would be lost.
 * @param before the bytes of the file, and the text without byte order mark that was read of them
 */
export function encodeLike(before: { readonly bytes: Buffer; readonly text: string }, text: string): Buffer | undefined {
  const encoding = encodingOf(before.bytes);
  return encode(before.text, encoding).equals(before.bytes) ? encode(text, encoding) : undefined;
}

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf8 with mark' : 'utf8';
}

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  const marked = `\uFEFF${text}`;
  if (encoding === 'utf8 with mark') return Buffer.from(marked);
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding === 'utf16le' ? bytes : bytes.swap16();
}
