import { safeTraits, isPart } from './assessment.js';
import { entries } from './catalog/entries/index.js';
import { declaredAnswers } from './engine/declared-controls.js';
import { ownersOf } from './engine/owners.js';
import { librariesOf, projectName } from './engine/project-summary.js';
import { runInParts } from './engine/run.js';
import { servedFiles, servedProblem } from './engine/served.js';
import { servicesOf, type Service } from './engine/services.js';
import { isInside, posixPath } from './files/posix-path.js';
import type { Inputs, LinkedFiles } from './inputs.js';
import type { Evidence, Level } from './model/evidence.js';
import type { Examination, ExaminedProject, JudgedPart, RanRule } from './model/examination.js';
import type { FileFacts } from './model/facts.js';
import { withinLimit, type ScanLimit } from './model/scan-limit.js';
import { hiding } from './report/hidden-values.js';
import { placing } from './report/place-evidence.js';
import { seenWaivers, standingAttestations } from './said.js';
import { syntaxErrors } from './syntax-errors.js';

/** What of a project somebody judges, where several do. */
export interface Share {
  readonly files: ReadonlySet<string>;
  /** Whether it judges the project as a whole: its artifacts, and what kind of project it is. */
  readonly whole: boolean;
  /** Folders of the services whose kind it tells. */
  readonly services: ReadonlySet<string>;
}

/** Which share, of a project with these services. */
export type ChooseShare = (services: readonly Service[], files: ReadonlyMap<string, FileFacts>) => Share;

export interface ExamineOptions {
  /** Default: all of it. */
  readonly choose?: ChooseShare;
  readonly limit?: ScanLimit | undefined;
}

/** Everything that is to be known of the code for its report. Where only a share is judged, all of the code is still read: who calls what, and from where, is seen in the whole only. */
export function examine(inputs: Inputs, linked: LinkedFiles, { choose, limit }: ExamineOptions = {}): Examination {
  const { project, files, linkOnly } = linked;
  const vendored = inputs.discovery.files.filter(({ role }) => role === 'vendored').map(({ path }) => path);
  const served = withinLimit<ReadonlySet<string>>(limit, () => servedFiles(project, files, inputs.discovery.files, inputs.manifests.manifests), new Set());
  const leftOut = new Set([...vendored, ...served]);
  const partial = isPart(inputs);
  const services = partial ? [] : withinLimit(limit, () => servicesOf(project, files, inputs.manifests.manifests), []);
  const share = choose?.(services, files);
  const problems = { before: [...inputs.problems, ...linked.problems, ...servedProblem(served)], after: syntaxErrors(inputs, project, files, limit) };
  return {
    common: { ...commonOf(inputs, files, services), problems, partial, waivers: seenWaivers(inputs.said, { files, leftOut }) },
    parts: placedParts(inputs, linked, { leftOut, share, limit }),
    ...(!partial && share?.whole !== false && { traits: safeTraits(inputs, { project, leftOut, limit }) }),
    services: services.flatMap((service, at) => (share?.services.has(service.dir) === false ? [] : [[at, safeTraits(inputs, { project: linkOnly(service.files), leftOut, limit }, service.dir)] as const])),
  };
}

function commonOf(inputs: Inputs, files: ReadonlyMap<string, FileFacts>, services: readonly Service[]): Omit<ExaminedProject, 'problems' | 'partial' | 'waivers'> {
  const { config, discovery, manifests, versions, preset, said, baseline } = inputs;
  return {
    project: { name: projectName(discovery.root, manifests.manifests), libraries: librariesOf(files, versions, [...entries, ...(config.catalog ?? [])]), files: files.size, preset, ...(config.tier && { tier: config.tier }) },
    gate: config.gate ?? {}, rules: ranRules(inputs), known: [...said.rules.keys()], day: said.day, standings: standingAttestations(said), baseline, keepsBaseline: discovery.partial === true,
    services: services.map(({ name, dir, files: { size } }) => ({ name, dir, files: size })),
    files: [...files.keys()].map((file) => [file, services.flatMap((service, at) => (service.files.has(file) ? [at] : []))]),
  };
}

function ranRules({ rules }: Inputs): readonly RanRule[] {
  return rules.map(({ meta: { id, item, level, coverage } }) => ({ id, item, level, coverage }));
}

function placedParts(inputs: Inputs, { project, files }: LinkedFiles, { leftOut, share, limit }: { readonly leftOut: ReadonlySet<string>; readonly share: Share | undefined; readonly limit: ScanLimit | undefined }): readonly JudgedPart[] {
  const { config, artifacts, discovery, rules } = inputs;
  const options = { leftOut, configured: config.options ?? {}, limit };
  const parts = runInParts(rules, project, files, { ...options, ...(share && { share }) });
  // A value that one share finds may stand in the code that another one shows.
  const elsewhere = share ? runInParts(rules.filter(({ meta }) => meta.hides), project, files, options) : [];
  const texts = new Map(inputs.sources.map((s) => [s.path, s.text]));
  const place = placing({
    rules: ranRules(inputs), files, preset: inputs.preset,
    levels: Object.fromEntries(Object.entries(config.rules ?? {}).filter((entry): entry is [string, Level] => entry[1] !== 'off')),
    textOf: (file) => texts.get(file) ?? artifacts.textOf(file) ?? '',
    ownerOf: ownersOf(config.owners, artifacts, prefixBelow(config.folder, discovery.root)),
    hide: hiding([...parts, ...elsewhere].flatMap(({ evidence }): readonly Evidence[] => evidence)),
    answerTo: withinLimit(limit, () => declaredAnswers(project, config.controls), () => undefined),
  });
  return parts.map((part) => ({ ...part, evidence: part.evidence.map(place) }));
}

/** Where a folder lies below another, with a slash at its end; empty where it does not. */
function prefixBelow(above: string, folder: string): string {
  return folder !== above && isInside(above, folder) ? `${posixPath(above, folder)}/` : '';
}
