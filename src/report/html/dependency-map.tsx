import type { VNode } from 'preact';
import { callsOf, deadlineState, dependenciesOf, type Deadlines, type Dependency, type Tri } from './dependencies.js';
import { itemAnchor, type Page } from './page.js';
import { Badge, Section, Table } from './parts.js';
import { PlaceLink } from './place-link.js';
import { counted } from '../plural.js';
import { type Mark } from './words.js';

const mostDrawn = 12;
const mostPlaces = 4;
const rowHeight = 46;

/** What the service asks, and what keeps it alive when that does not answer. */
export function DependencyMap({ page: { report } }: { readonly page: Page }): VNode {
  const dependencies = dependenciesOf(report);
  if (dependencies.length === 0) return <Section id="dependencies" title="Dependencies"><p>No call that leaves the process was seen.</p></Section>;
  return (
    <Section id="dependencies" title="Dependencies" lead={<>What this service calls, and what saves it when the other side is slow or gone. Libraries by their calls; below them the services that are known by name. Why something is not clear stands in <a href={`#${itemAnchor('timeouts')}`}>the checklist</a>.</>}>
      <Drawing name={report.project.name} dependencies={dependencies} />
      <Table caption="Dependencies with deadline, retry and circuit breaker" head={['Dependency', 'Deadline', 'Retry', 'Circuit breaker', '#Calls', 'Who waits']}>
        {dependencies.flatMap((dependency) => [<Row key={dependency.name} dependency={dependency} depth={0} revision={report.revision} />, ...dependency.services.map((service) => <Row key={`${dependency.name} ${service.name}`} dependency={service} depth={1} revision={report.revision} />)])}
      </Table>
    </Section>
  );
}

interface RowProps {
  readonly dependency: Dependency;
  readonly depth: 0 | 1;
  readonly revision: Page['report']['revision'];
}

function Row({ dependency: { name, deadlines, unboundedAt, services, retry, breaker, onRequestPath }, depth, revision }: RowProps): VNode {
  const calls = callsOf(deadlines);
  return (
    <tr>
      <th scope="row" class={depth === 1 ? 'below' : undefined}>{name}</th>
      <td><DeadlineCell deadlines={deadlines} /><Unbounded places={unboundedAt} revision={revision} /></td>
      <td><TriCell tri={retry} isBelow={services.some((one) => one.retry !== undefined)} /></td>
      <td><TriCell tri={breaker} isBelow={services.some((one) => one.breaker !== undefined)} /></td>
      <td class="number">{calls === 0 ? <span class="quiet">several</span> : calls}</td>
      <td>{onRequestPath ? 'requests' : <span class="quiet">jobs, start or not seen</span>}</td>
    </tr>
  );
}

const triMarks: Readonly<Record<Tri, Mark>> = {
  yes: { glyph: '✔', word: 'yes', tone: 'good' },
  no: { glyph: '✖', word: 'none', tone: 'bad' },
  unclear: { glyph: '?', word: 'not clear', tone: 'info' },
};

function TriCell({ tri, isBelow }: { readonly tri: Tri | undefined; readonly isBelow: boolean }): VNode {
  return tri === undefined ? <span class="quiet">{isBelow ? 'see below' : 'not judged'}</span> : <Badge mark={triMarks[tri]} />;
}

function DeadlineCell({ deadlines }: { readonly deadlines: Deadlines }): VNode {
  const state = deadlineState(deadlines);
  if (state === undefined) return <span class="quiet">see its client</span>;
  return <Badge mark={{ ...triMarks[state], word: state === 'yes' ? boundedWord(deadlines) : openWord(deadlines) }} />;
}

function boundedWord(deadlines: Deadlines): string {
  const times = range(deadlines);
  if (deadlines.bounded === 1) return times === '' ? 'yes' : times;
  return times === '' ? 'all' : `all, ${times}`;
}

function openWord({ bounded, unbounded, unclear }: Deadlines): string {
  return [unbounded > 0 ? `${String(unbounded)} without` : '', unclear > 0 ? `${String(unclear)} not clear` : '', bounded > 0 ? `${String(bounded)} with` : ''].filter(Boolean).join(', ');
}

function Unbounded({ places, revision }: { readonly places: Dependency['unboundedAt'] } & Pick<RowProps, 'revision'>): VNode | null {
  const rest = places.length - mostPlaces;
  if (places.length === 0) return null;
  return (
    <ul class="places">
      {places.slice(0, mostPlaces).map(({ file, line, column }) => <li key={`${file}:${String(line)}:${String(column)}`}><PlaceLink file={file} line={line} revision={revision} /></li>)}
      {rest > 0 ? <li class="quiet">and {counted(rest, 'more place')}</li> : null}
    </ul>
  );
}

function range({ ms }: Deadlines): string {
  const [least] = ms;
  const most = ms.at(-1);
  if (least === undefined || most === undefined) return '';
  return least === most ? time(least) : `${time(least)} to ${time(most)}`;
}

function time(ms: number): string {
  return ms < 1000 ? `${String(ms)} ms` : `${String(ms / 1000)} s`;
}

/** The service and a line to each dependency: whole where all calls are bounded, broken where some are not, dotted where nothing can be said. The table says the same. */
function Drawing({ name, dependencies }: { readonly name: string; readonly dependencies: readonly Dependency[] }): VNode {
  const drawn = dependencies.slice(0, mostDrawn);
  const height = drawn.length * rowHeight + 8;
  const rest = dependencies.length - drawn.length;
  return (
    <figure class="drawing">
      <svg viewBox={`0 0 860 ${String(height)}`} role="img" aria-label={`${name} calls ${drawn.map((one) => `${one.name}: ${sentence(one)}`).join('; ')}`}>
        {drawn.map((one, at) => <Edge key={one.name} from={height / 2} to={at * rowHeight + rowHeight / 2 + 4} state={deadlineState(one.deadlines)} />)}
        <rect x="1" y={height / 2 - 24} width="190" height="48" rx="8" class="node own" />
        <text x="96" y={height / 2 + 5} class="node-name centred">{shortened(name, 22)}</text>
        {drawn.map((one, at) => <Node key={one.name} dependency={one} y={at * rowHeight + 4} />)}
      </svg>
      <figcaption class="quiet">A whole line: every call has a deadline. A broken one: some have none. A dotted one: it could not be seen.{rest > 0 ? ` ${counted(rest, 'more dependency', 'more dependencies')} in the table.` : ''}</figcaption>
    </figure>
  );
}

function Edge({ from, to, state }: { readonly from: number; readonly to: number; readonly state: Tri | undefined }): VNode {
  return <path d={`M191 ${String(from)} C 290 ${String(from)}, 290 ${String(to)}, 380 ${String(to)}`} class={`edge ${state ?? 'unclear'}`} />;
}

function Node({ dependency, y }: { readonly dependency: Dependency; readonly y: number }): VNode {
  return (
    <>
      <rect x="380" y={y + 2} width="478" height={rowHeight - 8} rx="8" class={`node ${deadlineState(dependency.deadlines) ?? 'unclear'}`} />
      <text x="394" y={y + 26} class="node-name">{shortened(dependency.name, 26)}</text>
      <text x="846" y={y + 26} class="node-state">{sentence(dependency)}</text>
    </>
  );
}

function sentence({ deadlines, services, retry, breaker }: Dependency): string {
  const own = [{ retry, breaker }, ...services];
  const count = (practice: 'retry' | 'breaker', tri: Tri): number => own.filter((one) => one[practice] === tri).length;
  const parts = [
    share('deadline', { yes: deadlines.bounded, no: deadlines.unbounded, unclear: deadlines.unclear }),
    ...(['retry', 'breaker'] as const).map((practice) => share(practice, { yes: count(practice, 'yes'), no: count(practice, 'no'), unclear: count(practice, 'unclear') })),
  ].filter(Boolean);
  return parts.join(' · ');
}

/** `deadline 11/12`, with what is not clear beside it, since it counts neither way. */
function share(practice: string, { yes, no, unclear }: Readonly<Record<Tri, number>>): string {
  if (yes + no === 0) return unclear === 0 ? '' : `${practice} not clear`;
  return `${practice} ${String(yes)}/${String(yes + no)}${unclear > 0 ? ` (${String(unclear)} not clear)` : ''}`;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
