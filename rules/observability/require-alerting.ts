import { alertSigns } from '../../src/analysis/operations/alerts.js';
import { trackerCalls, type OperationCall } from '../../src/analysis/operations/operation-calls.js';
import type { Project } from '../../src/analysis/project.js';
import { settingAt } from '../../src/analysis/settings/setting-at.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import type { TrackerModel } from '../../src/catalog/types.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-alerting';

export default defineRule({
  meta: {
    id,
    area: 'observability',
    item: 'alerting',
    mode: 'No monitoring: users notice first',
    summary: 'Somebody is told when the service fails.',
    why: 'Without an alert the first to notice an outage are its users, and it lasts until one of them reaches somebody. An alert that nobody is told of, or that waits for a number which the code does not give, is worse: everybody believes that it is there.',
    how: 'Passes for alerting rules of Prometheus and Grafana, and for alarms in Terraform (CloudWatch, Google, Azure, Datadog, New Relic and others) that the repository keeps. An error tracker that is started in code which runs (Sentry, Bugsnag, Rollbar, Honeybadger) counts as a part: it hears of errors, not of silence. Fails for a tracker that is switched off by a constant or has an empty address, for one that is told of errors and never started, for alarms of CloudWatch and Google that tell nobody, and for rules that ask for a metric of the code\'s own family which the code does not make. All else is unknown: who is called, no code shows.',
    coverage: { practice: 'alerts', sites: 'alerts and error trackers' },
    level: 'info',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'The tracker has no address', reports: [2], dependencies: { '@sentry/node': '10.12.0' }, code: "import * as Sentry from '@sentry/node';\nSentry.init({ dsn: '' });\nsetInterval(() => {}, 1000);\n" },
      { title: 'The alarm tells nobody', file: 'infra/alarms.tf', reports: [1], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'resource "aws_cloudwatch_metric_alarm" "errors" {\n  metric_name = "5xx"\n  threshold   = 5\n}\n' },
      { title: 'The alarm calls somebody', file: 'infra/alarms.tf', reports: [], files: { 'main.js': 'setInterval(() => {}, 1000);\n' }, code: 'resource "aws_cloudwatch_metric_alarm" "errors" {\n  metric_name   = "5xx"\n  threshold     = 5\n  alarm_actions = [aws_sns_topic.pager.arn]\n}\n' },
      { title: 'The tracker is started', reports: [], dependencies: { '@sentry/node': '10.12.0' }, code: "import * as Sentry from '@sentry/node';\nSentry.init({ dsn: process.env.SENTRY_DSN });\nsetInterval(() => {}, 1000);\n" },
    ],
    blindSpots: [
      'Who is called at night, whether the message arrives, and alerts that are kept outside of the repository are not seen.',
      'Rules in templates of Helm, and what modules of Terraform make, are not read.',
      'Names of metrics are compared for prom-client only, where the code gives all of them as texts.',
    ],
    fix: { none: 'Whom to tell, of what and by which service is a decision of the team; a constant that switches it off was put there for a reason.' },
  },
  *project({ project, artifacts }) {
    const base = { rule: id, confidence: 'high', trace: [], fixes: [], data: {} } as const;
    for (const sign of alertSigns(project, artifacts)) yield { ...base, reach: 'unknown', ...sign };
    const calls = trackerCalls(project);
    for (const call of calls) yield* judge(project, call);
    yield* neverStarted(project, calls);
  },
});

type TrackerCall = OperationCall<TrackerModel>;

function baseOf(project: Project, { ref, entry }: TrackerCall): Pick<Evidence, 'rule' | 'confidence' | 'fixes' | 'trace' | 'data' | 'reach' | 'span'> {
  return { rule: id, confidence: 'high', fixes: [], data: { library: entry.name }, span: spanOf(project, ref), ...wayTo(project, ref) };
}

function* judge(project: Project, call: TrackerCall): Iterable<Evidence> {
  const { ref, entry, model } = call;
  const base = baseOf(project, call);
  if (model.does !== 'starts' || base.reach === 'script') return;
  const off = switchedOff(project, call);
  if (off !== undefined) yield { ...base, outcome: 'fail', message: `${nameOfCall(project, ref) || entry.name} is started and sends nothing: ${off}`, help: 'Take the constant out, or let the environment decide.' };
  else if (base.reach === 'unknown') yield { ...base, outcome: 'unknown', message: `${entry.name} is started at ${placeText(project, ref)}, and what reaches that is not seen` };
  else yield { ...base, outcome: 'pass', strength: 'incomplete', message: `${entry.name} is started at ${placeText(project, ref)} and hears of errors; whom it tells is not seen` };
}

function switchedOff(project: Project, { ref, model }: TrackerCall): string | undefined {
  const isAlways = (at: string, is: string | number | boolean): boolean => {
    const { state, values } = settingAt(project, ref, at);
    return state === 'set' && values.every((v) => v.is === 'literal' && v.value === is);
  };
  if (model.key !== undefined && isAlways(model.key, '')) return `its ${model.key.split('.').at(-1) ?? ''} is empty`;
  const off = model.off?.find(({ at, is }) => isAlways(at, is));
  return off && `${off.at.split('.').at(-1) ?? ''} is ${String(off.is)}`;
}

/** Errors that a tracker is told of, while nothing starts it: not here, and not in a script or a file that its name gives away. */
function* neverStarted(project: Project, calls: readonly TrackerCall[]): Iterable<Evidence> {
  const told = calls.filter(({ model }) => model.does === 'tells');
  for (const call of told.filter(({ entry }, at) => told.findIndex((one) => one.entry === entry) === at)) {
    const { entry } = call;
    const base = baseOf(project, call);
    if (base.reach === 'script' || calls.some((one) => one.entry === entry && one.model.does === 'starts')) continue;
    const starts = (entry.trackers ?? []).filter(({ does }) => does === 'starts').flatMap(({ path }) => path.replace(/^new |\(\)$/g, '').split('|'));
    const maybe = starts.some((name) => (project.calledNames.get(name) ?? []).length > 0) || [...project.evaluator.sources.files].some(([file, { imports }]) => /sentry|instrument|tracker/i.test(file) || imports.some((name) => /sentry\/(?:nextjs|remix|sveltekit|astro|nuxt)|\/(?:init|auto|preload|import)$/.test(name)));
    const name = nameOfCall(project, call.ref) || entry.name;
    if (maybe) yield { ...base, outcome: 'unknown', message: `${name} tells ${entry.name} of an error, and where that is started is not seen` };
    else yield { ...base, outcome: 'fail', message: `${name} tells ${entry.name} of an error, and nothing starts it: what it is told is thrown away`, help: `Call ${entry.name}'s ${starts[0] ?? 'start'} before anything else runs.` };
  }
}
