import type { VNode } from 'preact';
import type { FleetService } from '../../model/fleet.js';
import { tiers } from '../../model/checklist.js';
import { filterKey, Filters } from '../html/filters.js';
import { Badge, Section, Table } from '../html/parts.js';
import { ScoreBar } from '../html/score-gauge.js';
import type { Mark } from '../html/words.js';
import { isWebAddress } from '../markdown/source-link.js';
import { changeText, latest, openItems, trendText, verdictCounts } from './fleet-words.js';

const marks: Readonly<Record<FleetService['gate'], Mark>> = {
  incomplete: { glyph: '‼', word: 'incomplete', tone: 'bad' },
  fail: { glyph: '✖', word: 'fail', tone: 'bad' },
  pass: { glyph: '✔', word: 'pass', tone: 'good' },
};

const noTier = 'none yet';
const mostItems = 3;
const mostMoments = 8;

/** A row a service. Filters are there where scripts run. */
export function FleetTable({ services }: { readonly services: readonly FleetService[] }): VNode {
  return (
    <Section id="services" title="Services">
      <Filters list="fleet" noun="services" keys={[
        filterKey('gate', 'Gate', services, { of: ({ gate }) => gate, order: Object.keys(marks), text: (gate) => gate }),
        filterKey('tier', 'Tier', services, { of: ({ tier }) => tier ?? noTier, order: [noTier, ...tiers], text: (tier) => tier }),
      ]} />
      <div id="fleet">
        <Table caption="Services, what needs attention first" head={['Service', 'Gate', '#Verified', '#Possible', 'Score', 'Trend', 'Tier', '#Errors', '#Warnings', 'Items, and what costs most', 'Scanned']}>
          {services.map((service, at) => <Row key={`${service.report} ${service.folder} ${service.name}`} service={service} at={at} />)}
        </Table>
      </div>
    </Section>
  );
}

function Row({ service, at }: { readonly service: FleetService; readonly at: number }): VNode {
  const { gate, reasons, score, unscored, tier, aim } = service;
  const { errors, warnings } = latest(service);
  return (
    <tr data-entry data-gate={gate} data-tier={tier ?? noTier}>
      <th scope="row"><Name service={service} /></th>
      <td><Badge mark={marks[gate]} />{reasons.map((reason) => <div key={reason} class="quiet">{reason}</div>)}</td>
      <td class="number">{score?.verified ?? '–'}</td>
      <td class="number">{score?.possible ?? '–'}</td>
      <td>{score ? <ScoreBar id={`stripes-fleet-${String(at)}`} score={score} /> : unscored}</td>
      <td><Trend service={service} /></td>
      <td>{tier ?? noTier}{aim === undefined || aim === tier ? null : <div class="quiet">made for {aim}</div>}</td>
      <td class="number">{errors}</td>
      <td class="number">{warnings}</td>
      <td><Items service={service} /></td>
      <td><Scanned service={service} /></td>
    </tr>
  );
}

function Name({ service: { name, project, url, folder } }: { readonly service: FleetService }): VNode {
  return (
    <>
      {url !== undefined && isWebAddress(url) ? <a href={url} rel="noreferrer noopener">{name}</a> : name}
      {project === undefined && folder === '' ? null : <><br /><code class="quiet">{folder === '' ? project : folder}</code></>}
    </>
  );
}

/** Numbers for all, and a line for those who see. */
function Trend({ service }: { readonly service: FleetService }): VNode {
  const scores = service.trend.flatMap(({ verified }) => verified ?? []);
  if (scores.length < 2) return <span class="quiet">no earlier report</span>;
  return (
    <>
      <strong>{changeText(service)}</strong>
      <Spark scores={scores} />
      <span class="quiet">{trendText(service, mostMoments)}</span>
    </>
  );
}

/** From 0 to 100, so that lines of several services can be compared. */
function Spark({ scores }: { readonly scores: readonly number[] }): VNode {
  const points = scores.map((score, at) => [(at * 100) / Math.max(scores.length - 1, 1), 22 - score / 5] as const);
  const [x, y] = points.at(-1) ?? [0, 0];
  return (
    <svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points.map((point) => point.map((n) => n.toFixed(1)).join(',')).join(' ')} />
      <circle cx={x} cy={y} r="1.8" />
    </svg>
  );
}

function Items({ service }: { readonly service: FleetService }): VNode {
  const open = openItems(service).slice(0, mostItems);
  return (
    <>
      {verdictCounts(service)}
      {open.length === 0 ? null : <ul class="places">{open.map(({ id, title, lost }) => <li key={id}>{title} <span class="quiet">−{lost.toFixed(2)}</span></li>)}</ul>}
    </>
  );
}

function Scanned({ service }: { readonly service: FleetService }): VNode {
  const { commit, date } = latest(service);
  return (
    <>
      {date === undefined ? null : <span class="date"><time dateTime={date}>{date.slice(0, 10)}</time></span>} {commit === undefined ? null : <code>{commit.slice(0, 7)}</code>}
      <div class="quiet">{service.report}</div>
    </>
  );
}
