import type { VNode } from 'preact';
import type { ItemResult } from '../../model/checklist.js';
import { itemAnchor, type Page } from './page.js';
import { Section, Table } from './parts.js';
import { capital, markOf, points } from './words.js';

/** How the score came about, with the numbers of this run. */
export function Computation({ page: { report: { checklist } } }: { readonly page: Page }): VNode | null {
  const { score, items, model } = checklist;
  if (!score) return null;
  const counts = items.filter(({ verdict }) => verdict !== 'not-applicable');
  const rest = items.filter(({ verdict }) => verdict === 'not-applicable');
  const weight = sum(counts.map((item) => item.weight));
  const decided = sum(counts.filter(isDecided).map((item) => item.weight));
  const earned = sum(counts.map((item) => Math.round(item.points.earned * 100))) / 100;
  return (
    <Section id="computation" title="How the score was computed" lead={`Model ${model}. Scores of different models cannot be compared.`}>
      <ul>
        <li>An item earns <em>weight × quality</em>. Its quality is the part of its sites that are right, by who waits there and how sure that is; for something that is there or is not, how good the best evidence of it is.</li>
        <li><strong>Verified {score.verified}</strong> = 100 × sum of weight × quality ÷ sum of weights ({weight}) = {points(earned)}, rounded down. What is unknown counts 0.</li>
        <li><strong>Possible {score.possible}</strong> = the same, had everything unknown the quality 1.</li>
        <li><strong>Assessed {score.assessed} %</strong> = weight of what was decided ({decided}) ÷ {weight}, rounded down.</li>
        {rest.length > 0 ? <li>Not counted, because there is nothing to judge: {rest.map(({ title }) => title).join(', ')}.</li> : null}
      </ul>
      <details>
        <summary><span class="item-title">Every item with its numbers</span></summary>
        <Table
          caption="Weight, quality and points of every item"
          head={['Item', 'Area', 'Verdict', '#Weight', '#Quality', '#Points', '#Of']}
          foot={<tr><th scope="row" colSpan={3}>Sum</th><td class="number">{weight}</td><td /><td class="number">{points(earned)}</td><td class="number">{points(sum(counts.map((item) => Math.round(item.points.of * 100))) / 100)}</td></tr>}
        >
          {counts.map((item) => (
            <tr key={item.id}>
              <th scope="row"><a href={`#${itemAnchor(item.id)}`}>{item.title}</a></th>
              <td>{capital(item.area)}</td>
              <td>{markOf(item.verdict).word}</td>
              <td class="number">{item.weight}</td>
              <td class="number">{item.quality.toFixed(2)}</td>
              <td class="number">{points(item.points.earned)}</td>
              <td class="number">{points(item.points.of)}</td>
            </tr>
          ))}
        </Table>
      </details>
    </Section>
  );
}

function isDecided({ verdict }: ItemResult): boolean {
  return verdict !== 'unknown' && verdict !== 'error';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
