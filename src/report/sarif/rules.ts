import { itemTitles, type ItemId } from '../../model/checklist.js';
import { homepage, rulePage } from '../../model/homepage.js';
import type { Report } from '../../model/report.js';
import type { RuleMeta } from '../../model/rule.js';
import { itemReference, weaknessReference } from './taxonomies.js';
import { pascal, sarifLevel, sentence } from './words.js';

/** How bad the worst of it is, from 0.1 to 10, for the rules of the area security; GitHub calls 7 and more high, 4 and more medium. */
const severities: Readonly<Record<string, string>> = {
  'no-sql-injection': '8.8',
  'no-hardcoded-secret': '7.5',
  'require-csrf-protection': '6.5',
  'no-xss': '6.1',
  'require-input-validation': '5.3',
};

/** A rule as SARIF describes it. */
interface Descriptor extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

const problemSeverity = { error: 'error', warning: 'warning', info: 'recommendation' } as const;
/** How often findings of a level are right: measured on real services (docs/precision.md), errors are where nothing is guessed. */
const precision = { error: 'high', warning: 'medium', info: 'medium' } as const;

/** The rules that the driver has, then those of the project's own that found something. */
export function ruleDescriptors(rules: readonly RuleMeta[], report: Report): readonly Descriptor[] {
  const known = new Set(rules.map(({ id }) => id));
  const own = [...report.findings, ...report.suppressed].filter(({ rule }) => !known.has(rule));
  const items = new Map(own.map(({ rule, item }) => [rule, item]));
  return [...rules.map(descriptor), ...[...items].map(([id, item]) => ownDescriptor(id, item))];
}

function descriptor(meta: RuleMeta): Descriptor {
  const { id, summary, why, how, level, area, item, weakness } = meta;
  const severity = area === 'security' ? severities[id] : undefined;
  return {
    id,
    ...{ name: pascal(id), shortDescription: { text: sentence(summary, 1024) }, fullDescription: { text: sentence(why, 1024) } },
    help: { text: sentence(`${sentence(why)} ${how}`), markdown: helpMarkdown(meta) },
    helpUri: rulePage(id),
    defaultConfiguration: { level: sarifLevel[level] },
    relationships: [itemReference(item), ...(weakness === undefined ? [] : [weaknessReference(weakness)])],
    properties: {
      tags: [area, item, ...(weakness === undefined ? [] : [`external/cwe/cwe-${String(weakness).padStart(3, '0')}`])],
      precision: precision[level],
      'problem.severity': problemSeverity[level],
      ...(severity !== undefined && { 'security-severity': severity }),
    },
  };
}

/** Of a rule that the project brings, a report knows no more than its name and its item. */
function ownDescriptor(id: string, item: ItemId): Descriptor {
  const text = `A rule of the project's own, for "${itemTitles[item]}".`;
  return {
    id,
    ...{ name: pascal(id), shortDescription: { text }, fullDescription: { text }, help: { text }, helpUri: homepage },
    relationships: [itemReference(item)],
    properties: { tags: [item] },
  };
}

function helpMarkdown({ id, why, how, examples, blindSpots }: RuleMeta): string {
  const bad = examples.find(({ reports }) => reports.length > 0);
  const good = examples.find(({ reports }) => reports.length === 0);
  return [
    ...[why, '## How it decides', how],
    ...(bad ? ['## Bad', `${bad.title}:`, fenced(bad.code)] : []),
    ...(good ? ['## Good', `${good.title}:`, fenced(good.code)] : []),
    ...(blindSpots.length > 0 ? ['## Blind spots', blindSpots.map((spot) => `- ${spot}`).join('\n')] : []),
    `[${id}](${rulePage(id)})`,
  ].join('\n\n');
}

function fenced(code: string): string {
  return `\`\`\`ts\n${code.trimEnd()}\n\`\`\``;
}
