import type { VNode } from 'preact';
import type { Problem, RuleCoverage } from '../../model/report.js';
import { listProblems } from '../listing.js';
import type { Page } from './page.js';
import { Badge, Section, Table } from './parts.js';
import { PlaceLink } from './place-link.js';

const most = 50;

/** What kept the scan from seeing everything, and how far each practice was seen. */
export function Unjudged({ page: { report } }: { readonly page: Page }): VNode {
  const problems = listProblems(report);
  const rest = problems.length - most;
  const rules = Object.entries(report.coverage).toSorted(([, one], [, other]) => sites(other) - sites(one));
  const judged = rules.filter(([, coverage]) => sites(coverage) > 0);
  const idle = rules.filter(([, coverage]) => sites(coverage) === 0);
  return (
    <Section id="unjudged" title="What was looked at, and what was not" lead={problems.length === 0 ? 'Every file was read, and no rule failed.' : undefined}>
      {problems.length === 0 ? null : (
        <ul class="problems">
          {problems.slice(0, most).map((problem, at) => <ProblemEntry key={at} problem={problem} revision={report.revision} />)}
          {rest > 0 ? <li class="quiet">… and {rest} more: <code>readiness scan --full</code></li> : null}
        </ul>
      )}
      {judged.length === 0 ? null : (
        <Table caption="Coverage of each practice" head={['Practice', 'Rule', '#Right', '#Open', '#Not clear', 'Of']}>
          {judged.map(([rule, { practice, pass, fail, unknown, sites: noun }]) => (
            <tr key={rule}>
              <th scope="row">{practice}</th>
              <td><code>{rule}</code></td>
              <td class="number">{pass}</td>
              <td class="number">{fail}</td>
              <td class="number">{unknown}</td>
              <td>{pass + fail + unknown} {noun}</td>
            </tr>
          ))}
        </Table>
      )}
      {idle.length === 0 ? null : <p class="quiet">Nothing to judge was found for: {idle.map(([, { practice }]) => practice).join(', ')}.</p>}
    </Section>
  );
}

function ProblemEntry({ problem: { severity, kind, rule, file, line, message, help }, revision }: { readonly problem: Problem; readonly revision: Page['report']['revision'] }): VNode {
  return (
    <li>
      <Badge mark={severity === 'error' ? { glyph: '✖', word: 'not judged', tone: 'bad' } : { glyph: '▲', word: 'with reservations', tone: 'warn' }} /> {file === undefined ? null : <><PlaceLink file={file} {...(line !== undefined && { line })} revision={revision} />: </>}
      {message} <span class="quiet">({[kind, rule].filter(Boolean).join(', ')})</span>{help === undefined ? '' : <> {help}</>}
    </li>
  );
}

function sites({ pass, fail, unknown }: RuleCoverage): number {
  return pass + fail + unknown;
}
