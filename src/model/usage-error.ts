/**
 * A mistake of the user's that ends the run: a path that does not exist, a configuration that cannot be used. It is shown
 * as its message, the source it is about and help, never with a stack.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly help: string | undefined;
  /** Lines of the file that is wrong, with the place marked. */
  readonly frame: readonly string[];

  /** `help` says what to do about it. */
  constructor(message: string, help?: string, { frame = [], ...options }: ErrorOptions & { readonly frame?: readonly string[] } = {}) {
    super(message, options);
    this.help = help;
    this.frame = frame;
  }
}
