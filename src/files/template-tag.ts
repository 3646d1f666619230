/** `<%= value %>`, `{{ value }}`, `{{#each list}}`: what EJS, Lodash, Handlebars and their kin replace. */
const tag = /<%[^]*?%>|\{\{[#/^&>!{]?[^{}\n]*\}\}/g;

/** Whether an offset of a text lies in a tag of a template, or at its end: such a text is no source before the tags are replaced. */
export function isInTemplateTag(text: string, at: number): boolean {
  return [...text.matchAll(tag)].some(({ index, 0: { length } }) => index <= at && at <= index + length);
}
