import { knobsOf } from '../../catalog/catalog.js';
import { inRange } from '../../catalog/in-range.js';
import type { InnerVersions, Knob } from '../../catalog/types.js';
import type { OutboundCall, OutboundContext } from './outbound.js';

type Versions = Pick<OutboundContext, 'versionOf'>;

/** Whether the package inside of a call's library is one of these versions: as the lockfile or node_modules say, since no package.json asks for it. */
export function innerVersionFits({ versionOf }: Versions, { ref }: OutboundCall, inner: InnerVersions): 'yes' | 'no' | 'unseen' {
  const version = versionOf(ref.file, inner.package);
  if (version === undefined) return 'unseen';
  return inRange(version, inner.versions) ? 'yes' : 'no';
}

/** The knobs of a call, by name, that exist in the version of its library and in those of the packages inside of it; one that is not seen has all of them. */
export function knobsOfCall(context: Versions, outbound: OutboundCall): readonly (readonly [name: string, knob: Knob])[] {
  const { reading, model, version } = outbound;
  return knobsOf(reading.entry, model.knobs, version).filter(([, { inner }]) => inner === undefined || innerVersionFits(context, outbound, inner) !== 'no');
}
