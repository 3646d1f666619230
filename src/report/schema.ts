import { z } from 'zod';
import { attestationStatuses } from '../model/attestation.js';
import { areas, itemTitles, modelVersion, tiers, verdicts, type ItemId } from '../model/checklist.js';
import { schemaVersion, type Report } from '../model/report.js';
import { waiverKinds, waiverStatuses } from '../model/waiver.js';

// Reporters do not import this module: zod costs start-up time that a scan should not pay.

const count = z.int().nonnegative();
const ordinal = z.int().positive();
const data = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const level = z.enum(['error', 'warning', 'info']);
const confidence = z.enum(['high', 'medium', 'low']);
const reach = z.enum(['request', 'worker', 'startup', 'script', 'unknown']);
const item = z.enum(Object.keys(itemTitles) as [ItemId, ...ItemId[]]);

const place = { file: z.string(), line: ordinal, column: ordinal, endLine: ordinal, endColumn: ordinal };
const trace = z.array(z.strictObject({ ...place, message: z.string() }));

const fix = z.strictObject({
  title: z.string(),
  safety: z.enum(['safe', 'suggestion']),
  edits: z.array(z.strictObject({ file: z.string(), start: count, end: count, text: z.string() })),
  installs: z.array(z.string()).optional(),
});

const finding = z.strictObject({
  ...place,
  rule: z.string(),
  level,
  item,
  message: z.string(),
  help: z.string(),
  trace,
  confidence,
  reach,
  points: z.number().min(0).max(100),
  owner: z.string().optional(),
  known: z.literal(true).optional(),
  fingerprint: z.string(),
  lineHash: z.string().optional(),
  symbol: z.string().optional(),
  fixes: z.array(fix),
  data,
  frame: z.strictObject({ startLine: ordinal, lines: z.array(z.string()) }),
});

const evidence = z.strictObject({
  ...place,
  rule: z.string(),
  item,
  outcome: z.enum(['pass', 'open', 'unknown']),
  message: z.string(),
  reach,
  trace,
  data,
});

const percent = z.int().min(0).max(100);
const score = { verified: percent, possible: percent, assessed: percent };
const tier = z.enum(tiers);

const itemResult = z.strictObject({
  id: item,
  title: z.string(),
  area: z.enum(areas),
  weight: count,
  tier,
  verdict: z.enum(verdicts),
  reason: z.string(),
  quality: z.number().min(0).max(1),
  sites: z.strictObject({ covered: count, open: count, unclear: count }),
  points: z.strictObject({ earned: z.number(), of: z.number() }),
});

const checklist = z.strictObject({
  model: z.literal(modelVersion),
  score: z.strictObject(score).optional(),
  unscored: z.string().optional(),
  areas: z.array(z.strictObject({ area: z.enum(areas), ...score })),
  tier: tier.optional(),
  tiers: z.array(z.strictObject({ tier, reached: z.boolean(), blocking: z.array(item), unseen: z.array(item) })),
  items: z.array(itemResult),
  coverage: z.array(z.strictObject({ practice: z.enum(['deadlines', 'handled rejections', 'released resources', 'bounded caches', 'validated handlers']), covered: count, sites: count, unclear: count })),
});

const problem = z.strictObject({
  kind: z.enum(['parse', 'unreadable', 'skipped', 'config', 'rule-crash', 'unfinished', 'waiver', 'attestation', 'baseline', 'comparison']),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  help: z.string().optional(),
  file: z.string().optional(),
  line: ordinal.optional(),
  rule: z.string().optional(),
});

const written = z.strictObject({
  by: z.enum(['comment', 'file']),
  file: z.string(),
  line: ordinal,
  rule: z.string().optional(),
  target: z.strictObject({ file: z.string(), symbol: z.string() }),
  item: z.string().optional(),
  kind: z.enum(waiverKinds),
  reason: z.string(),
  owner: z.string().optional(),
  until: z.string().optional(),
  issue: z.string().optional(),
});

const waiver = written.extend({
  status: z.enum(waiverStatuses),
  note: z.string(),
  days: z.int().optional(),
  sites: count,
});

const stated = z.strictObject({
  file: z.string(),
  line: ordinal,
  item: item.optional(),
  says: z.enum(['met', 'not-applicable']),
  statement: z.string(),
  owner: z.string().optional(),
  evidence: z.union([z.strictObject({ url: z.string() }), z.strictObject({ file: z.string(), sha256: z.string() })]).optional(),
  date: z.string().optional(),
  until: z.string().optional(),
  invalidatedBy: z.array(z.string()),
  signedBy: z.string().optional(),
});

const attestation = stated.extend({
  status: z.enum(attestationStatuses),
  note: z.string(),
  days: z.int().optional(),
});

const library = z.strictObject({ name: z.string(), version: z.string(), from: z.enum(['lockfile', 'node_modules', 'range']) });

const revision = z.strictObject({ commit: z.string(), date: z.string().optional(), branch: z.string().optional(), url: z.string().optional(), folder: z.string() });

const itemChange = z.strictObject({
  id: item,
  title: z.string(),
  area: z.enum(areas),
  before: z.enum(verdicts),
  after: z.enum(verdicts),
  reasons: z.strictObject({ before: z.string(), after: z.string() }),
  points: z.number(),
  worse: z.boolean(),
});

const comparison = z.strictObject({
  base: z.strictObject({ ref: z.string(), commit: z.string().optional(), score: z.strictObject(score).optional(), tier: tier.optional(), complete: z.boolean(), problem: z.string().optional(), empty: z.literal(true).optional() }),
  items: z.array(itemChange),
  points: z.number().optional(),
  added: z.array(z.string()),
  fixed: z.array(finding),
  waivers: z.array(waiver),
});

const selection = z.strictObject({
  of: z.enum(['changed', 'staged']),
  base: z.strictObject({ ref: z.string(), commit: z.string() }).optional(),
  files: count,
  elsewhere: count,
});

const project = z.strictObject({
  name: z.string(),
  libraries: z.array(library),
  files: count,
  preset: z.enum(['recommended', 'strict']),
  tier: tier.optional(),
});

const gate = z.strictObject({ findings: z.enum(['error', 'warning', 'none']).optional(), tier: z.boolean().optional(), score: z.number().optional() });

/** What the reports of shards are made of as well. */
export const parts = { count, ordinal, data, reach, item, place, fix, level, confidence, finding, problem, project, gate, stated, written };

/** The shape of a report, by key. */
export const reportShape = z.strictObject({
  schemaVersion: z.literal(schemaVersion),
  tool: z.strictObject({ name: z.literal('readiness'), version: z.string() }),
  project,
  revision: revision.optional(),
  comparison: comparison.optional(),
  selection: selection.optional(),
  gate,
  checklist,
  services: z.array(z.strictObject({ name: z.string(), dir: z.string(), files: count, errors: count, warnings: count, checklist })),
  findings: z.array(finding),
  suppressed: z.array(finding.extend({ kind: z.enum(waiverKinds), reason: z.string(), owner: z.string(), until: z.string(), waiver: z.strictObject({ file: z.string(), line: ordinal }) })),
  waivers: z.array(waiver),
  attestations: z.array(attestation),
  evidence: z.array(evidence),
  coverage: z.record(z.string(), z.strictObject({ practice: z.string(), sites: z.string(), pass: count, fail: count, unknown: count })),
  problems: z.array(problem),
  complete: z.boolean(),
});

/** The shape of `--format json`, for those who read it. Strict: an unknown key is a fault, so the schema cannot fall behind the report. */
export const reportSchema: z.ZodType<Report> = reportShape;

/** The same shape as a JSON Schema (draft 2020-12). */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'Report of readiness', ...z.toJSONSchema(reportSchema, { target: 'draft-2020-12' }) };
}
