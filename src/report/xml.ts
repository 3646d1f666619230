import { wellFormed } from './printable.js';

/** What XML 1.0 cannot hold, not even as a reference: https://www.w3.org/TR/xml/#charsets */
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;', '\t': '&#9;' };

/** Text as it stands between tags and in attributes. Line ends become one and the same, as a parser would make them. */
export function xmlText(text: string): string {
  return wellFormed(text).replace(/\r\n?/g, '\n').replace(impossible, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** An element. Line breaks in attributes stay what they are; attributes without a value are left out. */
export function xmlElement(name: string, attributes: Readonly<Record<string, string | number | undefined>>, content: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${xmlText(String(value)).replace(/[\n\t]/g, (character) => entities[character] ?? character)}"`]));
  return content.length === 0 ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content.join('')}</${name}>`;
}
