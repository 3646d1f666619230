/** Operators that compare: what they give is true or false. */
export const comparing: ReadonlySet<string> = new Set(['==', '===', '!=', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);
