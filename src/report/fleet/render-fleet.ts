import type { Fleet } from '../../model/fleet.js';
import type { FleetTextOptions } from './fleet-terminal.js';

type FleetRenderer = (fleet: Fleet, options: FleetTextOptions) => string;

/** A format a line: its name, and what loads its renderer. */
const renderers = {
  terminal: async () => (await import('./fleet-terminal.js')).renderFleetTerminal,
  markdown: async () => (await import('./fleet-markdown.js')).renderFleetMarkdown,
  html: async () => (await import('./fleet-html.js')).renderFleetHtml,
  json: async () => (await import('../json.js')).stableJson,
} satisfies Record<string, () => Promise<FleetRenderer>>;

export type FleetFormat = keyof typeof renderers;

/** The formats in which a fleet can be written. */
export const fleetFormats = Object.keys(renderers) as readonly FleetFormat[];

/** Writes a fleet as text that ends with a line break. */
export async function renderFleet(fleet: Fleet, { format, ...options }: FleetTextOptions & { readonly format: FleetFormat }): Promise<string> {
  const renderer: FleetRenderer = await renderers[format]();
  return renderer(fleet, options);
}
