import type { Catalog } from '../catalog/catalog.js';
import type { Rule } from '../model/rule.js';

/** Whether a text can concern a rule at all: a cheap look before anything is parsed. `catalog` stands for all packages and globals of the catalog. */
export function createGate(rules: readonly Rule[], catalog: Catalog): (text: string) => boolean {
  const words = new Set(rules.flatMap((rule) => rule.meta.gate).flatMap((word) => (word === 'catalog' ? [...catalog.packages().filter((p) => p !== 'globalThis'), ...catalog.globals()] : [word])));
  const pattern = new RegExp([...words].map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'));
  return (text) => pattern.test(text);
}
