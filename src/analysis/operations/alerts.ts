import { spanIn } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import type { AlertRule } from '../../artifacts/monitoring.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import type { Evidence } from '../../model/evidence.js';
import type { Project } from '../project.js';
import { missingMetrics } from './own-metrics.js';

/** What an alert of the repository shows. */
export type AlertSign = Pick<Evidence, 'span' | 'outcome' | 'message' | 'help'>;

/** The alerts that the repository keeps: those that reach somebody when something is wrong, and those that cannot. */
export function alertSigns(project: Project, artifacts: Artifacts): readonly AlertSign[] {
  return artifacts.alertRules.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => value.flatMap((alert): readonly AlertSign[] => {
    const span = spanIn(path, alert.range);
    if (alert.block !== undefined && !/alarm|alert|monitor|rule_group|objective|check/.test(alert.expression)) return [];
    const fault = alert.block === undefined ? neverFires(project, artifacts, alert) : reachesNobody(alert, alert.block);
    return [fault ? { span, outcome: 'fail', ...fault } : { span, outcome: 'pass', message: `${alert.name} alerts on ${shown(alert)}` }];
  }));
}

function shown({ expression }: AlertRule): string {
  const line = expression.replace(/\s+/g, ' ').trim();
  return line === '' ? 'its queries' : line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

function neverFires(project: Project, artifacts: Artifacts, { name, expression }: AlertRule): Pick<AlertSign, 'message' | 'help'> | undefined {
  const [missing] = missingMetrics(project, artifacts, expression);
  return missing === undefined ? undefined : { message: `${name} never fires: it asks for ${missing}, and the code makes no metric of that name`, help: 'Ask for the name that the code gives the metric, or take the alert out.' };
}

/** The settings of resources of Terraform that say who hears of them. */
const heard: readonly { readonly type: RegExp; readonly by: readonly string[] }[] = [
  { type: /^aws_cloudwatch_(?:metric|composite)_alarm$/, by: ['alarm_actions', 'ok_actions', 'insufficient_data_actions'] },
  { type: /^google_monitoring_alert_policy$/, by: ['notification_channels'] },
];

function reachesNobody({ name, expression: type }: AlertRule, block: string): Pick<AlertSign, 'message' | 'help'> | undefined {
  const settings = heard.find((one) => one.type.test(type))?.by;
  const off = /^[ \t]*(?:actions_enabled|enabled)\s*=\s*false\b/m.exec(block)?.[0].trim();
  if (settings && off !== undefined) return { message: `${name} (${type}) is switched off (${off}): nobody hears of it`, help: 'Take the line out.' };
  if (!settings || settings.some((key) => new RegExp(`^[ \\t]*${key}\\s*=(?!\\s*\\[\\s*\\])`, 'm').test(block)) || /\bdynamic\s+"/.test(block)) return undefined;
  return { message: `${name} (${type}) changes its state and tells nobody: it has no ${settings[0] ?? ''}`, help: `Set ${settings[0] ?? ''} to where people are called.` };
}
