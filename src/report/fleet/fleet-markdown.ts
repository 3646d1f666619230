import type { Fleet, FleetService } from '../../model/fleet.js';
import { code, heading, html, joined, link, list, paragraph, table, type Inline } from '../markdown/nodes.js';
import { fit, fixedPart, rowsPart } from '../markdown/part.js';
import { isWebAddress } from '../markdown/source-link.js';
import { changeText, fleetClosing, fleetTitle, latest, openItems, trendText, verdictCounts } from './fleet-words.js';

/** What the page of a job takes: GitHub refuses more than 1 MiB. */
const limit = { most: 900_000, measure: (text: string): number => Buffer.byteLength(text) };

const glyphs: Readonly<Record<FleetService['gate'], string>> = { incomplete: '‼ incomplete', fail: '✖ fail', pass: '✔ pass' };

/** The fleet in GitHub's Markdown, for the page of a job or a wiki. What the reports say is escaped, and neither calls people nor refers to anything. */
export function renderFleetMarkdown(fleet: Fleet): string {
  const parts = [
    fixedPart(heading(3, fleetTitle(fleet))),
    ...rowsPart(fleet.services, { title: [], noun: 'service', body: (shown) => [table(['Service', 'Gate', 'Verified', 'Change', 'Possible', 'Tier', 'Errors', 'Warnings', 'Items', 'Costs most'], shown.map(serviceRow), [2, 3, 4, 6, 7])] }),
    ...rowsPart(fleet.items, { title: [heading(4, 'What they lack')], noun: 'item', body: (shown) => [table(['Item', 'Services that fail it', 'Services that meet it in part'], shown.map(({ title, fail, partial }) => [title, String(fail), String(partial)]), [1, 2])] }),
    ...rowsPart(fleet.problems, { title: [heading(4, 'Not shown')], noun: 'report', body: (shown) => [list(shown.map(({ message, help }) => `${message}${help === undefined ? '' : ` ${help}`}`))] }),
    fixedPart(paragraph(`readiness ${fleet.tool.version}`), html(`<!-- readiness:${fleetClosing(fleet)} -->`)),
  ];
  return `${fit(parts, limit)}\n`;
}

function serviceRow(service: FleetService): readonly Inline[] {
  const { name, url, folder, score, tier } = service;
  const { errors, warnings } = latest(service);
  const trend = trendText(service, 4);
  const address = url !== undefined && isWebAddress(url) ? url : undefined;
  return [
    joined([link(name, address), ...(folder === '' ? [] : [code(folder)])], ' '), glyphs[service.gate], String(score?.verified ?? '–'), `${changeText(service)}${trend === '' ? '' : ` (${trend})`}`,
    String(score?.possible ?? '–'), tier ?? 'none yet', String(errors), String(warnings), verdictCounts(service), openItems(service).slice(0, 3).map(({ title }) => title).join(', '),
  ];
}
