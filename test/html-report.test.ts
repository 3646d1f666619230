import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { chromium as browsers, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fleetOf } from '../src/fleet/fleet-of.js';
import { standingsOf } from '../src/fleet/standing-of.js';
import type { Report } from '../src/model/report.js';
import { renderFleetHtml } from '../src/report/fleet/fleet-html.js';
import { renderHtml } from '../src/report/html/render-html.js';
import { fullReport, sampleChecklist, sampleFinding, sampleProblem, sampleReport } from './support/sample-report.js';

const ordersApi = JSON.parse(readFileSync(fileURLToPath(new URL('../fixtures/services/orders-api/report.json', import.meta.url)), 'utf8')) as Report;

/** What a reader sees of a page: its texts, without what only machines read. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

/** One part of the page, by the id of its section. */
function part(html: string, id: string): string {
  const from = html.indexOf(`<section id="${id}"`);
  const to = html.slice(from + 1).search(/<section id="(?!area-)|<\/main>/);
  return from < 0 ? '' : html.slice(from, from + 1 + to);
}

function positions(text: string, words: readonly string[]): readonly number[] {
  return words.map((word) => text.indexOf(word));
}

/** A report that has something for every part of the page. */
function richReport(): Report {
  const checklist = sampleChecklist();
  return {
    ...ordersApi,
    tool: { name: 'readiness', version: '0.1.0' },
    revision: { commit: '9a0d2e1f00000000000000000000000000000000', branch: 'main', url: 'https://github.com/acme/orders', folder: 'services/orders' },
    project: { ...ordersApi.project, tier: 'production' },
    suppressed: fullReport().suppressed,
    waivers: fullReport().waivers,
    attestations: fullReport().attestations,
    services: [{ name: '@acme/orders', dir: 'services/orders', files: 12, errors: 3, warnings: 1, checklist }],
    problems: [sampleProblem({ severity: 'warning', help: 'mend the syntax' })],
    comparison: {
      base: { ref: 'main', commit: '1f3c9ab000000000000000000000000000000000', complete: true },
      items: [
        { id: 'timeouts', title: 'Timeouts on all external calls', area: 'reliability', before: 'pass', after: 'partial', reasons: { before: '24 of 24 sites covered', after: '19 of 24 sites covered' }, points: -1.72, worse: true },
        { id: 'logging', title: 'Structured logging', area: 'observability', before: 'fail', after: 'pass', reasons: { before: '0 of 4 sites covered', after: '4 of 4 sites covered' }, points: 4.12, worse: false },
        { id: 'resources', title: 'Resources released', area: 'reliability', before: 'pass', after: 'pass', reasons: { before: '8 of 8 sites covered', after: '8 of 8 sites covered' }, points: -0.01, worse: false },
      ],
      points: 2.39,
      added: [ordersApi.findings[0]?.fingerprint ?? ''],
      fixed: [sampleFinding({ fingerprint: 'gone', message: 'console.log writes a line for people' })],
      waivers: fullReport().waivers,
    },
  };
}

describe('the report as a page', () => {
  const html = renderHtml(ordersApi);
  const text = textOf(html);
  const { score = { verified: 0, possible: 0, assessed: 0 }, items } = ordersApi.checklist;
  const earned = items.reduce((sum, item) => sum + Math.round(item.points.earned * 100), 0);

  it('says first what was decided, then the score, then what to mend', () => {
    const order = positions(text, ['Gate failed', '4 errors, no warnings,', `${String(score.verified)} verified`, 'What it is ready for', 'To pass the gate', 'Then, to raise the score', 'Checklist 28 items']);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(html).toContain(`aria-label="Verified score ${String(score.verified)} of 100; ${String(score.possible)} possible; ${String(score.assessed)} % of the checklist was assessed"`);
  });

  it('puts what fails the gate before what only raises the score, each by its points', () => {
    const worth = [...textOf(part(html, 'fix-first')).matchAll(/To pass the gate|Then, to raise the score|\+(\d+\.\d\d) points? /g)].map(([all, value]) => value ?? all);
    const split = worth.indexOf('Then, to raise the score');
    const [gate, raise] = [worth.slice(1, split).map(Number), worth.slice(split + 1).map(Number)];
    const points = (fails: boolean): readonly number[] => ordersApi.findings.filter((finding) => (finding.level === 'error') === fails && finding.points > 0).map((finding) => finding.points).toSorted((a, b) => b - a);
    expect(gate).toEqual(points(true));
    expect(raise).toEqual(points(false));
    expect(part(html, 'fix-first')).toContain('readiness why src/clients/customers.ts:14');
  });

  it('lists every item with its evidence both ways, what is open before what is right', () => {
    const verdicts = [...html.matchAll(/class="item"[^>]*data-verdict="(?<verdict>[^"]+)" data-area="reliability"/g)].map((match) => match.groups?.['verdict']);
    expect(verdicts).toHaveLength(items.filter(({ area }) => area === 'reliability').length);
    const order = ['fail', 'partial', 'unknown', 'waived', 'attested', 'pass', 'not-applicable'];
    expect(verdicts).toEqual(verdicts.toSorted((a = '', b = '') => order.indexOf(a) - order.indexOf(b)));
    const timeouts = textOf(html.slice(html.indexOf('id="item-timeouts"'), html.indexOf('id="item-retries"')));
    const places = positions(timeouts, ['Open 4', 'src/clients/inventory.ts:4', 'Remarks, which cost no points 1', 'Right', 'payments.post is bounded by the client']);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('shows each finding with the marked code and the way from the handler to the call', () => {
    for (const { fingerprint } of ordersApi.findings) expect(html).toContain(`id="finding-${fingerprint}"`);
    expect(html).toContain('<mark>getJson</mark>');
    expect(text).toContain('src/routes/orders.ts:22 GET /:id is handled here src/routes/orders.ts:29 calls addressOf');
  });

  it('says of each dependency whether something bounds its calls', () => {
    const table = textOf(part(html, 'dependencies')).split('Who waits')[1] ?? '';
    expect(table).toMatch(/fetch ✖ 3 without, 2 with .*axios ✖ 1 without, 2 with .*pg ✔ all, 10 s not judged not judged 3 requests ioredis ✔ all, 500 ms/);
  });

  it('computes the score with the numbers of the run, and they sum exactly', () => {
    const rows = [...part(html, 'computation').matchAll(/<tr>.*?<\/tr>/g)].map(([row]) => [...row.matchAll(/class="number">([\d.]+)</g)].map(([, value = '']) => Math.round(Number(value) * 100)));
    const own = rows.slice(0, -1).filter((row) => row.length === 4);
    const sum = (at: number): number => own.reduce((total, row) => total + (row[at] ?? 0), 0);
    expect(rows.at(-1)).toEqual([sum(0), sum(2), sum(3)]);
    expect(textOf(part(html, 'computation'))).toContain(`= ${(earned / 100).toFixed(2)}, rounded down`);
  });

  it('shows what changed since the base, from its points to those of now', () => {
    const changed = textOf(part(renderHtml(richReport()), 'comparison'));
    expect(changed).toContain('Changed since main at 1f3c9ab 3 items changed, 1 finding came, 1 finding went, 1 waiver came.');
    expect(changed).toContain(`main at 1f3c9ab ${((earned - 239) / 100).toFixed(2)} Timeouts on all external calls −1.72 Structured logging +4.12 1 other item −0.01 Now ${(earned / 100).toFixed(2)}`);
    expect(changed).toContain('✔ fixed require-timeout src/server.ts:12 console.log writes a line for people');
  });

  it('shows what people say, the services, and what was not judged; places lead to the forge', () => {
    const rich = renderHtml(richReport());
    expect(textOf(part(rich, 'statements'))).toMatch(/expiring it ends in 3 days.*Accepted: the job is killed after a minute.*stale.*the pager was tried @sre, signed by @ann/);
    expect(textOf(part(rich, 'services'))).toMatch(/@acme\/orders services\/orders 62 78 prototype 3 1 internal: Timeouts on all external calls , Structured logging/);
    expect(textOf(part(rich, 'unjudged'))).toContain("src/broken.ts:3 : ';' expected (parse) mend the syntax");
    expect(rich).toContain('href="https://github.com/acme/orders/blob/9a0d2e1f00000000000000000000000000000000/services/orders/src/clients/inventory.ts#L4"');
  });

  it('ends with a line that says that it is whole, and holds the report as data', () => {
    expect(html.trimEnd().split('\n').at(-1)).toMatch(/^<!-- readiness done complete=true findings=\d+ errors=4 .*gate=fail exit=1 -->$/);
    expect(renderHtml(fullReport()).trimEnd()).toMatch(/<!-- readiness done complete=false findings=1 .* exit=3 -->$/);
    expect(textOf(renderHtml(fullReport()))).toContain('Scan incomplete: not everything was judged');
    const data = /<script type="application\/json" id="report"[^>]*>(?<json>[^<]*)<\/script>/.exec(html)?.groups?.['json'] ?? '';
    expect(JSON.parse(data)).toEqual(ordersApi);
  });

  it('says what it leaves out of hundreds of findings and pieces of evidence', () => {
    const findings = Array.from({ length: 300 }, (_, at) => sampleFinding({ line: at + 1, fingerprint: `f${String(at)}`, points: 0.01 }));
    const evidence = fullReport().evidence.flatMap((one) => Array.from({ length: 3100 }, () => one));
    const many = renderHtml(sampleReport({ findings, evidence }));
    expect(textOf(part(many, 'fix-first'))).toContain('and 296 more places');
    expect(textOf(many)).toContain('… and 275 more, not listed here');
    expect(textOf(many)).toContain('without 100 pieces of evidence');
    expect(many).toContain('id="finding-f299"');
    expect(many).not.toMatch(/class="rule"[^>]* open/);
  });

  it('has something to say of a clean report, and of one without a score', () => {
    expect(textOf(renderHtml(sampleReport()))).toMatch(/Gate passed.*Nothing fails/);
    const { score: _, ...checklist } = sampleChecklist({ tiers: [], items: [] });
    expect(textOf(renderHtml(sampleReport({ checklist: { ...checklist, unscored: 'it is a library' } })))).toContain('There is no score: it is a library.');
  });
});

/** Names and texts that a repository could hold to take the page over. */
function hostileReport(): Report {
  const attack = `</script></style><img src=x onerror=alert(1)>"'&\u001b[31m\u202egnp.exe\u2028`;
  const finding = sampleFinding({ file: `src/${attack}.ts`, message: attack, help: attack, trace: [{ ...sampleFinding(), message: attack }], frame: { startLine: 11, lines: [attack, `\tawait ${attack}${'x'.repeat(100_000)}`] }, column: 2, endColumn: 7, owner: attack, data: { library: attack, call: attack } });
  const rich = richReport();
  return {
    ...rich,
    project: { ...rich.project, name: attack },
    revision: { commit: attack, branch: attack, url: `javascript:alert(1)//${attack}`, folder: attack },
    findings: [finding],
    waivers: rich.waivers.map((waiver) => ({ ...waiver, reason: attack, owner: attack, issue: 'javascript:alert(1)' })),
    attestations: rich.attestations.map((attestation) => ({ ...attestation, statement: attack, evidence: { url: 'javascript:alert(1)' } })),
    problems: [sampleProblem({ message: attack, file: attack })],
  };
}

describe('hostile repositories', () => {
  const html = renderHtml(hostileReport(), { path: `'; rm -rf / #<b>` });

  it('cannot add markup, end a script, or hide what is written', () => {
    const outside = html.replace(/<script type="application\/json"[^>]*>[^<]*<\/script>/, '');
    expect(outside).not.toContain('<img');
    expect(outside).not.toContain('\u001b');
    expect(html).not.toMatch(/[\u2028\u202a-\u202e]/);
    expect(html.match(/<script\b/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(textOf(html)).toContain('␛[31m\ufffdgnp.exe');
  });

  it('cannot make a link that runs code', () => {
    expect(html).not.toMatch(/href="javascript:/i);
  });

  it('cannot make the page large by one long line', () => {
    const frame = /<pre class="frame">[\s\S]*?<\/pre>/.exec(html)?.[0] ?? '';
    expect(frame.length).toBeLessThan(3000);
  });
});

it('loads nothing: whatever it names stands in a link', () => {
  const html = renderHtml(richReport()).replace(/<script[\s\S]*?<\/script>/g, '');
  expect(html.match(/\b(?:src|srcset|action|data|poster)="[^"]*"/g)).toBeNull();
  expect(html.match(/<link\b[^>]*>/g)).toEqual(['<link rel="icon" href="data:,"/>']);
  expect(html).not.toMatch(/@import|url\((?!#)/);
  expect(html).toMatch(/content="default-src 'none'; img-src data:; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
});

describe('in a browser', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'readiness-html-'));
  const heard: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => heard.push(message.text()));
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|data):/.test(request.url())) heard.push(request.url());
    });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    rmSync(scratch, { recursive: true });
  });

  async function open(html: string): Promise<void> {
    const file = join(scratch, 'report.html');
    writeFileSync(file, html);
    await page.goto(pathToFileURL(file).href);
  }

  async function violations(): Promise<readonly string[]> {
    // The page's own policy forbids a script element; what the debugger evaluates is not under it.
    await page.evaluate(axe.source);
    return page.evaluate<string[]>("axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))");
  }

  it('passes axe in both themes, wide and narrow, with everything open', async () => {
    for (const [colorScheme, width] of [['light', 1280], ['dark', 400]] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await open(renderHtml(richReport()));
      await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
      expect(await violations()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  }, 60_000);

  it('finds nothing in the way of anyone on the page of a fleet, which filters by keyboard', async () => {
    const fleet = fleetOf([...standingsOf(richReport(), 'a.json'), ...standingsOf(sampleReport(), 'b.json')], [{ file: 'c.json', message: '"c.json" is no JSON', help: 'Scan again.' }]);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await open(renderFleetHtml(fleet));
      expect(await violations()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await page.locator('#services button[data-value=pass]').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('#fleet [data-entry]:visible').count()).toBe(fleet.services.filter(({ gate }) => gate === 'pass').length);
  });

  it('switches its theme and narrows its lists by keyboard', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(renderHtml(richReport()));
    const ground = "getComputedStyle(document.documentElement).backgroundColor";
    const light = await page.evaluate(ground);
    await page.locator('#theme').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(ground)).not.toBe(light);
    expect(await page.locator('#theme').getAttribute('aria-pressed')).toBe('true');

    const shown = page.locator('#checklist [data-entry]:visible');
    expect(await shown.count()).toBe(28);
    await page.locator('#checklist button[data-value=fail]').focus();
    await page.keyboard.press('Space');
    const failed = ordersApi.checklist.items.filter(({ verdict }) => verdict === 'fail').length;
    expect(await shown.count()).toBe(failed);
    expect(await page.locator('#checklist output').textContent()).toBe(`${String(failed)} of 28 items shown`);
    await page.locator('#checklist input').focus();
    await page.keyboard.type('tracing');
    expect(await shown.count()).toBe(1);
    await page.locator('#checklist button[type=reset]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => shown.count()).toBe(28);
  });

  it('opens what a link leads to', async () => {
    await open(renderHtml(richReport()));
    const item = page.locator('#item-timeouts');
    expect(await item.getAttribute('open')).toBeNull();
    await page.locator('#overview a[href="#item-timeouts"]').first().press('Enter');
    await expect.poll(() => item.getAttribute('open')).not.toBeNull();
  });

  it('says that it is cut off when its end is missing, and only then', async () => {
    const html = renderHtml(ordersApi);
    const notice = page.locator('#cut');
    await open(html);
    expect(await notice.isVisible()).toBe(false);
    for (const share of [0.3, 0.6, 0.99]) {
      await open(html.slice(0, Math.floor(html.length * share)));
      expect(await notice.isVisible()).toBe(true);
    }
  });

  it('runs nothing of a hostile repository, and nothing of all this was heard as an error or asked of the network', async () => {
    await open(renderHtml(hostileReport()));
    expect(await page.locator('#main img').count()).toBe(0);
    expect(heard).toEqual([]);
  });
});
