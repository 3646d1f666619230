import type { HandlerModel } from './types.js';

/** The same registrations, for versions whose handlers are not yet given a signal. */
export function withoutSignal(handlers: readonly HandlerModel[]): readonly HandlerModel[] {
  return handlers.map(({ signal: _, ...handler }) => handler);
}
