import type { VNode } from 'preact';
import { itemTitles } from '../../model/checklist.js';
import type { Finding } from '../../model/report.js';
import { advice } from '../advice.js';
import { verifyCommand, whyCommand } from '../commands.js';
import { listFindings } from '../listing.js';
import { CodeFrame } from './code-frame.js';
import { failsGate } from './fails-gate.js';
import { Filters, filterKey } from './filters.js';
import { findingAnchor, itemAnchor, type Page } from './page.js';
import { Badge, Section } from './parts.js';
import { PlaceLink } from './place-link.js';
import { counted } from '../plural.js';
import { sumOfPoints } from '../sum-of-points.js';
import { levelMarks, points, reachWords } from './words.js';

/** What fails the gate is open where it can be read in one go. */
const mostOpen = 12;
const mostSteps = 12;
const levels = ['error', 'warning', 'info'] as const;

/** Every finding with its code and the way to it, by rule. */
export function Findings({ page }: { readonly page: Page }): VNode {
  const { shown } = listFindings(page.report, { full: true });
  const rules = [...new Set(shown.map(({ rule }) => rule))];
  const failing = new Set(shown.filter((finding) => failsGate(page, finding)).map(({ rule }) => rule));
  const isShort = shown.filter(({ rule }) => failing.has(rule)).length <= mostOpen;
  const state = (finding: Finding): string => (finding.known ? 'known' : page.added.has(finding.fingerprint) ? 'added' : 'open');
  return (
    <Section id="findings" title="Findings" lead={shown.length === 0 ? 'None.' : <>{counted(shown.length, 'finding')} of {counted(rules.length, 'rule')}, most urgent first. Not a fault, or accepted for now? <code>readiness waive &lt;rule&gt; &lt;file:line&gt;</code> keeps a finding apart, with a reason, an owner and an end date.</>}>
      {shown.length === 0 ? null : (
        <>
          <Filters
            list="findings-list"
            noun="findings"
            keys={[
              filterKey('level', 'Level', shown, { of: ({ level }) => level, order: levels, text: (value) => value }),
              filterKey('state', 'Compared', shown, { of: state, order: ['added', 'open', 'known'], text: (value) => ({ added: 'new', open: 'was there', known: 'in the baseline' })[value] ?? value }),
            ]}
          />
          <div id="findings-list">
            {rules.map((rule) => <RuleGroup key={rule} rule={rule} findings={shown.filter((finding) => finding.rule === rule)} isOpen={isShort && failing.has(rule)} page={page} state={state} />)}
          </div>
        </>
      )}
    </Section>
  );
}

interface RuleGroupProps {
  readonly rule: string;
  readonly findings: readonly Finding[];
  readonly isOpen: boolean;
  readonly page: Page;
  readonly state: (finding: Finding) => string;
}

function RuleGroup({ rule, findings, isOpen, page, state }: RuleGroupProps): VNode | null {
  const [first] = findings;
  if (!first) return null;
  const worth = sumOfPoints(findings);
  return (
    <details id={`rule-${rule}`} class="rule" open={isOpen} data-group>
      <summary>
        <Badge mark={levelMarks[first.level]} />
        <span class="item-title"><code>{rule}</code></span>
        <span class="item-reason">{itemTitles[first.item]}</span>
        <span class="item-points">{counted(findings.length, 'place')}{worth > 0 ? <>, <strong>+{points(worth)}</strong></> : null}</span>
      </summary>
      <p class="rule-lead quiet"><code>readiness explain {rule}</code> says what it looks for and what it cannot see; <code>{verifyCommand(rule, page.path)}</code> checks the fix. It counts in <a href={`#${itemAnchor(first.item)}`}>{itemTitles[first.item]}</a>.</p>
      {findings.map((finding, at) => <FindingArticle key={finding.fingerprint} finding={finding} repeats={at > 0 && advice(findings[at - 1] ?? finding) === advice(finding)} page={page} state={state(finding)} />)}
    </details>
  );
}

interface FindingProps {
  readonly finding: Finding;
  /** The advice is that of the finding before. */
  readonly repeats: boolean;
  readonly page: Page;
  readonly state: string;
}

function FindingArticle({ finding, repeats, page, state }: FindingProps): VNode {
  const { file, line, column, level, message, confidence, reach, owner, points: worth } = finding;
  const text = advice(finding);
  return (
    <article id={findingAnchor(finding)} class="finding" data-entry data-level={level} data-state={state} aria-label={`${level} at ${file} line ${String(line)}`}>
      <p class="finding-place">
        <PlaceLink file={file} line={line} column={column} revision={page.report.revision} />
        {state === 'added' ? <span class="tag">new</span> : state === 'known' ? <span class="tag">in the baseline</span> : null}
        {worth > 0 ? <strong> +{points(worth)}</strong> : null}
      </p>
      <p class="message">{message}</p>
      <CodeFrame finding={finding} />
      <Trace finding={finding} page={page} />
      {text === '' ? null : repeats ? <p class="fix quiet"><strong>Fix</strong> as above</p> : <p class="fix"><strong>Fix</strong> {text}</p>}
      <p class="quiet">{level} · {confidence} confidence · {reachWords[reach]}{owner === undefined ? '' : ` · ${owner}`} · <code>{whyCommand(file, line, page.path)}</code></p>
    </article>
  );
}

function Trace({ finding: { trace }, page }: Pick<FindingProps, 'finding' | 'page'>): VNode | null {
  if (trace.length === 0) return null;
  const rest = trace.length - mostSteps;
  return (
    <ol class="trace" aria-label="The way there">
      {trace.slice(0, mostSteps).map((step, at) => <li key={at}><PlaceLink file={step.file} line={step.line} revision={page.report.revision} /> {step.message}</li>)}
      {rest > 0 ? <li class="more">… and {counted(rest, 'more place')}</li> : null}
    </ol>
  );
}
