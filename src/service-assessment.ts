import { ranRules, safeTraits, type Judged } from './assessment.js';
import { assess } from './checklist/assess.js';
import { servicesOf, type Service } from './engine/services.js';
import type { Inputs, Linked } from './inputs.js';
import type { Checklist } from './model/checklist.js';
import type { FileFacts } from './model/facts.js';

/** A service of a monorepo with its own checklist. */
export interface AssessedService extends Service {
  readonly checklist: Checklist;
  /** Whether what stands in a file is said of this service: its own files, what it imports, and what lies outside of all services and is no source. */
  readonly concerns: (file: string) => boolean;
}

/** Decides the checklist of each service by what concerns it. Empty where the project is one service. */
export function assessServices(inputs: Inputs, { project, leftOut, linkOnly, files, evidence, statements, problems }: Judged & Linked & { readonly files: ReadonlyMap<string, FileFacts> }): readonly AssessedService[] {
  const services = servicesOf(project, files, inputs.manifests.manifests);
  return services.map((service) => {
    const elsewhere = services.flatMap(({ dir }) => (dir === service.dir || dir === '' ? [] : [dir]));
    const concerns = (file: string): boolean => (files.has(file) ? service.files.has(file) : (service.dir !== '' && isBelow(file, service.dir)) || !elsewhere.some((dir) => isBelow(file, dir)));
    const { traits } = safeTraits(inputs, { project: linkOnly(service.files), leftOut }, service.dir);
    const checklist = assess({ ...ranRules(inputs), traits, evidence: evidence.filter(({ span }) => concerns(span.file)), problems: problems.filter(({ file }) => file === undefined || concerns(file)), partial: false, statements }).checklist;
    return { ...service, checklist, concerns };
  });
}

function isBelow(file: string, dir: string): boolean {
  return file.startsWith(`${dir}/`);
}
