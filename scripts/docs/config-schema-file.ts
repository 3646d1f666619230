import { configJsonSchema } from '../../src/config/json-schema.js';
import type { RuleMeta } from '../../src/model/rule.js';
import type { GeneratedFile } from './generated-file.js';

/** `schema/config.json`: what editors check a `readiness.config.json` by. */
export function configSchemaFile(metas: readonly RuleMeta[]): GeneratedFile {
  return { path: 'schema/config.json', text: `${JSON.stringify(configJsonSchema(metas))}\n` };
}
