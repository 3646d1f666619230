import type { UnreadableReason } from '../files/artifact-files.js';
import type { Span } from '../model/span.js';

/** A file of a kind, read. */
export interface ArtifactFile<T> {
  /** Posix, relative to the scanned root. */
  readonly path: string;
  readonly text: string;
  readonly value: T;
}

/** A file of a kind that says nothing, and why. */
export interface UnreadableFile {
  readonly path: string;
  readonly reason: UnreadableReason | 'broken';
  /** The rest of a sentence that starts with the file's name. */
  readonly message: string;
}

/** All files of a kind. `unreadable` where there are such files and none of them can be read. */
export interface Artifact<T> {
  readonly state: 'present' | 'absent' | 'unreadable';
  readonly files: readonly ArtifactFile<T>[];
  readonly unreadable: readonly UnreadableFile[];
}

/** How one file was read: not of the kind at all, a value, or what is wrong with it. */
export type Reading<T> = { readonly is: 'read'; readonly value: T } | { readonly is: 'broken'; readonly message: string } | undefined;

/** A place in a text: offsets. */
export type Range = readonly [number, number];

/** Where a range stands. */
export function spanIn(file: string, [start, end]: Range): Span {
  return { file, start, end };
}

/** Sums up how the files of a kind were read. */
export function artifactOf<T>(files: readonly ArtifactFile<T>[], unreadable: readonly UnreadableFile[]): Artifact<T> {
  return { state: files.length > 0 ? 'present' : unreadable.length > 0 ? 'unreadable' : 'absent', files, unreadable };
}
