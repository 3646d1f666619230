export type CrashEvent = 'unhandledRejection' | 'uncaughtException';

/** A listener of the process that a library adds, and that lets it live. */
export interface CrashListenerModel {
  /** The export that adds it when it is called. Without one it is there wherever the package is a dependency: a framework's own server adds it. */
  readonly path?: string;
  readonly events: readonly CrashEvent[];
  /** The option of the first argument that leaves it out when it is false. */
  readonly without?: string;
  readonly versions?: string;
  readonly source: string;
}
