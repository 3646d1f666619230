import type { VNode } from 'preact';
import type { Score } from '../../model/checklist.js';

const radius = 52;

/** The score as a ring: solid is verified, striped is what could still be if all that is unknown were well. */
export function ScoreGauge({ score: { verified, possible, assessed } }: { readonly score: Score }): VNode {
  const text = `Verified score ${String(verified)} of 100; ${String(possible)} possible; ${String(assessed)} % of the checklist was assessed`;
  return (
    <figure class="gauge">
      <svg viewBox="0 0 128 128" role="img" aria-label={text}>
        <Stripes id="gauge-stripes" />
        <g transform="rotate(-90 64 64)" fill="none" stroke-width="14">
          <circle cx="64" cy="64" r={radius} class="track" />
          <circle cx="64" cy="64" r={radius} stroke="url(#gauge-stripes)" pathLength="100" stroke-dasharray={`${String(possible)} 100`} />
          <circle cx="64" cy="64" r={radius} class="solid" pathLength="100" stroke-dasharray={`${String(verified)} 100`} />
        </g>
        <text x="64" y="72" class="gauge-number">{verified}</text>
        <text x="64" y="88" class="gauge-word">verified</text>
      </svg>
      <figcaption>
        <strong>{possible}</strong> possible · <strong>{assessed} %</strong> assessed
      </figcaption>
    </figure>
  );
}

/** A score as a bar, for those who see; the numbers stand beside it. */
export function ScoreBar({ id, score: { verified, possible } }: { readonly id: string; readonly score: Pick<Score, 'verified' | 'possible'> }): VNode {
  return (
    <svg class="bar" aria-hidden="true">
      <Stripes id={id} />
      <rect width="100%" height="100%" class="track-fill" />
      <rect width={`${String(possible)}%`} height="100%" fill={`url(#${id})`} />
      <rect width={`${String(verified)}%`} height="100%" class="solid-fill" />
    </svg>
  );
}

function Stripes({ id }: { readonly id: string }): VNode {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" class="stripe-ground" />
        <rect width="2.5" height="6" class="stripe" />
      </pattern>
    </defs>
  );
}
