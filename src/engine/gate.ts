import type { Catalog } from '../catalog/catalog.js';
import type { Rule } from '../model/rule.js';

/**
 * Whether a text can concern a rule at all: a cheap look before anything is parsed. `catalog` stands for the packages of
 * the catalog whose calls wait, or make emitters, as they are imported, and for its globals.
 */
export function createGate(rules: readonly Rule[], catalog: Catalog): (text: string) => boolean {
  const words = [...new Set(rules.flatMap((rule) => rule.meta.gate))];
  const patterns = words.map((word) => (word === 'catalog' ? catalogPattern(catalog) : escaped(word)));
  const pattern = new RegExp(patterns.join('|'));
  return (text) => pattern.test(text);
}

/** A package in quotes, as in an import, with or without `node:` and a subpath; a global as a word. */
function catalogPattern(catalog: Catalog): string {
  const packages = catalog.waitingPackages().filter((name) => name !== 'globalThis').map((name) => (name.endsWith('*') ? `${escaped(name.slice(0, -1))}[^'"\`]*` : escaped(name)));
  return `['"\`](?:node:)?(?:${packages.join('|')})(?:/[^'"\`]*)?['"\`]|\\b(?:${catalog.globals().map(escaped).join('|')})\\b`;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
