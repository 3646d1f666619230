import { UsageError } from '../model/usage-error.js';

/** A forge did not do what it was asked for. `status` is that of its answer; absent where none came. */
export class ForgeError extends UsageError {
  readonly status: number | undefined;

  constructor(message: string, help?: string, status?: number) {
    super(message, help);
    this.status = status;
  }
}
