import { z } from 'zod';
import { attestationStatuses } from '../model/attestation.js';
import type { Examination, PlacedEvidence } from '../model/examination.js';
import type { Report, Shard } from '../model/report.js';
import { traitNames } from '../model/traits.js';
import { parts, reportShape } from './schema.js';

const { count, ordinal, data, reach, item, place, fix, level, confidence, finding, problem, project, gate, stated, written } = parts;

const text = z.string();
const texts = z.array(text);
// Spans, evidence and traits are made by rules, which may know more of them than is asked: what is not known here is dropped.
const span = z.object({ file: text, start: count, end: count });
const problems = z.array(problem);

const evidence: z.ZodType<PlacedEvidence> = z.object({
  rule: text,
  outcome: z.enum(['pass', 'fail', 'unknown']),
  span,
  place: z.strictObject(place),
  message: text,
  help: text.optional(),
  level: level.optional(),
  shownLevel: level,
  covered: z.literal(true).optional(),
  strength: z.enum(['incomplete', 'unused']).optional(),
  confidence,
  reach,
  trace: z.array(z.object({ ...place, span, message: text })),
  fixes: z.array(fix),
  data,
  reportedBy: text.optional(),
  aspect: text.optional(),
  symbol: text,
  answeredBy: text.optional(),
  told: z.strictObject({ frame: finding.shape.frame, lineHash: text.optional(), owner: text.optional(), identity: text }).optional(),
});

const trait = z.object({ is: z.enum(['yes', 'no', 'unknown']), why: text, settled: z.literal(true).optional() });
const traits = z.record(z.enum(traitNames), trait);

const waiver = written.extend({
  lines: z.array(z.strictObject({ from: z.int(), to: z.int() })).optional(),
  faults: texts,
  example: text,
  host: z.enum(['eslint', 'oxlint', 'readiness']).optional(),
  isThere: z.boolean(),
  isJudged: z.boolean(),
});

const standing = z.strictObject({
  attestation: stated.extend({ seal: text.optional(), faults: texts }),
  hindrance: z.strictObject({ status: z.enum(attestationStatuses), note: text }).optional(),
});

const examinedTraits = z.strictObject({ traits, problems });

const examination: z.ZodType<Examination> = z.strictObject({
  common: z.strictObject({
    project, gate,
    rules: z.array(z.strictObject({ id: text, item, level, coverage: z.strictObject({ practice: text, sites: text }) })),
    known: texts,
    day: text,
    waivers: z.array(waiver),
    standings: z.array(standing),
    baseline: z.array(z.strictObject({ fingerprint: text, rule: text, text })),
    partial: z.boolean(),
    keepsBaseline: z.boolean(),
    services: z.array(z.strictObject({ name: text, dir: text, files: count })),
    files: z.array(z.tuple([text, z.array(count)])),
    problems: z.strictObject({ before: problems, after: problems }),
  }),
  parts: z.array(z.strictObject({ at: count, evidence: z.array(evidence), problems })),
  traits: examinedTraits.optional(),
  services: z.array(z.tuple([count, examinedTraits])),
});

/** The shape of the report of a shard, as `--shard 1/3 --format json` writes it. */
export const shardReportSchema: z.ZodType<Report & { readonly shard: Shard }> = reportShape.extend({
  shard: z.strictObject({ index: ordinal, of: ordinal, scan: text, packages: texts, examination }),
});
