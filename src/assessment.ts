import type { Project } from './analysis/project.js';
import { projectTraits } from './analysis/traits/project-traits.js';
import { ruleById } from './engine/registry.js';
import type { Inputs } from './inputs.js';
import type { ExaminedTraits } from './model/examination.js';
import type { Problem } from './model/report.js';
import { LimitReached, unfinished, type ScanLimit } from './model/scan-limit.js';
import { traitNames, type ProjectTraits, type Trait } from './model/traits.js';

/** Only some files were asked for, or some rules: nothing counts as absent then. */
export function isPart(inputs: Inputs): boolean {
  return inputs.discovery.partial === true || isLimited(inputs);
}

/** Only some rules were asked for. Those that the configuration switches off are another matter: it says so each time. */
function isLimited({ rules, config }: Inputs): boolean {
  const ran = new Set(rules.map(({ meta }) => meta.id));
  return [...ruleById.keys()].some((id) => !ran.has(id) && config.rules?.[id] !== 'off');
}

/** A project of which it is told what it is. */
interface Examined {
  readonly project: Project;
  readonly leftOut: ReadonlySet<string>;
  readonly limit?: ScanLimit | undefined;
}

/**
 * What the project is. What crashes, or what a limit cuts off, is a problem like that of a rule: nothing counts as absent then.
 * @param leftOut files that are not judged
 * @param dir folder of the package that is asked about; all of them without it
 */
export function safeTraits({ manifests, artifactTexts: { holdsPages } }: Inputs, { project, leftOut, limit }: Examined, dir?: string): ExaminedTraits {
  const published = manifests.manifests.filter((one) => dir === undefined || one.dir === dir).some(({ exports, types, module }) => exports !== undefined || types !== undefined || module !== undefined);
  try {
    if (limit?.isOver()) throw new LimitReached();
    return { traits: projectTraits(project, { published, holdsPages, leftOut }), problems: [] };
  } catch (error) {
    if (limit && error instanceof LimitReached) return { traits: allUnknown('the scan came to its limit'), problems: [unfinished(limit, 'before it was told what the project is')] };
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const problem: Problem = { kind: 'rule-crash', severity: 'error', message: `What the project is could not be told (${message})`, help: 'This is a fault of readiness, please report it; the rules have judged the code all the same.' };
    return { traits: allUnknown('the analysis crashed'), problems: [problem] };
  }
}

/** Traits of which nothing is known. */
export function allUnknown(why: string): ProjectTraits {
  const unknown: Trait = { is: 'unknown', why };
  return Object.fromEntries(traitNames.map((name) => [name, unknown])) as Record<(typeof traitNames)[number], Trait>;
}
