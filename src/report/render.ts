import type { Report } from '../model/report.js';
import type { SarifProfile } from './sarif/profile.js';

export interface RenderStyle {
  /** Terminal only. Default false. */
  readonly color?: boolean;
  /** Terminal only: columns. Default 100. */
  readonly width?: number;
  /** Terminal only: nothing beyond ASCII is written. Default false. */
  readonly ascii?: boolean;
  /** Terminal only: the URL of the scanned folder, with a slash at its end; places become links to what lies there. Default: no links. */
  readonly links?: string;
  /** Leave nothing out of the terminal and agent formats. Default false. */
  readonly full?: boolean;
  /** Terminal only: the verdict and the last line. Default false. */
  readonly quiet?: boolean;
  /** The scanned path as the user typed it, for the commands that the report suggests. Default `.`. */
  readonly path?: string;
  /** SARIF only. Default `github`. */
  readonly sarifProfile?: SarifProfile;
}

type Renderer = (report: Report, style: RenderStyle) => string;

/** A format a line: its name, and what loads its renderer. Nothing is loaded that is not asked for. */
const renderers = {
  terminal: async () => (await import('./terminal.js')).renderTerminal,
  json: async () => (await import('./json.js')).renderJson,
  agent: async () => (await import('./agent.js')).renderAgent,
  sarif: async () => (await import('./sarif/render-sarif.js')).renderSarif,
  html: async () => (await import('./html/render-html.js')).renderHtml,
  markdown: async () => {
    const { renderMarkdown } = await import('./markdown/render-markdown.js');
    return (report: Report) => renderMarkdown(report);
  },
  github: async () => (await import('./github.js')).renderGithub,
  gitlab: async () => (await import('./gitlab.js')).renderGitlab,
  junit: async () => (await import('./junit.js')).renderJunit,
  rdjson: async () => (await import('./rdjson.js')).renderRdjson,
  badge: async () => (await import('./badge.js')).renderBadge,
} satisfies Record<string, () => Promise<Renderer>>;

export type Format = keyof typeof renderers;

/** The formats in which a report can be written. */
export const formats = Object.keys(renderers) as readonly Format[];

export interface RenderOptions extends RenderStyle {
  readonly format: Format;
}

/** Writes a report as text that ends with a line break. Reads nothing but the report. */
export async function render(report: Report, options: RenderOptions | Format): Promise<string> {
  const { format, ...style } = typeof options === 'string' ? { format: options } : options;
  const renderer: Renderer = await renderers[format]();
  return renderer(report, style);
}
