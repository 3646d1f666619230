import type { Property } from '../../model/facts.js';
import type { Span } from '../../model/span.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { spanOf } from '../site.js';
import type { DeadlineJudgement } from './judge.js';
import { settingsAt } from './place.js';
import type { KnobReading } from './reading.js';

/** Something that looks like a deadline of an unbounded call and is none. */
export interface Ineffective {
  readonly span: Span;
  readonly kind: 'ignored' | 'no-listener' | 'never-aborted' | 'shared' | 'misplaced';
  /** The option's name. */
  readonly option: string;
  /** Why it does nothing, and what would, where the catalog says so. */
  readonly why?: string;
  readonly instead?: string;
}

/** What was meant to bound a call that nothing bounds. */
export function ineffectiveOf(project: Project, judgement: DeadlineJudgement): Ineffective | undefined {
  const { verdict } = judgement;
  if (verdict.is !== 'none') return undefined;
  return (verdict.ineffective && fromReading(project, judgement, verdict.ineffective)) ?? ignoredOption(project, judgement) ?? misplacedOptions(project, judgement);
}

function fromReading(project: Project, { at }: DeadlineJudgement, reading: KnobReading & { readonly state: 'ineffective' }): Ineffective {
  const span = reading.culprit ? spanOf(project, reading.culprit) : propertySpan(reading.property, reading.at ?? at) ?? spanOf(project, reading.at ?? at);
  return { span, kind: reading.why, option: reading.property?.key ?? reading.name };
}

function propertySpan(property: Property | undefined, ref: CallRef): Span | undefined {
  return property && { file: ref.file, start: property.range[0], end: property.range[1] };
}

/** An option that the library, in this version, does not read. */
function ignoredOption(project: Project, judgement: DeadlineJudgement): Ineffective | undefined {
  const { outbound, via } = judgement;
  for (const { option, why, instead } of project.catalog.ignored(outbound.reading, outbound.version)) {
    for (const setting of settingsAt(project, outbound, `call.${option}`, undefined)) {
      const own = setting.values.some((v) => v.is === 'literal' || v.is === 'number' || v.is === 'library' || v.is === 'or' || (v.is === 'param' && setting.property !== undefined));
      const span = own && via.length === 0 ? propertySpan(setting.property, setting.at) : givenByCaller(project, setting.values, via[0]);
      if (span) return { span, kind: 'ignored', option, why, instead };
    }
  }
  return undefined;
}

/** The option comes through a wrapper: it stands at the caller. */
function givenByCaller(project: Project, values: readonly import('../abstract.js').Abstract[], caller: CallRef | undefined): Span | undefined {
  if (!caller) return undefined;
  for (const value of flatten(values)) {
    const name = value.is === 'param' ? value.path.at(-1) : undefined;
    if (value.is !== 'param' || name === undefined) continue;
    const argument = project.evaluator.call(caller)?.args[value.at];
    const property = argument?.is === 'object' ? argument.props.findLast((p) => p.key === name) : undefined;
    if (property) return { file: caller.file, start: property.range[0], end: property.range[1] };
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
