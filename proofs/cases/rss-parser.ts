import Parser from 'rss-parser';

import { limit, type Case } from '../case.js';
import { subject } from '../subject.js';

const { phases, wait } = subject('rss-parser', 'rss-parser');

export const cases: readonly Case[] = [
  ...phases('timeout', (url) => new Parser({ timeout: limit }).parseURL(url)),
  wait('timeout/default', (s) => new Parser().parseURL(s.silent)),
];
