import type { Manifest } from '../artifacts/package-json.js';
import type { Service } from '../engine/services.js';
import type { Share } from '../examine.js';
import { byCodeUnits, foldersOf } from '../files/posix-path.js';
import type { ShardNumber } from '../model/scan-options.js';

/** What is handed out: a package with its files, and the service that it is. */
interface Unit {
  /** Its folder; empty at the root. */
  readonly place: string;
  readonly files: readonly string[];
  /** In characters of what is to be judged. */
  readonly size: number;
}

/** What is known of a project before anything in it is judged. */
export interface Divided {
  /** Characters by source. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly manifests: readonly Pick<Manifest, 'dir'>[];
  readonly services: readonly Pick<Service, 'dir' | 'files'>[];
}

/** A share, with the folders of the packages that are in it. */
export interface PlacedShare extends Share {
  readonly places: readonly string[];
}

/**
 * The share of one shard: whole packages, the largest first to whoever has least so far. The same for the same project, whatever machine asks. The first shard judges the project as a whole besides;
 * where there are fewer packages than shards, the last ones have nothing to do.
 */
export function shareOf({ index, of }: ShardNumber, divided: Divided): PlacedShare {
  const shares = Array.from({ length: of }, () => ({ size: 0, units: [] as Unit[] }));
  for (const unit of unitsOf(divided)) {
    const least = shares.reduce((one, other) => (other.size < one.size ? other : one));
    least.units.push(unit);
    least.size += unit.size;
  }
  const own = shares[index - 1]?.units ?? [];
  const places = own.map(({ place }) => place).sort(byCodeUnits);
  return { places, files: new Set(own.flatMap(({ files }) => files)), whole: index === 1, services: new Set(places) };
}

/** The packages, the largest first. A service is linked once more by itself, with what it imports: that counts like judging it. */
function unitsOf({ sizes, manifests, services }: Divided): readonly Unit[] {
  const folders = new Set(manifests.map(({ dir }) => dir));
  const packages = new Map<string, string[]>(services.map(({ dir }) => [dir, []]));
  for (const file of sizes.keys()) {
    const place = foldersOf(file).find((folder) => folders.has(folder)) ?? '';
    const files = packages.get(place);
    if (files) files.push(file);
    else packages.set(place, [file]);
  }
  const sizeOf = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
  const units = [...packages].map(([place, files]): Unit => ({ place, files, size: sizeOf(files) + sizeOf(services.find(({ dir }) => dir === place)?.files ?? []) }));
  return units.sort((a, b) => b.size - a.size || byCodeUnits(a.place, b.place));
}
