import { spanIn } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import type { Evidence } from '../../model/evidence.js';
import type { Project } from '../project.js';
import { missingMetrics } from './own-metrics.js';

/** What a dashboard of the repository shows. */
export type DashboardSign = Pick<Evidence, 'span' | 'outcome' | 'message' | 'help'>;

/** The dashboards that the repository keeps: those that show numbers, and those whose panels stay empty. */
export function dashboardSigns(project: Project, artifacts: Artifacts): readonly DashboardSign[] {
  return artifacts.dashboards.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => value.map(({ title, range, queries, shows }): DashboardSign => {
    const span = spanIn(path, range);
    const [missing] = queries.flatMap((query) => missingMetrics(project, artifacts, query));
    const name = title || path;
    if (shows === false) return { span, outcome: 'fail', message: `The dashboard ${name} shows no numbers: none of its panels asks for any`, help: 'Add panels for the rate of requests, their errors and their duration, and for what is full first.' };
    if (missing !== undefined) return { span, outcome: 'fail', message: `The dashboard ${name} asks for ${missing}, and the code makes no metric of that name: its panel is empty`, help: 'Ask for the name that the code gives the metric.' };
    return { span, outcome: 'pass', message: `${name} shows ${queries.length > 0 ? `${String(queries.length)} quer${queries.length === 1 ? 'y' : 'ies'}` : 'numbers of the service'}` };
  }));
}
