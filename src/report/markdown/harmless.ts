import { printable } from '../printable.js';

/** Longest text from a repository that is shown; nobody reads more of it in a table. */
const longest = 400;

/** Invisible, and no part of any name: what stands before and behind it is not taken for one word. */
const between = '\u200b';

/**
 * Makes text from a scanned project safe to stand in a comment: one line, of bounded length, in which `@team` tells nobody, `#12`, `!12` and `GH-12` refer to nothing, and an address is no link.
 * Forges look for these in the finished page, so escapes of Markdown do not help; a space without width does. Escaping Markdown itself is left to its writer.
 */
export function harmless(text: string): string {
  return clipped(printable(text))
    .replace(/[@#!&%$~](?=[\w"\p{L}-])/gu, `$&${between}`)
    .replace(/\b(GH)(?=-\d)/giu, `$1${between}`)
    .replace(/:(?=\/\/)/gu, `:${between}`)
    .replace(/\bwww(?=\.)/giu, `www${between}`);
}

/** The same for text in code, in which forges look for nothing. */
export function harmlessCode(text: string): string {
  return clipped(printable(text));
}

/** For the few places where a text stands within a tag of our own. */
export function harmlessHtml(text: string): string {
  return harmless(text).replace(/[&<>"']/gu, (character) => `&#${String(character.codePointAt(0))};`);
}

function clipped(text: string): string {
  const characters = text.length > longest ? Array.from(text) : [];
  return characters.length > longest ? `${characters.slice(0, longest).join('').trimEnd()}…` : text;
}
