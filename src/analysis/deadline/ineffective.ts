import type { Span } from '../../model/span.js';
import type { Project } from '../project.js';
import { spanOf } from '../site.js';
import { byFile } from './by-file.js';
import { innerVersionFits, knobsOfCall } from './inner-versions.js';
import type { DeadlineJudgement } from './judge.js';
import type { OutboundCall } from './outbound.js';
import { settingsAt } from './place.js';
import { misspeltOptions } from './misspelt.js';
import type { KnobReading } from './reading.js';

/** Something that looks like a deadline of an unbounded call and is none. */
export interface Ineffective {
  readonly span: Span;
  readonly kind: 'ignored' | 'no-listener' | 'never-aborted' | 'shared' | 'misplaced' | 'misspelt';
  /** The option's name. */
  readonly option: string;
  /** Why it does nothing, and what would, where the catalog says so. */
  readonly why?: string;
  readonly instead?: string;
}

/** Both rules ask, and so does the sorting of findings: a judgement is looked at once. */
const known = new WeakMap<DeadlineJudgement, Ineffective | 'nothing'>();

/** What was meant to bound a call that nothing bounds. */
export function ineffectiveOf(project: Project, judgement: DeadlineJudgement): Ineffective | undefined {
  let found = known.get(judgement);
  if (found === undefined) known.set(judgement, (found = find(project, judgement) ?? 'nothing'));
  return found === 'nothing' ? undefined : found;
}

function find(project: Project, judgement: DeadlineJudgement): Ineffective | undefined {
  const { verdict } = judgement;
  if (verdict.is !== 'none') return undefined;
  return (verdict.ineffective && fromReading(project, judgement, verdict.ineffective)) ?? ignoredOption(project, judgement) ?? misplacedOptions(project, judgement) ?? misspeltOption(project, judgement);
}

/** An option that does nothing may stand in another file than its call: the judgements are sorted by the files of both, once. */
const concerned = new WeakMap<Project, ReadonlyMap<string, readonly DeadlineJudgement[]>>();

/** The judgements at a place of a file, and those whose useless options stand in it. */
export function judgementsAbout(project: Project, file: string): readonly DeadlineJudgement[] {
  let found = concerned.get(project);
  if (!found) {
    found = byFile(project.deadlines, (judgement) => [judgement.at.file, ...[ineffectiveOf(project, judgement), misspeltOption(project, judgement)].flatMap((one) => (one ? [one.span.file] : []))]);
    concerned.set(project, found);
  }
  return found.get(file) ?? [];
}

const misspelt = new WeakMap<DeadlineJudgement, Ineffective | 'nothing'>();

/** What the library has no option for, though it looks like one of its deadlines. */
export function misspeltOption(project: Project, judgement: DeadlineJudgement): Ineffective | undefined {
  let found = misspelt.get(judgement);
  if (found === undefined) misspelt.set(judgement, (found = findMisspelt(project, judgement) ?? 'nothing'));
  return found === 'nothing' ? undefined : found;
}

function findMisspelt(project: Project, { outbound }: DeadlineJudgement): Ineffective | undefined {
  const [found] = misspeltOptions(project, outbound);
  return found && { span: found.span, kind: 'misspelt', option: found.option, instead: found.meant };
}

function fromReading(project: Project, { at }: DeadlineJudgement, reading: KnobReading & { readonly state: 'ineffective' }): Ineffective {
  const span = reading.culprit ? spanOf(project, reading.culprit) : (reading.written ?? spanOf(project, reading.at ?? at));
  return { span, kind: reading.why, option: reading.written?.key ?? reading.name };
}

/** An option that the library, in this version, does not read. */
function ignoredOption(project: Project, { outbound }: DeadlineJudgement): Ineffective | undefined {
  for (const { option, why, instead, inner } of project.catalog.ignored(outbound.reading, outbound.version)) {
    if (inner && innerVersionFits(project, outbound, inner) !== 'yes') continue;
    for (const { values, written } of settingsAt(project, outbound, option.startsWith('client.') ? option : `call.${option}`)) {
      if (written && written.key === option.split('.').at(-1) && values.some((v) => v.is !== 'absent' && v.is !== 'unknown')) return { span: written, kind: 'ignored', option: option.replace('client.', ''), why, instead };
    }
  }
  return ofAnotherVersion(project, outbound);
}

/** An option that the library reads, but not in the version that is installed. */
function ofAnotherVersion(project: Project, outbound: OutboundCall): Ineffective | undefined {
  const { reading: { entry }, model, version } = outbound;
  const present = new Set(knobsOfCall(project, outbound).map(([name]) => name));
  for (const [key, { at, versions, inner }] of Object.entries(entry.knobs ?? {})) {
    const name = key.split('@')[0] ?? key;
    if (present.has(name) || !model.knobs.includes(name) || version === undefined) continue;
    for (const place of at.filter((p) => /^(?:call|client)\./.test(p))) {
      const written = settingsAt(project, outbound, place).find((s) => s.written?.key === place.split('.').at(-1) && s.values.some((v) => v.is !== 'absent' && v.is !== 'unknown'))?.written;
      if (written) return { span: written, kind: 'ignored', option: written.key, why: `does nothing in ${entry.name} ${version}: it is read in ${inner ? `${inner.package} ${inner.versions}` : (versions ?? 'other versions')}`, instead: 'another option, or a version that reads it' };
    }
  }
  return undefined;
}

/** Options in the body's place: `axios.post(url, { timeout: 5000 })`. */
function misplacedOptions(project: Project, { outbound, via }: DeadlineJudgement): Ineffective | undefined {
  const { body } = outbound.model;
  const names = outbound.reading.entry.optionNames ?? [];
  if (body === undefined || via.length > 0 || outbound.fact.args.length !== body + 1) return undefined;
  const [value] = project.evaluator.argument(outbound.ref, body, undefined);
  if (value?.is !== 'object' || !value.props.every((p) => p.key !== undefined && names.includes(p.key))) return undefined;
  const meant = value.props.find((p) => p.key === 'timeout' || p.key === 'signal');
  return meant && { span: { file: value.file, start: meant.range[0], end: meant.range[1] }, kind: 'misplaced', option: meant.key ?? '' };
}
