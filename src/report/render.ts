import type { Report } from '../model/report.js';
import { renderAgent } from './agent.js';
import { renderJson } from './json.js';
import { renderTerminal } from './terminal.js';

/** The formats in which a report can be written. */
export const formats = ['terminal', 'json', 'agent'] as const;

export type Format = (typeof formats)[number];

export interface RenderOptions {
  readonly format: Format;
  /** Terminal only. Default false. */
  readonly color?: boolean;
  /** Terminal only: columns. Default 100. */
  readonly width?: number;
  /** Leave nothing out of the terminal and agent formats. Default false. */
  readonly full?: boolean;
  /** Terminal only: the verdict and the last line. Default false. */
  readonly quiet?: boolean;
  /** The scanned path as the user typed it, for the commands that the report suggests. Default `.`. */
  readonly path?: string;
}

/** Writes a report as text that ends with a line break. Reads nothing but the report. */
export function render(report: Report, options: RenderOptions | Format): string {
  const { format, color = false, width = 100, full = false, quiet = false, path = '.' } = typeof options === 'string' ? { format: options } : options;
  if (format === 'json') return renderJson(report);
  if (format === 'agent') return renderAgent(report, { full, path });
  return renderTerminal(report, { color, width, full, quiet, path });
}
