/** Where the project lives. */
export const homepage = 'https://github.com/readiness-lint/readiness';

/** The page of a rule. */
export function rulePage(id: string): string {
  return `${homepage}/blob/main/docs/rules/${id}.md`;
}
