import { ranRules, safeTraits, type Judged } from './assessment.js';
import { assess } from './checklist/assess.js';
import { servicesOf, type Service } from './engine/services.js';
import type { Inputs, Linked } from './inputs.js';
import type { Checklist } from './model/checklist.js';
import type { FileFacts } from './model/facts.js';
import type { Problem } from './model/report.js';

/** A service of a monorepo with its own checklist. */
export interface AssessedService extends Service {
  readonly checklist: Checklist;
  /** Whether what stands in a file is said of this service: its own files, what it imports, and what lies outside of all services and is no source. */
  readonly concerns: (file: string) => boolean;
}

interface AssessedServices {
  readonly services: readonly AssessedService[];
  /** What went wrong on the way. */
  readonly problems: readonly Problem[];
}

/** Decides the checklist of each service by what concerns it. None where the project is one service. */
export function assessServices(inputs: Inputs, { project, leftOut, linkOnly, files, evidence, statements, limit, problems }: Judged & Linked & { readonly files: ReadonlyMap<string, FileFacts> }): AssessedServices {
  const services = servicesOf(project, files, inputs.manifests.manifests);
  const own: Problem[] = [];
  const assessed = services.map((service) => {
    const elsewhere = services.flatMap(({ dir }) => (dir === service.dir || dir === '' ? [] : [dir]));
    const concerns = (file: string): boolean => (files.has(file) ? service.files.has(file) : (service.dir !== '' && isBelow(file, service.dir)) || !elsewhere.some((dir) => isBelow(file, dir)));
    const told = safeTraits(inputs, { project: linkOnly(service.files), leftOut, limit }, service.dir);
    own.push(...told.problems);
    const checklist = assess({ ...ranRules(inputs), traits: told.traits, evidence: evidence.filter(({ span }) => concerns(span.file)), problems: [...problems, ...told.problems].filter(({ file }) => file === undefined || concerns(file)), partial: false, statements }).checklist;
    return { ...service, checklist, concerns };
  });
  return { services: assessed, problems: own.slice(0, 1) };
}

function isBelow(file: string, dir: string): boolean {
  return file.startsWith(`${dir}/`);
}
