import { readFile, stat } from 'node:fs/promises';
import type { Problem } from '../model/report.js';
import { readFailure } from './read-failure.js';

export type TextResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Omit<Problem, 'file'> };

/** Larger files are bundles or data: they cost seconds each and nobody wrote them by hand. */
const maxBytes = 2 * 1024 * 1024;

/** How many files are open at a time: a process may have some thousand, and on some systems 256. */
export const filesAtOnce = 64;

/** As far as git looks for a NUL byte to tell a binary file from a text. */
const probedBytes = 8 * 1024;

/**
 * Reads a source file as text, without its byte order mark. UTF-16 is recognised by its mark; everything else is UTF-8.
 * Never rejects: what cannot be read, is binary or larger than 2 MB comes back as a problem without its `file`.
 */
export async function readText(absolute: string): Promise<TextResult> {
  try {
    const { size, isFile } = await describe(absolute);
    if (!isFile) return skipped('error', 'is not a regular file');
    if (size > maxBytes) return skipped('warning', `is larger than 2 MB (${megabytes(size)} MB): not analysed`, tooLargeHelp);
    return decode(await readFile(absolute));
  } catch (error) {
    return { ok: false, problem: { kind: 'unreadable', severity: 'error', ...readFailure(error) } };
  }
}

const tooLargeHelp = 'Add it to `exclude` in readiness.config if it is generated; split it if it is not.';

/** A pipe or a device would block the read for ever, hence the look at its kind first. */
async function describe(absolute: string): Promise<{ readonly size: number; readonly isFile: boolean }> {
  const stats = await stat(absolute);
  if (stats.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  return { size: stats.size, isFile: stats.isFile() };
}

function decode(bytes: Buffer): TextResult {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { ok: true, text: bytes.toString('utf16le', 2) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) {
    return { ok: true, text: bytes.subarray(2).swap16().toString('utf16le') };
  }
  if (bytes.subarray(0, probedBytes).includes(0)) {
    return skipped('error', 'is binary, not source text', 'Remove the file, or add it to `exclude` in readiness.config.');
  }
  const text = bytes.toString('utf8');
  return { ok: true, text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
}

function skipped(severity: Problem['severity'], message: string, help?: string): TextResult {
  return { ok: false, problem: { kind: 'skipped', severity, message, ...(help === undefined ? {} : { help }) } };
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
