/** What a library makes of a text on its way into a page. */
export interface MarkupModel {
  /** The call that gives the text. */
  readonly path: string;
  /** `escapes`: nothing in it runs. `passes`: markup in it stays markup. `renders`: a template, whose values are escaped where the template does not say otherwise. */
  readonly does: 'escapes' | 'passes' | 'renders';
  /** Where the text, or the data of the template, is. */
  readonly argument: number;
  /** What switches escaping off: an option of the call itself, of the call that made what it is called on, or of another call of the package by its name. */
  readonly off?: { readonly of: 'call' | 'maker' | { readonly call: string }; readonly at: readonly string[]; readonly is: boolean };
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** What keeps who is logged in in a cookie. */
export interface SessionModel {
  /** The call that makes the middleware or the session; `''` for the export itself. */
  readonly path: string;
  /** `plugin`: it is given to the app's `register`, and its options beside it. */
  readonly as: 'call' | 'plugin';
  /** Places of the option that says with which requests of other sites browsers send the cookie. */
  readonly sameSite: readonly string[];
  /** What holds where nobody sets it. `unset`: the cookie says nothing, and each browser does as it likes. `checked`: the library asks by itself where a request comes from. */
  readonly otherwise: 'unset' | 'lax' | 'strict' | 'checked';
  readonly versions?: string;
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}

/** What has answers carry the headers that restrict what a page may do. */
export interface HeaderModel {
  /** The call that makes the middleware; `''` for a plugin that is the export itself. */
  readonly path: string;
  readonly as: 'middleware' | 'plugin';
  /** Package and file with line, or documentation page. */
  readonly source: string;
  /** The version on which it was measured. */
  readonly verified?: string;
}
