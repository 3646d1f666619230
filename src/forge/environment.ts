import { UsageError } from '../model/usage-error.js';

/** The variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable; an empty one counts as none, as pipelines set them where there is nothing. */
export function variable(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** The value of a variable. Throws `UsageError` where there is none; `help` says where it comes from. */
export function required(env: Environment, name: string, help: string): string {
  const value = variable(env, name);
  if (value === undefined) throw new UsageError(`${name} is not set`, help);
  return value;
}
