import type { VNode } from 'preact';
import type { Comparison, ItemChange } from '../../model/comparison.js';
import type { Report } from '../../model/report.js';
import { findingAnchor, itemAnchor, type Page } from './page.js';
import { Badge, Section, Table } from './parts.js';
import { PlaceLink } from './place-link.js';
import { counted, levelMarks, markOf, points, signed } from './words.js';

const most = 30;

/** What the change did, where the report was compared with a base. */
export function ComparisonSection({ page }: { readonly page: Page }): VNode | null {
  const { report } = page;
  const { comparison } = report;
  if (!comparison) return null;
  const { base, items, fixed, waivers } = comparison;
  const added = report.findings.filter(({ fingerprint }) => page.added.has(fingerprint));
  return (
    <Section id="comparison" title={`Changed since ${base.ref}`} lead={`${counted(items.length, 'item')} changed, ${counted(added.length, 'finding')} came, ${counted(fixed.length, 'finding')} went${waivers.length === 0 ? '' : `, ${counted(waivers.length, 'waiver')} came`}.${base.complete ? '' : ' Of the base not everything was judged.'}`}>
      {items.length === 0 ? null : (
        <Table caption="Items that changed" head={['Item', 'Before', 'After', '#Points', 'Why']}>
          {items.map((item) => <ItemRow key={item.id} item={item} />)}
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

function More({ count }: { readonly count: number }): VNode | null {
  return count > 0 ? <p class="quiet">… and {count} more, not listed here: <code>readiness scan --format json</code></p> : null;
}

function ItemRow({ item: { id, title, before, after, points: change, reasons } }: { readonly item: ItemChange }): VNode {
  return (
    <tr>
      <th scope="row"><a href={`#${itemAnchor(id)}`}>{title}</a></th>
      <td><Badge mark={markOf(before)} /></td>
      <td><Badge mark={markOf(after)} /></td>
      <td class="number">{signed(change)}</td>
      <td>{reasons.after}{reasons.before === reasons.after ? null : <span class="quiet"> (before: {reasons.before})</span>}</td>
    </tr>
  );
}

/** From the base's points to today's, item by item, in hundredths: it sums exactly. */
function Waterfall({ report, comparison: { base, items, points: change } }: { readonly report: Report; readonly comparison: Comparison }): VNode | null {
  if (change === undefined || !report.checklist.score) return null;
  const now = report.checklist.items.reduce((sum, item) => sum + Math.round(item.points.earned * 100), 0);
  const start = now - Math.round(change * 100);
  const steps = items.filter((item) => Math.round(item.points * 100) !== 0);
  const ends = steps.reduce<readonly number[]>((sums, item) => [...sums, (sums.at(-1) ?? start) + Math.round(item.points * 100)], [start]);
  const low = Math.max(Math.min(...ends) - 200, 0);
  const scale = 100 / Math.max(Math.max(...ends, now) + 100 - low, 1);
  const bar = (from: number, to: number, tone: string): VNode => (
    <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect x={(Math.min(from, to) - low) * scale} width={Math.max(Math.abs(to - from) * scale, 0.4)} height="12" class={`fill-${tone}`} />
    </svg>
  );
  return (
    <Table caption="How the points changed" head={['From base to now', '#Points', 'Drawn']} foot={<tr><th scope="row">Now</th><td class="number">{points(now / 100)}</td><td>{bar(low, now, 'quiet')}</td></tr>}>
      <tr><th scope="row">{base.ref}</th><td class="number">{points(start / 100)}</td><td>{bar(low, start, 'quiet')}</td></tr>
      {steps.map((item, at) => <tr key={item.id}><th scope="row">{item.title}</th><td class="number">{signed(item.points)}</td><td>{bar(ends[at] ?? start, ends[at + 1] ?? start, item.points < 0 ? 'bad' : 'good')}</td></tr>)}
    </Table>
  );
}
