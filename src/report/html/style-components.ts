/** How the parts of the page look. */
export const componentStyle = `
.badge { display: inline-block; white-space: nowrap; border-radius: 5px; padding: 0.05rem 0.45rem; font-size: 0.82rem; font-weight: 600; line-height: 1.5; }
.badge.good { color: var(--good); background: var(--good-ground); }
.badge.warn { color: var(--warn); background: var(--warn-ground); }
.badge.bad { color: var(--bad); background: var(--bad-ground); }
.badge.info { color: var(--info); background: var(--info-ground); }
.badge.quiet { color: var(--quiet); background: var(--sunken); }
.tag { display: inline-block; margin-left: 0.4rem; padding: 0 0.4rem; border: 1px solid currentColor; border-radius: 5px; font-size: 0.78rem; color: var(--quiet); }
.count { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
.notice { padding: 0.8rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }

.decision { margin-top: 1rem; padding: 0.9rem 1.1rem; border: 1px solid var(--line); border-left: 6px solid; border-radius: 8px; background: var(--surface); }
.decision.good { border-left-color: var(--good); background: var(--good-ground); }
.decision.bad { border-left-color: var(--bad); background: var(--bad-ground); }
.decision.good h2 { color: var(--good); }
.decision.bad h2 { color: var(--bad); }
.decision p { margin-top: 0.25rem; }

.overview, .tiers { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.3rem; }
main > #overview { margin-top: 1.25rem; }
.overview { display: grid; grid-template-columns: 13rem 1fr; gap: 0.6rem 2.25rem; align-items: center; }
.gauge { text-align: center; font-size: 0.9rem; color: var(--quiet); }
.gauge strong { color: var(--text); }
.gauge svg { width: 100%; max-width: 11rem; }
.gauge-number { font-size: 34px; font-weight: 700; text-anchor: middle; fill: var(--text); }
.gauge-word { font-size: 11px; text-anchor: middle; fill: var(--quiet); }
.track { stroke: var(--line); }
.solid { stroke: var(--solid); }
.track-fill { fill: var(--line); }
.solid-fill { fill: var(--solid); }
.stripe-ground { fill: var(--surface); }
.stripe { fill: var(--stripe); }
.areas { list-style: none; padding: 0; display: grid; gap: 0.65rem; }
.areas li { display: grid; grid-template-columns: 8rem 1fr 11.5rem; gap: 0.9rem; align-items: center; }
.area-score { font-size: 0.9rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
.area-score strong { color: var(--text); }
.card h4 { font-size: 1.05rem; line-height: 1.35; }
.bar { display: block; width: 100%; height: 0.8rem; border-radius: 3px; }
.legend { grid-column: 1 / -1; font-size: 0.85rem; color: var(--quiet); }
.key { display: inline-block; width: 1.3rem; height: 0.7rem; border-radius: 2px; margin: 0 0.25rem 0 0.2rem; }
.solid-key { background: var(--solid); }
.striped-key { margin-left: 1rem; background: repeating-linear-gradient(135deg, var(--stripe) 0 2.5px, var(--surface) 2.5px 6px); border: 1px solid var(--stripe); }
.tiers { margin-top: 1rem; }
.tiers ol { list-style: none; padding: 0; margin-top: 0.7rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; }
.tiers li { border-top: 4px solid var(--line); padding-top: 0.5rem; }
.tiers li.good { border-top-color: var(--good); }
.tiers li.bad { border-top-color: var(--bad); }
.tiers li.info { border-top-color: var(--info); }
.tier-word { font-size: 0.9rem; }
.missing { margin-top: 0.35rem; font-size: 0.9rem; }
.missing-word { color: var(--quiet); }

.cards-title { margin-top: 1.1rem; }
.cards { list-style: none; padding: 0; margin-top: 0.6rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1rem; }
.cards + p { margin-top: 0.8rem; }
#fix-first > p { margin-top: 0.8rem; }
.card { display: flex; flex-direction: column; gap: 0.5rem; min-width: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 0.9rem 1.1rem 1rem; }
.card-top { display: flex; flex-wrap: wrap; gap: 0.3rem 0.7rem; align-items: baseline; font-size: 0.9rem; }
.worth { font-size: 1.25rem; line-height: 1; color: var(--good); font-variant-numeric: tabular-nums; }
.worth-word { font-size: 0.85rem; font-weight: 400; }
.why { color: var(--quiet); font-size: 0.92rem; }
.places { list-style: none; padding: 0; font-size: 0.92rem; }
.commands { margin-top: auto; padding-top: 0.3rem; font-size: 0.88rem; display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 0.7rem; align-items: center; }
.commands dt { color: var(--quiet); }
.commands dd { margin: 0; min-width: 0; }
.command { display: flex; gap: 0.4rem; align-items: center; justify-content: space-between; background: var(--sunken); border-radius: 6px; padding: 0.2rem 0.3rem 0.2rem 0.6rem; }
p > .command { display: inline-flex; }
.command button { padding: 0.05rem 0.5rem; font-size: 0.82rem; }

.filters { margin: 0.9rem 0 0.4rem; }
.scripts .filters { display: grid; gap: 0.45rem; }
.filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; }
.filters legend { float: left; width: 5.2rem; font-size: 0.88rem; color: var(--quiet); }
.filters button { font-size: 0.9rem; padding: 0.15rem 0.6rem; }
.filters input { width: min(20rem, 60vw); padding: 0.2rem 0.6rem; }
.filters output { font-size: 0.9rem; }

section section { margin-top: 1.3rem; }
section section h3 { margin-bottom: 0.4rem; }
section section h3 .quiet { font-weight: 400; font-size: 0.9rem; margin-left: 0.4rem; }
details { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
details + details { margin-top: 0.4rem; }
section > details { margin-top: 0.8rem; }
section section > details, #findings-list > details { margin-top: 0.4rem; }
summary { cursor: pointer; padding: 0.5rem 0.9rem; border-radius: 8px; list-style: none; display: grid; grid-template-columns: 1rem auto; gap: 0.2rem 0.5rem; align-items: baseline; justify-content: start; }
.item > summary { grid-template-columns: 1rem 8.3rem minmax(12rem, 19rem) 1fr 8rem; }
.rule > summary { grid-template-columns: 1rem 5.6rem minmax(12rem, 19rem) 1fr 11rem; }
summary .badge { justify-self: start; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "▸"; color: var(--quiet); }
[open] > summary::before { content: "▾"; }
summary:hover { background: var(--sunken); }
.item-title { font-weight: 600; }
.item-reason { color: var(--quiet); font-size: 0.92rem; }
.item-points { text-align: right; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
.item-body { padding: 0.2rem 1.1rem 1rem 2.4rem; display: grid; gap: 0.7rem; font-size: 0.93rem; }
.evidence { border-left: 3px solid var(--line); padding-left: 0.8rem; min-width: 0; }
.evidence.bad { border-left-color: var(--bad); }
.evidence.warn { border-left-color: var(--warn); }
.evidence.good { border-left-color: var(--good); }
.evidence.info { border-left-color: var(--info); }
.evidence ul { padding-left: 1.1rem; }

.rule-lead { padding: 0 1.1rem 0.6rem 2.4rem; font-size: 0.9rem; }
.finding { padding: 0.8rem 1.1rem 0.9rem 2.4rem; border-top: 1px solid var(--line); display: grid; gap: 0.4rem; min-width: 0; font-size: 0.95rem; }
.finding:target, .item:target { box-shadow: inset 4px 0 0 var(--link); }
.finding-place { font-weight: 600; }
.finding > .quiet { font-size: 0.87rem; }
.frame { margin: 0; padding: 0.5rem 0; background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; font-size: 0.88rem; line-height: 1.5; tab-size: 2; }
.frame .row { display: grid; grid-template-columns: 3.6rem 1fr; white-space: pre-wrap; }
.frame .line-number { text-align: right; padding-right: 0.9rem; color: var(--quiet); user-select: none; }
.frame code { font-size: inherit; min-width: 0; }
.frame .site { background: var(--bad-ground); }
.frame mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--bad); }
.trace { padding-left: 1.3rem; font-size: 0.92rem; }
li.more { list-style: none; color: var(--quiet); }
.trace li::marker { color: var(--quiet); }

.scroll { overflow-x: auto; margin-top: 0.8rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.8rem; border-top: 1px solid var(--line); min-width: 4rem; overflow-wrap: normal; }
thead th { border-top: 0; font-size: 0.84rem; color: var(--quiet); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
tfoot { font-weight: 700; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.below { padding-left: 2rem; font-weight: 400; }
.bar-cell { min-width: 8rem; width: 45%; }
#services .bar-cell { width: auto; }
.date { white-space: nowrap; }
.spark { display: block; width: 7rem; height: 1.6rem; overflow: visible; }
.spark polyline { fill: none; stroke: var(--link); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.spark circle { fill: var(--link); }
td .bar { min-width: 8rem; margin-top: 0.3rem; }
details .scroll { border: 0; margin-top: 0; border-radius: 0; }
.fill-good { fill: var(--good); }
.fill-bad { fill: var(--bad); }
.fill-text { fill: var(--text); }

.drawing { margin-top: 0.9rem; }
.drawing svg { width: 100%; }
.drawing figcaption { font-size: 0.88rem; }
.node { fill: var(--surface); stroke: var(--line); stroke-width: 1.5; }
.node.own { stroke: var(--text); }
.node.no { stroke: var(--bad); }
.node.yes { stroke: var(--good); }
.node.unclear { stroke: var(--info); }
.node-name { font-size: 15px; font-weight: 600; fill: var(--text); }
.node-state { font-size: 14px; text-anchor: end; fill: var(--quiet); }
.centred { text-anchor: middle; }
.edge { fill: none; stroke-width: 2; }
.edge.yes { stroke: var(--good); }
.edge.no { stroke: var(--bad); stroke-dasharray: 9 5; }
.edge.unclear { stroke: var(--info); stroke-dasharray: 2 5; }
#comparison h3 { margin-top: 1rem; }
#comparison ul, #computation ul, .problems { margin-top: 0.5rem; padding-left: 1.2rem; }
#unjudged > p { margin-top: 0.6rem; }

@media (max-width: 60rem) {
  .item > summary, .rule > summary { grid-template-columns: 1rem auto 1fr auto; }
  .item-reason { grid-column: 3 / -1; grid-row: 2; }
}
@media (max-width: 44rem) {
  .overview { grid-template-columns: 1fr; }
  .areas li { grid-template-columns: 1fr auto; gap: 0.1rem 0.8rem; }
  .areas .bar { grid-column: 1 / -1; grid-row: 2; }
  .drawing { display: none; }
  .commands { grid-template-columns: 1fr; gap: 0.2rem; }
  .item > summary, .rule > summary { grid-template-columns: 1rem auto 1fr; }
  .item-title { grid-column: 2 / -1; grid-row: 2; }
  .item-reason { grid-column: 2 / -1; grid-row: 3; }
  .item-body, .finding, .rule-lead { padding-left: 0.9rem; padding-right: 0.9rem; }
  th, td { padding: 0.4rem 0.55rem; }
  .below { padding-left: 1.1rem; }
  .filters legend { float: none; width: 100%; }
  .frame .row { grid-template-columns: 2.6rem 1fr; }
  .frame .line-number { padding-right: 0.5rem; }
}
`;
