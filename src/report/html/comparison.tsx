import type { VNode } from 'preact';
import type { Comparison, ItemChange } from '../../model/comparison.js';
import type { Report } from '../../model/report.js';
import { baseText, pointsText } from '../comparison-text.js';
import { findingAnchor, itemAnchor, type Page } from './page.js';
import { Badge, Section, Table } from './parts.js';
import { PlaceLink } from './place-link.js';
import { counted } from '../plural.js';
import { sumOfPoints } from '../sum-of-points.js';
import { levelMarks, markOf, points } from './words.js';

const most = 30;
/** Points below which an item that keeps its verdict is not named. */
const leastPoints = 0.05;

/** What the change did, where the report was compared with a base. */
export function ComparisonSection({ page }: { readonly page: Page }): VNode | null {
  const { report } = page;
  const { comparison } = report;
  if (!comparison) return null;
  const { base, items, fixed, waivers } = comparison;
  const slight = items.filter(isSlight);
  const added = report.findings.filter(({ fingerprint }) => page.added.has(fingerprint));
  return (
    <Section id="comparison" title={`Changed since ${baseText(base)}`} lead={`${counted(items.length, 'item')} changed, ${counted(added.length, 'finding')} came, ${counted(fixed.length, 'finding')} went${waivers.length === 0 ? '' : `, ${counted(waivers.length, 'waiver')} came`}.${base.empty ? ' The base has no source in this folder: all is new.' : base.complete ? '' : ` Of the base not everything was judged${base.problem === undefined ? '' : `: ${base.problem}`}.`}`}>
      {items.length === 0 ? null : (
        <Table caption="Items that changed" head={['Item', 'Before', 'After', '#Points', 'Why']}>
          {items.filter((item) => !isSlight(item)).map((item) => <ItemRow key={item.id} item={item} />)}
          {slight.length === 0 ? null : <tr><th scope="row">{counted(slight.length, 'other item')}</th><td /><td /><td class="number">{pointsText(sumOfPoints(slight))}</td><td class="quiet">by rounding, and by the weight of others</td></tr>}
        </Table>
      )}
      <Waterfall report={report} comparison={comparison} />
      {added.length === 0 ? null : (
        <>
          <h3>New findings</h3>
          <ul>{added.slice(0, most).map((finding) => <li key={finding.fingerprint}><Badge mark={levelMarks[finding.level]} /> <a class="place" href={`#${findingAnchor(finding)}`}><code>{finding.file}:{finding.line}</code></a> {finding.message}</li>)}</ul>
          <More count={added.length - most} />
        </>
      )}
      {fixed.length === 0 ? null : (
        <>
          <h3>Fixed</h3>
          <ul>{fixed.slice(0, most).map((finding) => <li key={finding.fingerprint}><Badge mark={{ glyph: '✔', word: 'fixed', tone: 'good' }} /> <code>{finding.rule}</code> {finding.file}:{finding.line} {finding.message}</li>)}</ul>
          <More count={fixed.length - most} />
        </>
      )}
      {waivers.length === 0 ? null : (
        <>
          <h3>New waivers</h3>
          <ul>{waivers.map((waiver) => <li key={`${waiver.file}:${String(waiver.line)}`}><PlaceLink file={waiver.file} line={waiver.line} revision={report.revision} /> {waiver.rule ?? 'all rules'}: {waiver.reason} ({waiver.owner ?? 'nobody'}, {waiver.until === undefined ? 'no end' : `until ${waiver.until}`})</li>)}</ul>
        </>
      )}
    </Section>
  );
}

/** Only rounding and the weight of other items moved it. */
function isSlight({ before, after, worse, points: change }: ItemChange): boolean {
  return before === after && !worse && Math.abs(change) < leastPoints;
}

function More({ count }: { readonly count: number }): VNode | null {
  return count > 0 ? <p class="quiet">… and {count} more, not listed here: <code>readiness scan --format json</code></p> : null;
}

function ItemRow({ item: { id, title, before, after, points: change, reasons } }: { readonly item: ItemChange }): VNode {
  return (
    <tr>
      <th scope="row"><a href={`#${itemAnchor(id)}`}>{title}</a></th>
      <td><Badge mark={markOf(before)} /></td>
      <td><Badge mark={markOf(after)} /></td>
      <td class="number">{pointsText(change)}</td>
      <td>{reasons.after}{reasons.before === reasons.after ? null : <span class="quiet"> (before: {reasons.before})</span>}</td>
    </tr>
  );
}

/** From the base's points to today's, item by item, in hundredths: it sums exactly. */
function Waterfall({ report, comparison: { base, items, points: change } }: { readonly report: Report; readonly comparison: Comparison }): VNode | null {
  if (change === undefined || !report.checklist.score) return null;
  const now = report.checklist.items.reduce((sum, item) => sum + Math.round(item.points.earned * 100), 0);
  const start = now - Math.round(change * 100);
  const slight = items.filter(isSlight);
  const steps = [...items.filter((item) => !isSlight(item)), ...(slight.length === 0 ? [] : [{ title: counted(slight.length, 'other item'), points: sumOfPoints(slight) }])].filter((item) => Math.round(item.points * 100) !== 0);
  const ends = steps.reduce<readonly number[]>((sums, item) => [...sums, (sums.at(-1) ?? start) + Math.round(item.points * 100)], [start]);
  const low = Math.max(Math.floor(Math.min(...ends) / 100) - 1, 0) * 100;
  const high = (Math.ceil(Math.max(...ends) / 100) + 1) * 100;
  const percent = (hundredths: number): string => `${((hundredths * 100) / (high - low)).toFixed(2)}%`;
  const total = (at: number): VNode => <svg class="bar" aria-hidden="true"><rect x={percent(at - low)} width="3" height="100%" class="fill-text" /></svg>;
  const step = (from: number, to: number): VNode => <svg class="bar" aria-hidden="true"><rect x={percent(Math.min(from, to) - low)} width={percent(Math.abs(to - from))} height="100%" class={to < from ? 'fill-bad' : 'fill-good'} /></svg>;
  return (
    <Table caption="How the points changed" head={['From base to now', '#Points', `From ${String(low / 100)} to ${String(high / 100)}`]} foot={<tr><th scope="row">Now</th><td class="number">{points(now / 100)}</td><td class="bar-cell">{total(now)}</td></tr>}>
      <tr><th scope="row">{baseText(base)}</th><td class="number">{points(start / 100)}</td><td class="bar-cell">{total(start)}</td></tr>
      {steps.map((item, at) => <tr key={item.title}><th scope="row">{item.title}</th><td class="number">{pointsText(item.points)}</td><td class="bar-cell">{step(ends[at] ?? start, ends[at + 1] ?? start)}</td></tr>)}
    </Table>
  );
}
