const token = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[[\]{}]/g;

/** How many levels of maps and lists a YAML or JSON text has at most, told by brackets and indentation without parsing it; a little too many where a text in it holds brackets. */
export function yamlDepth(text: string): number {
  return Math.max(depthOfBrackets(text), depthOfIndentation(text));
}

function depthOfBrackets(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [found] of text.matchAll(token)) {
    if (found === '[' || found === '{') most = Math.max(most, ++depth);
    else if (found === ']' || found === '}') depth = Math.max(0, depth - 1);
  }
  return most;
}

/** `- - a` and `? ? a` open a level each on one line. */
function depthOfIndentation(text: string): number {
  const open: number[] = [];
  let most = 0;
  for (const [, blanks = '', marks = ''] of text.matchAll(/^( *)((?:[-?:] +)*)\S/gm)) {
    while ((open.at(-1) ?? -1) >= blanks.length) open.pop();
    open.push(blanks.length);
    most = Math.max(most, open.length + (marks.match(/[-?:]/g)?.length ?? 0));
  }
  return most;
}
