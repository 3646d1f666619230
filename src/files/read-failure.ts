/** What the operating system's answer means for the user, as the rest of a sentence that starts with the file's name. */
export interface ReadFailure {
  readonly message: string;
  readonly help?: string;
}

/** Puts an error of `node:fs` into words. */
export function readFailure(error: unknown): ReadFailure {
  const code = errorCode(error);
  const known = code === undefined ? undefined : failures[code];
  return known ?? { message: `cannot be read (${code ?? String(error)})` };
}

/** The code of a system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const permission: ReadFailure = {
  message: 'cannot be read: permission denied',
  help: 'Give the user that runs the scan read access, or add the path to `exclude` in readiness.config.',
};

const failures: Readonly<Record<string, ReadFailure>> = {
  EACCES: permission,
  EPERM: permission,
  ENOENT: { message: 'cannot be read: it does not exist, or is a symbolic link to nothing' },
  EISDIR: { message: 'cannot be read: it is a folder' },
  ENOTREG: { message: 'cannot be read: it is no regular file' },
  EFBIG: { message: 'cannot be read: it is larger than 64 MB' },
  ELOOP: { message: 'cannot be read: its symbolic links lead in a circle', help: 'Remove the link.' },
  EMFILE: { message: 'cannot be read: too many open files', help: 'Raise the limit: `ulimit -n 4096`.' },
};
