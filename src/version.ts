import { readFileSync } from 'node:fs';

/** Put in by the build. */
declare const __READINESS_VERSION__: string | undefined;

/** Version of this package: from its manifest at build time, or read from it when the sources run unbundled. */
export const version: string = typeof __READINESS_VERSION__ === 'string' ? __READINESS_VERSION__ : versionInManifest();

function versionInManifest(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return manifest.version;
}
