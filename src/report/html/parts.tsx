import type { ComponentChildren, VNode } from 'preact';
import type { Mark } from './words.js';

/** Glyph and word of a verdict or level. The glyph is not read aloud: the word says the same. */
export function Badge({ mark }: { readonly mark: Mark }): VNode {
  return (
    <span class={`badge ${mark.tone}`}>
      <span aria-hidden="true">{mark.glyph}</span> {mark.word}
    </span>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** Said under the title, in one or two sentences. */
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of the page that the navigation leads to. */
export function Section({ id, title, lead, children }: SectionProps): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {lead === undefined ? null : <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}

interface TableProps {
  readonly caption: string;
  /** Columns whose cells are numbers begin with `#`. */
  readonly head: readonly string[];
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** A table that scrolls by itself where the page is narrow, also by keyboard. */
export function Table({ caption, head, children, foot }: TableProps): VNode {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>{head.map((title) => <th key={title} scope="col" class={title.startsWith('#') ? 'number' : undefined}>{title.replace(/^#/, '')}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
        {foot === undefined ? null : <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

/** A command to type, with a button that copies it where scripts run. */
export function Command({ text }: { readonly text: string }): VNode {
  return (
    <span class="command">
      <code>{text}</code>
      <button type="button" class="scripted" data-copy={text} aria-label={`Copy ${text}`}>Copy</button>
    </span>
  );
}

/** Links to the entries of a list, parted by commas. */
export function LinkList({ links }: { readonly links: readonly { readonly href: string; readonly text: string }[] }): VNode {
  return <>{links.map(({ href, text }, at) => <span key={href}>{at === 0 ? '' : ', '}<a href={href}>{text}</a></span>)}</>;
}
