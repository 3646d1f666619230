import { rules as all } from '../../rules/index.js';
import type { Rule } from '../model/rule.js';

/** Every rule, sorted by id. */
export const rules: readonly Rule[] = all;

export const ruleById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.meta.id, rule]));
