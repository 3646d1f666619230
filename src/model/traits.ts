/** Whether something is so of a project, and what shows it. `unknown` where it could not be seen: absence is only told where it could have been. */
export interface Trait {
  readonly is: 'yes' | 'no' | 'unknown';
  /** One clause with the concrete names: `GET /orders/:id is handled in src/orders.ts`. */
  readonly why: string;
  /** What was seen rules it out, also beside sites that another use of the same libraries has. */
  readonly settled?: true;
}

/** What an item of the checklist may depend on. */
export const traitNames = ['hasCode', 'serves', 'servesRequests', 'waits', 'asksServices', 'requestsAskServices', 'usesDatabase', 'usesRelational', 'usesCookies', 'answersHtml'] as const;

export type TraitName = (typeof traitNames)[number];

/** What kind of project it is, as far as the checklist asks. */
export type ProjectTraits = Readonly<Record<TraitName, Trait>>;
