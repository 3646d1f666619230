import type { Project } from './analysis/project.js';
import { projectTraits } from './analysis/traits/project-traits.js';
import { assess, type Assessment } from './checklist/assess.js';
import type { DecideInput, Statements } from './checklist/decide.js';
import { ruleById } from './engine/registry.js';
import type { Inputs } from './inputs.js';
import type { Evidence } from './model/evidence.js';
import type { Problem } from './model/report.js';
import { TimeIsOver, unfinished, type TimeLimit } from './model/time-limit.js';
import { traitNames, type ProjectTraits, type Trait } from './model/traits.js';

/** What is assessed: the evidence of the rules that ran, what people say of it, and what went wrong on the way. */
export interface Judged {
  readonly project: Project;
  /** Files of it that are not judged. */
  readonly leftOut: ReadonlySet<string>;
  readonly evidence: readonly Evidence[];
  readonly statements: Statements;
  readonly limit?: TimeLimit | undefined;
  readonly problems: readonly Problem[];
}

/** Decides the checklist for a scan. What the traits need and that crashes is a problem like that of a rule: nothing counts as absent then. */
export function assessScan(inputs: Inputs, { project, leftOut, evidence, statements, limit, problems }: Judged): Assessment & { readonly problems: readonly Problem[] } {
  const partial = isPart(inputs);
  const { traits, problems: own } = partial ? { traits: allUnknown('only a part of the project was looked at'), problems: [] } : safeTraits(inputs, { project, leftOut, limit });
  const all = [...problems, ...own];
  return { ...assess({ ...ranRules(inputs), traits, evidence, problems: all, partial, statements }), problems: all };
}

/** The rules that ran, and all that there are. */
export function ranRules({ rules }: Inputs): Pick<DecideInput, 'ran' | 'known'> {
  return { ran: new Map(rules.map(({ meta }) => [meta.id, meta.level])), known: new Set(ruleById.keys()) };
}

/** Only some files were asked for, or some rules: nothing counts as absent then. */
export function isPart(inputs: Inputs): boolean {
  return inputs.discovery.partial === true || isLimited(inputs);
}

/** Only some rules were asked for. Those that the configuration switches off are another matter: it says so each time. */
function isLimited({ rules, config }: Inputs): boolean {
  const ran = new Set(rules.map(({ meta }) => meta.id));
  return [...ruleById.keys()].some((id) => !ran.has(id) && config.rules?.[id] !== 'off');
}

/**
 * What the project is; what crashes, or what the time is over for, is a problem.
 * @param dir folder of the package that is asked about; all of them without it
 */
export function safeTraits({ manifests, artifactTexts: { holdsPages } }: Inputs, { project, leftOut, limit }: Pick<Judged, 'project' | 'leftOut' | 'limit'>, dir?: string): { readonly traits: ProjectTraits; readonly problems: readonly Problem[] } {
  const published = manifests.manifests.filter((one) => dir === undefined || one.dir === dir).some(({ exports, types, module }) => exports !== undefined || types !== undefined || module !== undefined);
  try {
    if (limit?.isOver()) throw new TimeIsOver();
    return { traits: projectTraits(project, { published, holdsPages, leftOut }), problems: [] };
  } catch (error) {
    if (limit && error instanceof TimeIsOver) return { traits: allUnknown('the time for the scan was over'), problems: [unfinished(limit, 'before it was told what the project is')] };
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const problem: Problem = { kind: 'rule-crash', severity: 'error', message: `What the project is could not be told (${message})`, help: 'This is a fault of readiness, please report it; the rules have judged the code all the same.' };
    return { traits: allUnknown('the analysis crashed'), problems: [problem] };
  }
}

function allUnknown(why: string): ProjectTraits {
  const unknown: Trait = { is: 'unknown', why };
  return Object.fromEntries(traitNames.map((name) => [name, unknown])) as Record<(typeof traitNames)[number], Trait>;
}
