import { componentStyle } from './style-components.js';

/** Colours, type and layout. Both themes stand in one place: `light-dark(light, dark)`. */
const base = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #0f1318);
  --surface: light-dark(#ffffff, #171c23);
  --sunken: light-dark(#f0f2f5, #10151b);
  --line: light-dark(#d5dae1, #2d3640);
  --text: light-dark(#1a1f26, #e4e9ef);
  --quiet: light-dark(#56606c, #9aa6b3);
  --link: light-dark(#0b57a8, #82b8f5);
  --good: light-dark(#17692f, #62d48c);
  --good-ground: light-dark(#e6f4ea, #14301f);
  --warn: light-dark(#825000, #edb95c);
  --warn-ground: light-dark(#fdf1dc, #33270f);
  --bad: light-dark(#b01f1a, #ff9388);
  --bad-ground: light-dark(#fdeae8, #3a1a18);
  --info: light-dark(#0b57a8, #82b8f5);
  --info-ground: light-dark(#e7f0fb, #14263b);
  --mark: light-dark(#ffd9d5, #6b231d);
  --solid: light-dark(#1f6fc4, #5aa4f0);
  --stripe: light-dark(#8db8e6, #3f6f9f);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--text); scroll-padding-top: 3.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.5rem 3rem; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4, p, ul, ol, dl, figure { margin: 0; }
h1 { font-size: 1.9rem; line-height: 1.15; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; line-height: 1.25; }
h3 { font-size: 1.05rem; line-height: 1.35; }
h4 { font-size: 0.9rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
code, pre { font-family: var(--mono); font-size: 0.875em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
[hidden] { display: none !important; }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--quiet); }
.scripted { display: none; }
.scripts .scripted { display: revert; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: fixed; left: 1rem; top: 1rem; z-index: 2; padding: 0.5rem 1rem; background: var(--surface); }

#cut { padding: 1rem; margin-bottom: 1rem; border: 3px solid var(--bad); background: var(--bad-ground); color: var(--bad); font-weight: 600; border-radius: 8px; }
body:has(#end) #cut { display: none; }

button, input { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); padding: 0.25rem 0.7rem; }
button { cursor: pointer; }
button:hover { border-color: var(--quiet); }
button[aria-pressed="true"] { background: var(--link); border-color: var(--link); color: var(--surface); }
button[aria-pressed="true"] .count { color: inherit; }

.title-row { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; align-items: start; }
.scripts .tools { display: flex; gap: 0.5rem; }
.eyebrow { font-size: 0.8rem; text-transform: uppercase; letter-spacing: 0.08em; color: var(--quiet); }
.facts { margin-top: 0.35rem; color: var(--quiet); font-size: 0.9rem; }
nav { position: sticky; top: 0; z-index: 1; background: var(--ground); margin: 1rem 0 0; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.92rem; }
main > section { margin-top: 2.75rem; }
.lead { margin-top: 0.3rem; max-width: 52rem; color: var(--quiet); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.9rem; color: var(--quiet); }
footer p + p { margin-top: 0.4rem; }

@media (max-width: 44rem) {
  body { padding: 1rem 1rem 2rem; }
  nav { position: static; }
  html { scroll-padding-top: 0.5rem; }
  main > section { margin-top: 2.25rem; }
}
@media print {
  :root, :root[data-theme] { color-scheme: light; }
  html { background: #fff; font-size: 10pt; }
  body { max-width: none; padding: 0; }
  nav, .skip, .scripts .scripted { display: none !important; }
  .card, .finding, tr, .row { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
  .scroll { overflow: visible; }
}
`;

export const style = base + componentStyle;
