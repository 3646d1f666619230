import ejs from 'ejs';
import escapeHtml from 'escape-html';
import Handlebars from 'handlebars';
import he from 'he';
import { encode } from 'html-entities';
import { escape } from 'html-escaper';
import { marked } from 'marked';
import Mustache from 'mustache';
import nunjucks from 'nunjucks';
import pgFormat from 'pg-format';
import sanitizeHtml from 'sanitize-html';
import showdown from 'showdown';
import snarkdown from 'snarkdown';
import SqlString from 'sqlstring';

import type { Case } from '../case.js';
import { subject } from '../subject.js';

const templates = (library: string) => subject('templates', library);
const escapers = (library: string) => subject('escapers', library);
const markdown = (library: string) => subject('markdown', library);
const escapes = (library: string) => subject('sql-escapes', library);

/** It would run in a page where it came through as it is. */
const script = '<img src=x onerror=alert(1)>';

/** @throws {Error} when the text still holds an element that a page would run */
function harmless(text: string): string {
  if (/<img[^>]*onerror/i.test(text)) throw new Error(`it comes through: ${text}`);
  return 'the element comes out harmless';
}

/** @throws {Error} when the element does not come through as it is */
function passes(text: string): string {
  if (!/<img[^>]*onerror/i.test(text)) throw new Error(`it comes out harmless: ${text}`);
  return 'the element comes through as it is';
}

/** Escapes by itself, and no longer where that is switched off. */
const unlessOff = (on: string, off: string): Promise<string> => Promise.resolve(`${harmless(on)}; switched off: ${passes(off)}`);
const seen = (text: string): Promise<string> => Promise.resolve(text);

const quote = "' OR 1=1 --";
/** @throws {Error} when the text could end the literal that it stands in */
function quoted(text: string): Promise<string> {
  if (!/^E?'(?:[^'\\]|''|\\.)*'$/.test(text.trim())) throw new Error(`it gives ${text}`);
  return Promise.resolve('what would end the literal is escaped');
}

export const cases: readonly Case[] = [
  templates('handlebars').shown('compile()/markup', () => unlessOff(Handlebars.compile('{{a}}')({ a: script }), Handlebars.compile('{{a}}', { noEscape: true })({ a: script }))),
  templates('handlebars').shown('create().compile()/markup', () => unlessOff(Handlebars.create().compile('{{a}}')({ a: script }), Handlebars.create().compile('{{a}}', { noEscape: true })({ a: script }))),
  templates('handlebars').shown('SafeString/markup', () => seen(passes(Handlebars.compile('{{a}}')({ a: new Handlebars.SafeString(script) })))),
  templates('nunjucks').shown('renderString/markup', () => {
    nunjucks.configure({ autoescape: true });
    const on = nunjucks.renderString('{{ a }}', { a: script });
    nunjucks.configure({ autoescape: false });
    const off = nunjucks.renderString('{{ a }}', { a: script });
    nunjucks.configure({});
    return unlessOff(on, off);
  }),
  templates('nunjucks').shown('configure().render/markup', () => unlessOff(nunjucks.configure({}).renderString('{{ a }}', { a: script }), nunjucks.configure({ autoescape: false }).renderString('{{ a }}', { a: script }))),
  templates('mustache').shown('render/markup', () => seen(harmless(Mustache.render('{{a}}', { a: script })))),
  templates('ejs').shown('render/markup', () => seen(harmless(ejs.render('<%= a %>', { a: script })))),
  escapers('escape-html').shown('export/markup', () => seen(harmless(escapeHtml(script)))),
  escapers('sanitize-html').shown('export/markup', () => seen(harmless(sanitizeHtml(script)))),
  escapers('he').shown('escape/markup', () => seen(harmless(he.escape(script)))),
  escapers('html-entities').shown('escape/markup', () => seen(harmless(encode(script)))),
  escapers('html-escaper').shown('escape/markup', () => seen(harmless(escape(script)))),
  markdown('snarkdown').shown('export/markup', () => seen(passes(snarkdown(script)))),
  markdown('marked').shown('marked/markup', () => seen(passes(marked(script) as string))),
  markdown('marked').shown('marked.parse/markup', () => seen(passes(marked.parse(script) as string))),
  markdown('showdown').shown('Converter.makeHtml/markup', () => seen(passes(new showdown.Converter().makeHtml(script)))),
  escapes('pg-format').shown('export/escapes', () => quoted(pgFormat('%L', quote))),
  escapes('sqlstring').shown('*/escapes', () => quoted(SqlString.escape(quote))),
  escapes('pg-format').shown('*/escapes', () => quoted(pgFormat.literal(quote))),
];
