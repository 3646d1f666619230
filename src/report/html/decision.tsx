import type { VNode } from 'preact';
import { tiers } from '../../model/checklist.js';
import type { Report } from '../../model/report.js';
import { addedText, pointsText } from '../comparison-text.js';
import { plural } from '../plural.js';
import { verdict, type Verdict } from '../verdict.js';
import { itemAnchor, type Page } from './page.js';
import { LinkList } from './parts.js';
import { counted } from '../plural.js';
import { capital } from './words.js';

const most = 4;
const ordinals = ['the first', 'the second', 'the third', 'the last'];

/** What was decided, before anything else: the gate, what fails it, and what keeps the next tier away. */
export function Decision({ page }: { readonly page: Page }): VNode {
  const { report } = page;
  const result = verdict(report);
  const { glyph, title, tone } = headings[result.gate];
  return (
    <div class={`decision ${tone}`}>
      <h2><span aria-hidden="true">{glyph}</span> {title}</h2>
      <p>{reasonsOf(report, result).join(' · ')}{result.gate === 'fail' ? <> · <a href="#fix-first">what to fix first</a></> : result.gate === 'incomplete' ? <> · <a href="#unjudged">what was not judged</a></> : null}</p>
      <NextTier report={report} />
    </div>
  );
}

const headings = {
  pass: { glyph: '✔', title: 'Gate passed', tone: 'good' },
  fail: { glyph: '✖', title: 'Gate failed', tone: 'bad' },
  incomplete: { glyph: '‼', title: 'Scan incomplete: not everything was judged', tone: 'bad' },
} as const satisfies Record<Verdict['gate'], { readonly glyph: string; readonly title: string; readonly tone: string }>;

/** Of a comparison first what is new, which is what its gate judges. */
function reasonsOf(report: Report, result: Verdict): readonly string[] {
  const { project, comparison, findings } = report;
  const { errors, warnings, infos, reasons } = result;
  const known = findings.filter((finding) => finding.known === true).length;
  const added = addedText(result);
  return [
    ...(added === undefined ? [] : [added]),
    ...reasons,
    `${added === undefined ? '' : 'in all '}${[plural(errors, 'error'), plural(warnings, 'warning'), ...(infos > 0 ? [counted(infos, 'info')] : [])].join(', ')} in ${counted(project.files, 'file')}`,
    ...(known > 0 ? [`${counted(known, 'finding')} of the baseline not counted`] : []),
    ...(comparison?.points === undefined ? [] : [`${pointsText(comparison.points)} points against ${comparison.base.ref}`]),
  ];
}

/** The tier that it is made for may lie beyond the next one; what blocks that is named first all the same. */
function NextTier({ report: { checklist, project } }: { readonly report: Report }): VNode | null {
  const next = checklist.tiers.find(({ reached }) => !reached);
  if (!checklist.score || checklist.tiers.length === 0) return null;
  const reached = `Tier reached: ${checklist.tier ?? 'none yet'}${project.tier === undefined ? '' : `, made for ${project.tier}`}.`;
  if (next === undefined) return <p>{reached}</p>;
  const titles = new Map(checklist.items.map(({ id, title }) => [id, title]));
  const { blocking, unseen } = next;
  const [named, unnamed] = blocking.length > 0 ? [blocking, unseen] : [unseen, []];
  const rest = named.length - most;
  return (
    <p>
      {reached} <strong>{capital(next.tier)}</strong>, {ordinals[tiers.indexOf(next.tier)]} of {tiers.length}, {blocking.length > 0 ? 'is blocked by' : 'needs evidence of'}{' '}
      <LinkList links={named.slice(0, most).map((id) => ({ href: `#${itemAnchor(id)}`, text: titles.get(id) ?? id }))} />
      {rest > 0 ? <> and <a href="#overview">{rest} more</a></> : null}
      {unnamed.length > 0 ? <>, and needs evidence of <a href="#overview">{counted(unnamed.length, 'item')}</a></> : null}.
    </p>
  );
}
