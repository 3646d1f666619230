import { textAnswersIn, type TextAnswer } from '../../src/analysis/security/web/html-answers.js';
import { judgeAnswer } from '../../src/analysis/security/web/judged-answer.js';
import { pageHeadersOf, type PageHeaders } from '../../src/analysis/security/web/page-headers.js';
import type { Project } from '../../src/analysis/project.js';
import { nameOfCall, placeText, spanOf, wayTo, wayToFunction } from '../../src/analysis/site.js';
import { escapeMarkup } from '../../src/fix/escape-markup.js';
import { registerHelmet } from '../../src/fix/register-helmet.js';
import type { Evidence } from '../../src/model/evidence.js';
import { defineRule } from '../../src/model/rule.js';

const id = 'no-xss';

export default defineRule({
  meta: {
    id,
    area: 'security',
    item: 'xss',
    mode: 'XSS: a page runs what others wrote',
    summary: 'What a request brings is escaped where it becomes part of a page, and pages carry the headers that restrict what runs in them.',
    why: 'A browser cannot tell a script of the service from one that stood in a link. Whoever gets somebody to open such a link acts as that person: reads what they see, uses their session, changes their password. It takes one place that puts a parameter into HTML as it came.',
    how: 'Follows what is sent as HTML (Express and Nest, where a text is HTML unless a type is set; Node, Koa, Fastify, Hono, hapi and web responses by their type or by the tag at the beginning) back through concatenations, templates, names, helpers and callers in other files. It fails where a part of the body, the query or the path arrives as it was sent, and where a template with escaping switched off is filled. It passes where all parts are constants, numbers or went through something that escapes: a library, or a function that replaces `<`. What is checked on the way, comes from a database or is not followed is unknown; so are views, since templates are not read. So is a part of a body without markup around it, which no link sends. Once for each app that gives pages it asks for security headers: helmet and its relatives, or code that sets a Content-Security-Policy, X-Frame-Options or X-Content-Type-Options; where a proxy is configured beside the app that is unknown.',
    coverage: { practice: 'escaped pages', sites: 'answers with HTML' },
    level: 'warning',
    weakness: 79,
    gate: ['send', 'end', 'write', 'html', 'body', 'Response', 'response', 'Controller', 'route', 'express', 'oa'],
    examples: [
      { title: 'The name runs', reports: [5], code: "import express from 'express';\nimport helmet from 'helmet';\nconst app = express().use(helmet());\napp.get('/hello', (req, res) => {\n  res.send(`<h1>Hello ${req.query.name}</h1>`);\n});\n" },
      { title: 'A helper puts it into the page', reports: [6], code: "import express from 'express';\nimport helmet from 'helmet';\nconst page = (title: string) => `<title>${title}</title>`;\nconst app = express().use(helmet());\napp.get('/shops/:name', (req, res) => {\n  res.send(page(req.params.name));\n});\n" },
      { title: 'A library escapes', reports: [], code: "import express from 'express';\nimport helmet from 'helmet';\nimport escape from 'escape-html';\nconst app = express().use(helmet());\napp.get('/hello', (req, res) => {\n  res.send(`<h1>Hello ${escape(String(req.query.name))}</h1>`);\n});\n" },
      { title: 'A function of our own escapes', reports: [], code: "import { createServer } from 'node:http';\nconst safe = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');\ncreateServer((req, res) => {\n  const name = new URL(req.url ?? '/', 'http://shop').searchParams.get('name') ?? '';\n  res.setHeader('Content-Type', 'text/html');\n  res.end(`<p>${safe(name)}</p>`);\n});\n" },
      { title: 'JSON is no page', reports: [], code: "import express from 'express';\nconst app = express();\napp.get('/hello', (req, res) => {\n  res.json({ hello: req.query.name });\n});\n" },
    ],
    blindSpots: [
      'Templates are not read: `{{{ name }}}` and `<%- name %>` pass unseen.',
      'What a database gives back is unknown, though others may have written it there.',
      'Code that runs in the browser, dangerouslySetInnerHTML of React among it, is not looked at.',
      'Where in a page a value stands is not asked: inside of a script or an attribute without quotes, escaping `<` is not enough.',
      'Whether a Content-Security-Policy is strict is not asked; apps of Next.js and its like are not asked for headers.',
    ],
    fix: { offers: 'Puts escape-html around the part of the request where it stands in the answer, and registers helmet where an application of Express or Fastify is made. Not in scripts, whose texts are escaped in another way, and not for templates that escape nothing.' },
  },
  *file({ file, project }) {
    for (const answer of textAnswersIn(project, file)) {
      const evidence = ofAnswer(project, answer);
      if (evidence) yield evidence;
    }
  },
  *project({ project, artifacts }) {
    for (const headers of pageHeadersOf(project, artifacts)) yield ofHeaders(project, headers);
  },
});

function ofAnswer(project: Project, answer: TextAnswer): Evidence | undefined {
  const judgement = judgeAnswer(project, answer);
  if (!judgement) return undefined;
  const { file, fn, range, name } = answer;
  const { reach, trace } = wayToFunction(project, { file, fn });
  const base = { rule: id, span: { file, start: range[0], end: range[1] }, reach, trace, confidence: 'high', fixes: [], data: { call: name } } as const;
  if (judgement.is === 'escaped') return { ...base, outcome: 'pass', message: `All that ${name} puts into the page is constant or escaped` };
  if (judgement.is === 'unknown') return { ...base, ...(judgement.unlikely && { confidence: 'medium' as const }), outcome: 'unknown', message: `${name}: ${judgement.why}` };
  if (judgement.is === 'unescaped') {
    return { ...base, outcome: 'fail', message: `${name} sends a page whose template escapes nothing (${judgement.by}): markup in what it is filled with runs in the browser of whoever opens it`, help: 'Let the template escape, and mark the few values that are markup in the template itself, after they went through a sanitizer.' };
  }
  return {
    ...base, outcome: 'fail', fixes: escapeMarkup(project, answer, judgement.name),
    message: `${name} sends ${judgement.name} of the request as HTML, as it came: a link with a script in it runs in the page of whoever opens it, with their session`,
    help: `Escape it (${judgement.isMarkup ? 'escape-html, or a template that escapes' : 'escape-html'}), or answer with res.json or the type text/plain where it is no page.`,
  };
}

function ofHeaders(project: Project, { app, page, is, by, why }: PageHeaders): Evidence {
  const name = nameOfCall(project, app);
  const { reach } = wayTo(project, app);
  const base = { rule: id, span: spanOf(project, app), reach: reach === 'script' ? reach : ('request' as const), confidence: 'medium', fixes: [], data: { headers: true } } as const;
  const shown = { span: spanOf(project, page.ref), message: `${nameOfCall(project, page.ref)} gives a page` };
  if (is === 'set') return { ...base, trace: [], outcome: 'pass', message: `Pages of ${name} carry security headers${by ? `, set at ${placeText(project, by)}` : ''}` };
  if (is === 'unknown') return { ...base, trace: [], outcome: 'unknown', message: `Whether pages of ${name} carry security headers is not seen: ${why ?? ''}` };
  return {
    ...base, trace: [shown], outcome: 'fail', fixes: registerHelmet(project, app), level: page.is === 'filled' ? 'warning' : 'info',
    message: `Pages of ${name} (${nameOfCall(project, page.ref)} at ${placeText(project, page.ref)}) carry no security headers: nothing holds back a script that got into one, and any site can show them in a frame`,
    help: 'Register helmet (koa-helmet, @fastify/helmet, secureHeaders of Hono) before the routes, or set Content-Security-Policy and X-Content-Type-Options yourself; or switch this off where a gateway sets them.',
  };
}
