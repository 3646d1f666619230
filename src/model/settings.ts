/** What a pipeline is failed by. */
export interface GateSettings {
  /** The least level of finding that fails it; `none`: neither findings nor items that got worse do. Default: `warning`; in a comparison `error`, of what is new. */
  readonly findings?: 'error' | 'warning' | 'none';
  /** Also fails where the tier that the configuration names is not reached. */
  readonly tier?: boolean;
  /** The least verified score. */
  readonly score?: number;
}

/** What the platform does that no code shows. Each is a statement of people: the evidence says so. */
export interface DeclaredControls {
  /** What limits the requests of a client before they arrive: `Kong, 100 a minute and key`. */
  readonly rateLimit?: string;
  /** What stops asking a dependency that fails: `Istio outlier detection`. */
  readonly circuitBreaker?: string;
  /** What turns requests away that the service has no room for. */
  readonly loadShedding?: string;
  /** What ends HTTP calls that take too long: after how many milliseconds, to which hosts (`*.internal`), and what does it. */
  readonly timeout?: { readonly by: string; readonly ms: number; readonly hosts: readonly string[] };
}
