import type { Checklist } from '../model/checklist.js';
import type { FleetMoment, FleetService } from '../model/fleet.js';
import type { Report } from '../model/report.js';
import { verdict } from '../report/verdict.js';

/** How a service stands by one report. */
export interface Standing extends Omit<FleetService, 'trend' | 'change'> {
  readonly moment: FleetMoment;
}

/** How the services of a report stand: each of a monorepo, or the project as the one that it is. What the report was compared with does not count. */
export function standingsOf(report: Report, file: string): readonly Standing[] {
  const { comparison: _, ...alone } = report;
  const { gate, reasons, errors, warnings } = verdict(alone);
  const { project: { name, tier: aim }, revision, services } = report;
  const common = {
    report: file, gate, reasons, ...(aim && { aim }),
    ...(revision?.url !== undefined && { url: revision.url }), ...(revision?.branch !== undefined && { branch: revision.branch }),
  };
  const folder = revision?.folder ?? '';
  const momentOf = (checklist: Checklist, counts: Pick<FleetMoment, 'errors' | 'warnings'>): FleetMoment => ({
    ...counts, ...(checklist.score && { verified: checklist.score.verified }),
    ...(revision && { commit: revision.commit, ...(revision.date !== undefined && { date: revision.date }) }),
  });
  if (services.length === 0) return [{ ...common, name, folder, ...decided(report.checklist), moment: momentOf(report.checklist, { errors, warnings }) }];
  return services.map((service) => ({ ...common, name: service.name, project: name, folder: [folder, service.dir].filter(Boolean).join('/'), ...decided(service.checklist), moment: momentOf(service.checklist, { errors: service.errors, warnings: service.warnings }) }));
}

function decided({ score, unscored, tier, items }: Checklist): Pick<FleetService, 'score' | 'unscored' | 'tier' | 'items'> {
  return {
    ...(score && { score }), ...(unscored !== undefined && { unscored }), ...(tier && { tier }),
    items: items.map(({ id, title, verdict: one, points: { earned, of } }) => ({ id, title, verdict: one, lost: Math.round((of - earned) * 100) / 100 })),
  };
}
