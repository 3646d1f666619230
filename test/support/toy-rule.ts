import { calleeName } from '../../src/analysis/names.js';
import type { Fix } from '../../src/model/evidence.js';
import type { Rule } from '../../src/model/rule.js';

const p = { name: 'p-limit', range: '^6.2.0' };

/** What is written in the place of a call's name. */
const fixes: Readonly<Record<string, string>> = { bad: 'good', twice: 'bad', stubborn: 'stubborn', tempting: 'good', wavering: 'worse', brittle: 'good((', limited: 'limit', outside: 'good', nested: 'good', created: 'good' };

/** Finds calls by their names, and mends them: `bad` well, `limited` with a package, `created` with a new file, `nested` with a note at the end of the file, where two get in each other's way, `wavering` well by its second fix only, the others badly. */
export const toyRule: Rule = {
  meta: {
    id: 'toy', area: 'reliability', item: 'timeouts', mode: 'dependency-hangs', summary: '', why: '', how: '', coverage: { practice: '', sites: '' }, level: 'error',
    gate: Object.keys(fixes), examples: [], blindSpots: [],
  },
  *file({ file, facts }) {
    for (const [at, { calleeRange: [start, end] }] of facts.calls.entries()) {
      const name = calleeName(facts, at);
      if (name !== 'worse' && !Object.hasOwn(fixes, name)) continue;
      yield {
        rule: 'toy', outcome: 'fail', span: { file, start, end }, message: `${name} is called`, help: 'Call good.', confidence: 'high', reach: 'unknown', trace: [], data: {},
        fixes: name === 'worse' ? [] : [fixFor(file, name, start, end, facts.lines.at(-1) ?? 0), ...(name === 'wavering' ? [fixFor(file, 'bad', start, end, 0)] : [])],
      };
    }
  },
};

function fixFor(file: string, name: string, start: number, end: number, lastLine: number): Fix {
  const edit = { file, start, end, text: fixes[name] ?? '' };
  const fix: Fix = { title: `Call ${edit.text}`, safety: name === 'bad' ? 'safe' : 'suggestion', edits: [edit] };
  if (name === 'outside') return { ...fix, edits: [edit, { file: '../elsewhere.js', start: 0, end: 0, text: 'x' }] };
  if (name === 'created') return { ...fix, edits: [edit, { file: 'src/lib/new.js', start: 0, end: 0, text: 'export const made = 1;\n' }] };
  if (name === 'tempting') return { ...fix, edits: [{ file, start: 0, end: 0, text: 'worse();\n' }, edit] };
  if (name === 'nested') return { ...fix, edits: [edit, { file, start: lastLine, end: lastLine, text: `// mended ${String(start)}\n` }] };
  if (name !== 'limited') return fix;
  return { ...fix, edits: [{ file, start: 0, end: 0, text: `import limit from '${p.name}';\n` }, edit], installs: [`${p.name}@${p.range}`] };
}
