import { z } from 'zod';
import type { RuleMeta } from '../model/rule.js';
import { configSchema } from './config-schema.js';

/** The shape of a configuration as a JSON Schema (draft 7, which editors know), with the rules and options that there are. */
export function configJsonSchema(rules: readonly RuleMeta[]): Readonly<Record<string, unknown>> {
  const { properties, ...schema } = z.toJSONSchema(configSchema, { target: 'draft-7', unrepresentable: 'any', io: 'input' });
  return { ...schema, title: 'Configuration of readiness', properties: { ...properties, rules: rulesSchema(rules) } };
}

const levels = ['off', 'error', 'warning', 'info'];

function rulesSchema(rules: readonly RuleMeta[]): Readonly<Record<string, unknown>> {
  const shapes = rules.flatMap((rule) => [rule.id, `readiness/${rule.id}`].map((id) => [id, ruleSchema(rule)]));
  return { type: 'object', description: 'Level, and options, by rule.', properties: Object.fromEntries(shapes), additionalProperties: false };
}

function ruleSchema({ summary, options }: RuleMeta): Readonly<Record<string, unknown>> {
  const level = { enum: levels };
  if (!options) return { description: summary, ...level };
  const properties = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { type: 'number', minimum: option.minimum, default: option.default, description: option.summary }]));
  const withOptions = { type: 'array', items: [level, { type: 'object', properties, additionalProperties: false }], minItems: 2, maxItems: 2 };
  return { description: summary, anyOf: [level, withOptions] };
}
