/**
 * Which shell is `/bin/sh`, and so whether it gives its place to the last command of a `-c` line. Measured with SIGTERM on Node 20: dash 0.5.12 (Debian,
 * Ubuntu) stays in front of the command and does not hand signals on; busybox 1.35 (Alpine) and bash 5.2 become the last command of the line. Scripts
 * stay in front of their commands in all three, but for `exec`.
 */
export type Shell = 'dash' | 'busybox' | 'bash' | 'none';

/** Registries that mirror the official images. */
const mirror = /^(?:docker\.io\/(?:library\/)?|library\/|public\.ecr\.aws\/docker\/library\/|mirror\.gcr\.io\/library\/)/;

/** The shell of an image by its name; undefined for images that say nothing of what they are built from. */
export function shellOfImage(image: string | undefined): Shell | undefined {
  if (image === undefined) return undefined;
  const [name = '', tag = ''] = image.replace(/@sha256:.*$/, '').replace(mirror, '').split(':');
  if (/distroless|chainguard|^scratch$/.test(name)) return 'none';
  if (name === 'alpine') return 'busybox';
  if (name === 'debian' || name === 'ubuntu') return 'dash';
  if (/^(?:amazonlinux|fedora|centos|rockylinux|almalinux|oraclelinux)$/.test(name) || /\/ubi\d/.test(name)) return 'bash';
  if (name !== 'node' && name !== 'oven/bun') return undefined;
  return /(?:^|-)alpine/.test(tag) ? 'busybox' : 'dash';
}

/** Whether a shell becomes the last command of a line that it is given with `-c`. */
export function becomesLastCommand(shell: Shell): boolean {
  return shell === 'busybox' || shell === 'bash';
}

/** As messages name it. */
export function shellInWords(shell: Shell): string {
  return shell === 'dash' ? 'sh of Debian (dash)' : shell === 'busybox' ? 'sh of Alpine (busybox)' : shell;
}
