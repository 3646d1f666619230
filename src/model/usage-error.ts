/**
 * A mistake of the user's that ends the run: a path that does not exist, a configuration that cannot be used. It is shown
 * as its message and help, never with a stack.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly help: string | undefined;

  /** `help` says what to do about it. */
  constructor(message: string, help?: string, options?: ErrorOptions) {
    super(message, options);
    this.help = help;
  }
}
