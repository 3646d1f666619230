import { flagCalls, importersOf, type OperationCall } from '../../src/analysis/operations/operation-calls.js';
import type { Project } from '../../src/analysis/project.js';
import { settingAt } from '../../src/analysis/settings/setting-at.js';
import { nameOfCall, placeText, spanOf, wayTo } from '../../src/analysis/site.js';
import type { FlagModel } from '../../src/catalog/types.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'require-feature-flags';

export default defineRule({
  meta: {
    id,
    area: 'deployment',
    item: 'feature-flags',
    mode: 'A feature that fails can only be taken back by a deploy',
    summary: 'Features can be switched off while the service runs.',
    why: 'A new feature that overloads the database takes the whole service with it until another version is built, tested and rolled out. A flag takes it back in seconds. Flags that no service is asked for, or that the service waits for without a time when it starts, give the outage without the remedy.',
    how: 'Looks for flags of LaunchDarkly, Unleash, OpenFeature, Flagsmith, GrowthBook, ConfigCat, PostHog, Statsig and Split that are asked for by code which a request, a worker or the start reaches: passes there. A client that is made while nothing asks for a flag counts a quarter. Fails for flags that nobody can switch: OpenFeature without a provider, or with flags written in the code, and clients that are told to stay offline; and for a start that waits for the flags without a time. A library that is imported and whose calls are not followed is unknown; flags of other kinds (tables of one\'s own, platforms) have to be attested.',
    coverage: { practice: 'feature flags', sites: 'uses of flags' },
    level: 'info',
    scope: 'project',
    gate: [],
    examples: [
      { title: 'Nobody says where the flags come from', reports: [4], dependencies: { express: '5.1.0', '@openfeature/server-sdk': '1.23.0' }, code: "import express from 'express';\nimport { OpenFeature } from '@openfeature/server-sdk';\nconst app = express();\napp.get('/livez', async (req, res) => res.json(await OpenFeature.getClient().getBooleanValue('search', false)));\nconst server = app.listen(3000);\nprocess.on('SIGTERM', () => server.close());\n" },
      { title: 'The service does not start while the flags are away', reports: [3], dependencies: { '@launchdarkly/node-server-sdk': '9.13.7' }, code: "import { init } from '@launchdarkly/node-server-sdk';\nconst client = init(process.env.SDK_KEY ?? '');\nawait client.waitForInitialization();\nsetInterval(() => void client.variation('search', { key: 'service' }, false), 60_000);\n" },
      { title: 'A flag that a request asks for', reports: [], dependencies: { express: '5.1.0', 'unleash-client': '6.12.1' }, code: "import express from 'express';\nimport { initialize } from 'unleash-client';\nconst unleash = initialize({ url: process.env.UNLEASH_URL ?? '', appName: 'shop' });\nunleash.on('error', console.error);\nconst app = express();\napp.get('/livez', (req, res) => res.json(unleash.isEnabled('search')));\nconst server = app.listen(3000);\nprocess.on('SIGTERM', () => server.close());\n" },
      { title: 'It starts with defaults after five seconds', reports: [], dependencies: { '@launchdarkly/node-server-sdk': '9.13.7' }, code: "import { init } from '@launchdarkly/node-server-sdk';\nconst client = init(process.env.SDK_KEY ?? '');\nawait client.waitForInitialization({ timeout: 5 }).catch(console.error);\nsetInterval(() => void client.variation('search', { key: 'service' }, false), 60_000);\n" },
    ],
    blindSpots: [
      'Flags that are kept in a table, a file or a variable of the environment are not recognised, nor are those of a platform in front of the service.',
      'Which features have a flag, and whether somebody has tried to switch one off, no code shows.',
    ],
    fix: { none: 'Which parts can be switched, and by which service, is a decision of the team.' },
  },
  *project({ project }) {
    const calls = flagCalls(project);
    const provides = calls.filter(({ model }) => model.does === 'provides');
    const switched = new Set(calls.filter((call) => isOff(project, call)).map(({ entry }) => entry));
    for (const call of calls) yield* judge(project, call, provides, switched.has(call.entry));
    for (const { file, name } of calls.length === 0 ? importersOf(project, 'flags') : []) yield { ...baseOf(project, undefined), span: { file, start: 0, end: 0 }, outcome: 'unknown', message: `${file} imports ${name}, and no use of a flag was recognised` };
    yield* unused(project, calls);
  },
});

type FlagCall = OperationCall<FlagModel>;

function baseOf(project: Project, call: FlagCall | undefined): Pick<Evidence, 'rule' | 'confidence' | 'fixes' | 'trace' | 'data' | 'reach'> {
  const way = call ? wayTo(project, call.ref) : { reach: 'unknown' as const, trace: [] };
  return { rule: id, confidence: 'high', fixes: [], data: call ? { library: call.entry.name } : {}, ...way };
}

function isOff(project: Project, { ref, model }: FlagCall): boolean {
  if (model.off === undefined) return false;
  const { values, state } = settingAt(project, ref, model.off);
  return state === 'set' && values.every((v) => v.is === 'literal' && v.value === true);
}

function* judge(project: Project, call: FlagCall, provides: readonly FlagCall[], isSwitchedOff: boolean): Iterable<Evidence> {
  const { ref, entry, model } = call;
  const base = { ...baseOf(project, call), span: spanOf(project, ref) };
  const name = nameOfCall(project, ref) || entry.name;
  const fault = { ...base, outcome: 'fail' } as const;
  if (isOff(project, call)) yield { ...fault, message: `${name} stays offline (${model.off?.split('.').at(-1) ?? ''}: true): each flag is its default, and nobody can switch one`, help: `${model.advice ?? ''}.` };
  const fixed = model.does === 'provides' ? fixedProvider(project, call) : undefined;
  if (fixed !== undefined && provides.length === 1) yield { ...fault, message: `${name} is given ${fixed}, whose flags stand in the code: to switch one takes a deploy`, help: `${model.advice ?? ''}.` };
  if (model.does === 'waits' && model.deadline !== undefined && project.evaluator.call(ref)?.dropped !== true) {
    const { state } = settingAt(project, ref, model.deadline);
    if (state === 'missing') yield { ...base, outcome: 'fail', covered: true, message: `${name} waits for ${entry.name} as long as it is away: no instance starts during its outage`, help: `${model.advice ?? ''}.` };
  }
  if (model.does !== 'asks' || base.reach === 'script') return;
  const isWithout = model.needsProvider === true && provides.length === 0;
  if (isWithout) {
    const isFirst = !flagCalls(project).some((other) => other.model === model && (other.ref.file < ref.file || (other.ref.file === ref.file && other.ref.call < ref.call)));
    if (isFirst) yield { ...fault, message: `${name} asks for a flag, and nothing sets a provider: each flag is its default for ever`, help: `${model.advice ?? ''}.` };
  } else if (isSwitchedOff || provides.some((one) => fixedProvider(project, one) !== undefined)) return;
  else if (base.reach === 'unknown') yield { ...base, outcome: 'unknown', message: `${name} asks ${entry.name} for a flag, and what reaches it is not seen` };
  else yield { ...base, outcome: 'pass', message: `${name} at ${placeText(project, ref)} asks ${entry.name} for a flag` };
}

/** The name of a provider that holds its flags itself, where it is the only one that is given. */
function fixedProvider(project: Project, { ref, model }: FlagCall): string | undefined {
  const args = project.evaluator.call(ref)?.args ?? [];
  const made = args.flatMap((arg) => project.evaluator.evaluate(ref.file, arg)).flatMap((v) => (v.is === 'library' ? v.path.flatMap((step) => ('member' in step ? [step.member] : [])) : []));
  return model.fixed?.find((name) => made.includes(name));
}

/** A client that is there while no flag of its library is asked for. */
function* unused(project: Project, calls: readonly FlagCall[]): Iterable<Evidence> {
  const started = calls.filter(({ model }) => model.does === 'starts');
  for (const call of started.filter(({ entry }, at) => started.findIndex((one) => one.entry === entry) === at)) {
    if (calls.some(({ entry, model }) => entry === call.entry && model.does === 'asks')) continue;
    const names = (call.entry.flags ?? []).filter(({ does }) => does === 'asks').flatMap(({ path }) => path.replace(/^\w+\./, '').split('|'));
    const maybe = names.flatMap((name) => project.calledNames.get(name) ?? []).find(({ file }) => !project.isScript(file));
    const base = { ...baseOf(project, call), span: spanOf(project, call.ref) };
    if (maybe) yield { ...base, outcome: 'unknown', message: `${call.entry.name} is set up, and whether ${placeText(project, maybe)} asks it for a flag is not seen` };
    else yield { ...base, outcome: 'pass', strength: 'unused', message: `${call.entry.name} is set up, and no flag is asked for` };
  }
}
