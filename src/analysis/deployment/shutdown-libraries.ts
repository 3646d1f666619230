/** What a library does that is called to end a process in good order. */
export interface ShutdownLibrary {
  /** Members from the package to the call; a default export has none. */
  readonly names: readonly string[];
  /** It closes the server that it is given, or registered on; else it runs the function that it is given. */
  readonly closes: boolean;
  readonly source: string;
}

/** Libraries that listen for SIGTERM themselves, by package. Each was read in the version that its source names. */
export const shutdownLibraries: Readonly<Record<string, ShutdownLibrary>> = {
  '@godaddy/terminus': { names: ['createTerminus'], closes: true, source: '@godaddy/terminus@4.12.1 lib/terminus.js:177' },
  lightship: { names: ['createLightship'], closes: false, source: 'lightship@9.0.3 dist/cjs/factories/createLightship.js:27' },
  'close-with-grace': { names: [], closes: false, source: 'close-with-grace@2.5.0 events/signal.events.js:14' },
  'http-graceful-shutdown': { names: [], closes: true, source: 'http-graceful-shutdown@4.0.0 lib/index.js:40' },
  'fastify-graceful-shutdown': { names: [], closes: true, source: 'fastify-graceful-shutdown@5.0.0 index.js:14' },
  'exit-hook': { names: ['asyncExitHook', 'gracefulExit'], closes: false, source: 'exit-hook@5.1.0 index.js:123' },
  'async-exit-hook': { names: [], closes: false, source: 'async-exit-hook@2.0.1 index.js:93' },
  'signal-exit': { names: ['onExit'], closes: false, source: 'signal-exit@4.1.0 dist/cjs/signals.js:31' },
  death: { names: [], closes: false, source: 'death@1.1.0 lib/death.js:5' },
  'node-graceful-shutdown': { names: ['onShutdown'], closes: false, source: 'node-graceful-shutdown@1.1.5 index.js:1' },
  exiting: { names: ['createManager'], closes: true, source: 'exiting@7.0.0 lib/index.js:12' },
  moleculer: { names: ['ServiceBroker'], closes: true, source: 'moleculer@0.14.36 src/service-broker.js:337' },
};
