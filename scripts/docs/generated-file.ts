/** A file, or the marked part of one, that is made from the rules and the catalog. */
export interface GeneratedFile {
  /** Relative to the project's root. */
  readonly path: string;
  /** What the file should hold; undefined when it should not be there. */
  readonly text: string | undefined;
}
