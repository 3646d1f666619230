import type { Manifest } from '../artifacts/package-json.js';
import { storeOf } from '../catalog/stores.js';
import { foldersOf } from '../files/posix-path.js';
import { isServerPackage } from './scope.js';

/** Made for a browser, its extensions or a phone, whatever else a package has. */
const platforms = ['nuxt', 'expo', 'react-native', '@crxjs/vite-plugin', 'wxt', 'plasmo', 'webextension-polyfill', '@types/chrome', '@types/webextension-polyfill', '@capacitor/core'];

/** What draws in a browser, */
const interfaces = ['react-dom', 'vue', 'svelte', 'preact', 'solid-js', '@angular/core'];

/** and what makes files for it: a library that draws may have neither a server nor a bundler. */
const bundlers = ['vite', '@angular/cli', '@vue/cli-service', 'react-scripts', 'parcel', 'webpack-dev-server', '@rsbuild/core'];

/** Frameworks that run such code on a server as well, and desktops. */
const alsoServers = /^(?:next|@remix-run\/.+|@react-router\/(?:node|serve|express)|@sveltejs\/kit|@tanstack\/react-start|@builder\.io\/qwik-city|astro|vike|electron|@hapi\/hapi|restify|polka|apollo-server.*|@apollo\/server|graphql-yoga|socket\.io|bullmq|amqplib|kafkajs)$/;

/** Whether a package is a client by what it depends on: a platform of clients, or an interface and what bundles it, and nothing that serves or keeps data. */
export function isBrowserPackage({ dependencies }: Pick<Manifest, 'dependencies'>): boolean {
  const has = (name: string): boolean => Object.hasOwn(dependencies, name);
  if (Object.keys(dependencies).some((name) => isServerPackage(name) || alsoServers.test(name) || storeOf(name) !== undefined)) return false;
  return platforms.some(has) || (interfaces.some(has) && bundlers.some(has));
}

/** What the frameworks of clients run on a server: Nuxt's `server/`, `serverMiddleware/` and `api/` and its modules, Expo's `+api` routes, and names with `.server`. */
const serverPart = /^(?:src\/)?(?:server|serverMiddleware|server-middleware|api|modules)\/|(?:\+api|\.server)\.[cm]?[jt]sx?$/;

/** The files of packages that are clients, but for those that such a package runs on a server. */
export function filesOfBrowserPackages(files: Iterable<string>, manifests: readonly Manifest[]): ReadonlySet<string> {
  const packages = new Map(manifests.map((manifest) => [manifest.dir, isBrowserPackage(manifest)]));
  return new Set([...files].filter((file) => {
    const dir = foldersOf(file).find((folder) => packages.has(folder));
    return dir !== undefined && packages.get(dir) === true && !serverPart.test(file.slice(dir === '' ? 0 : dir.length + 1));
  }));
}
