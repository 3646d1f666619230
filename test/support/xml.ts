/** An element of a small document: enough of XML to tell a whole document from a cut one, and a text from markup. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Parses a document. Throws where it is not well-formed: an open element, a bare `<` or `&`, a character that XML does not have. */
export function parseXml(document: string): XmlElement {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(document)) throw new Error('a character that XML does not have');
  const tokens = document.replace(/^<\?xml[^>]*\?>/, '').matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g);
  const root = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const stack = [root];
  for (const [, close, name = '', written = '', empty, text, stray] of tokens) {
    const top = stack.at(-1) ?? root;
    if (stray !== undefined) throw new Error('a bare <');
    if (text !== undefined) top.text += decoded(text);
    else if (close === '/') {
      if (top.name !== name || stack.length === 1) throw new Error(`</${name}> closes nothing`);
      stack.pop();
    } else {
      const attributes = Object.fromEntries([...written.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decoded(value)]));
      const element = { name, attributes, children: [], text: '' };
      top.children.push(element);
      if (empty !== '/') stack.push(element);
    }
  }
  const [only] = root.children;
  if (stack.length > 1 || only === undefined || root.children.length > 1 || root.text.trim() !== '') throw new Error('not one whole element');
  return only;
}

function decoded(text: string): string {
  return text.replace(/&(#\d+|\w+);|&/g, (whole, reference?: string) => {
    const character = reference?.startsWith('#') ? String.fromCodePoint(Number(reference.slice(1))) : names[reference ?? ''];
    if (character === undefined) throw new Error(`${whole} refers to nothing`);
    return character;
  });
}
