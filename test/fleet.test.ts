import { afterAll, describe, expect, test } from 'vitest';
import { fleetOf, standingsOf, type Fleet, type Report } from '../src/api.js';
import { renderJson } from '../src/report/json.js';
import { renderFleet, type FleetFormat } from '../src/report/fleet/render-fleet.js';
import { createWorkspace } from './support/cli-run.js';
import { runInProcess, type CliResult } from './support/in-process-cli.js';
import { sampleChecklist, sampleFinding, sampleReport } from './support/sample-report.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

interface Told {
  readonly verified?: number;
  readonly date?: string;
  readonly commit?: string;
  readonly errors?: number;
  readonly more?: Partial<Report>;
}

/** A report of a service, as a scan of its commit would store it. */
function reportOf(name: string, { verified = 62, date, commit = 'a'.repeat(40), errors = 0, more = {} }: Told = {}): Report {
  return sampleReport({
    project: { ...sampleReport().project, name },
    revision: { commit, folder: '', url: `https://github.com/acme/${name}`, ...(date !== undefined && { date }) },
    checklist: sampleChecklist({ score: { verified, possible: 78, assessed: 84 } }),
    findings: Array.from({ length: errors }, (_, at) => sampleFinding({ line: at + 1, endLine: at + 1, fingerprint: `f${String(at)}` })),
    ...more,
  });
}

function fleet(...reports: readonly Report[]): Fleet {
  return fleetOf(reports.flatMap((report, at) => standingsOf(report, `report-${String(at)}.json`)), []);
}

function write(files: Readonly<Record<string, Report | string>>): void {
  for (const [file, report] of Object.entries(files)) workspace.write(file, typeof report === 'string' ? report : renderJson(report));
}

function run(...args: readonly string[]): Promise<CliResult> {
  return runInProcess(['fleet', ...args], workspace.root);
}

describe('a fleet', () => {
  test('has a row a service, what needs attention first', () => {
    const { services } = fleet(reportOf('well', { verified: 40 }), reportOf('low', { errors: 1, verified: 30 }), reportOf('high', { errors: 3, verified: 60 }), reportOf('unseen', { more: { complete: false } }));
    expect(services.map(({ name, gate }) => `${name} ${gate}`)).toEqual(['unseen incomplete', 'low fail', 'high fail', 'well pass']);
    expect(services[2]).toMatchObject({ tier: 'prototype', score: { verified: 60 }, trend: [{ errors: 3, warnings: 0 }], report: 'report-2.json' });
    expect(services[2]).not.toHaveProperty('change');
  });

  test('tells by the days of commits which report is the latest, whatever order they come in, and how the score went', () => {
    const at = (verified: number, day: string, commit: string): Report => reportOf('orders', { verified, date: `2026-11-${day}T10:00:00.000Z`, commit: commit.repeat(40) });
    const { services } = fleet(at(62, '22', 'c'), at(58, '20', 'a'), at(60, '21', 'b'));
    expect(services).toHaveLength(1);
    expect(services[0]).toMatchObject({ change: 2, score: { verified: 62 }, report: 'report-0.json' });
    expect(services[0]?.trend.map(({ verified, date }) => [date?.slice(8, 10), verified])).toEqual([['20', 58], ['21', 60], ['22', 62]]);
  });

  test('counts a commit once, with its last report; reports without a day come first, as they were named', () => {
    const [old, again] = [reportOf('orders', { verified: 50, commit: 'b'.repeat(40) }), reportOf('orders', { verified: 55, commit: 'b'.repeat(40) })];
    const { services } = fleet(reportOf('orders', { verified: 60, date: '2026-11-01T00:00:00.000Z' }), old, again);
    expect(services[0]?.trend.map(({ verified }) => verified)).toEqual([55, 60]);
  });

  test('shows the services of a monorepo by themselves, and services of one name in two repositories apart', () => {
    const checklist = sampleChecklist();
    const mono = reportOf('shop', { more: { services: [{ name: '@shop/a', dir: 'services/a', files: 3, errors: 2, warnings: 1, checklist }, { name: '@shop/b', dir: 'services/b', files: 3, errors: 0, warnings: 0, checklist }] } });
    expect(fleet(mono).services.map(({ name, project, folder }) => [name, project, folder])).toEqual([['@shop/a', 'shop', 'services/a'], ['@shop/b', 'shop', 'services/b']]);
    const twin = { ...reportOf('orders'), revision: { commit: 'c'.repeat(40), folder: '', url: 'https://github.com/other/orders' } };
    expect(fleet(reportOf('orders'), twin).services).toHaveLength(2);
  });

  test('judges each service by itself, not against the base of some pull request', () => {
    const compared = reportOf('orders', { errors: 1, more: { comparison: { base: { ref: 'main', complete: true }, items: [], added: [], fixed: [], waivers: [] } } });
    expect(fleet(compared).services[0]?.gate).toBe('fail');
  });

  test('says which items most of them lack', () => {
    expect(fleet(reportOf('a'), reportOf('b')).items).toEqual([
      { id: 'retries', title: 'Retry logic with exponential backoff', fail: 2, partial: 0 },
      { id: 'timeouts', title: 'Timeouts on all external calls', fail: 0, partial: 2 },
    ]);
  });
});

describe('readiness fleet', () => {
  test('finds the reports of a folder, and leaves other JSON alone', async () => {
    write({ 'store/orders/1.json': reportOf('orders', { date: '2026-11-01T00:00:00.000Z', verified: 50 }), 'store/orders/2.json': reportOf('orders', { date: '2026-11-02T00:00:00.000Z', commit: 'b'.repeat(40) }), 'store/mail.json': reportOf('mail', { errors: 2 }), 'store/package.json': '{ "name": "store" }', 'store/node_modules/x.json': reportOf('hidden') });
    const { code, stdout, stderr } = await run('store');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✖ 1 of 2 services fails its gate\n/);
    expect(stdout).toMatch(/\n {2}mail +✖ fail +62 +– +78 +prototype +2 +0\n/);
    expect(stdout).toMatch(/\n {2}orders +✔ pass +62 +\+12 +78 +prototype +0 +0\n {6}trend 50 → 62 · items 1 fail, 1 partial, 1 unknown: Retry logic/);
    expect(stdout).not.toContain('hidden');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('done complete=true services=2 failed=1 incomplete=0 unread=0 exit=0');
  });

  test('names what it cannot show, shows the rest, and ends with 3', async () => {
    write({
      'broken/good.json': reportOf('good'), 'broken/cut.json': renderJson(reportOf('cut')).slice(0, 900), 'broken/old.json': '{ "schemaVersion": 0, "tool": {} }', 'broken/failed.json': '{\n  "ok": false,\n  "complete": false }',
      'broken/change.json': { ...reportOf('change'), selection: { of: 'staged', files: 1, elsewhere: 0 } }, 'broken/shard.json': '{ "schemaVersion": 1, "shard": { "index": 1, "of": 3 } }',
    });
    const { code, stdout } = await run('broken', '--format', 'json', '--format', 'html=fleet.html', '--format', 'markdown=fleet.md');
    const { services, problems, complete } = JSON.parse(stdout) as Fleet;
    expect([code, complete, services.map(({ name }) => name)]).toEqual([3, false, ['good']]);
    expect(problems.map(({ message }) => message)).toEqual([
      '"broken/change.json" holds only what concerned a change, and not the whole.', '"broken/cut.json" is no JSON, or was cut off.', '"broken/failed.json" tells of a run that failed, and holds no report.',
      '"broken/old.json" is written in version 0 of the format, and this is version 1.', '"broken/shard.json" is of shard 1 of 3: a part, and no verdict on the whole.',
    ]);
    const text = (await run('broken')).stdout;
    expect(text).toMatch(/^‼ 5 reports could not be shown\n/);
    expect(text).toContain('NOT SHOWN\n  ✖ "broken/change.json" holds only');
  });

  test.each([
    [['nowhere'], 'There is no file or folder "nowhere".'],
    [['empty'], 'There is no report in "empty".'],
    [['store', '--format', 'sarif'], "unknown format 'sarif'"],
    [['store', '--format', 'json', '--format', 'html'], 'two formats cannot share stdout'],
  ])('refuses %j', async (args, message) => {
    write({ 'empty/other.json': '{}' });
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('hostile reports', () => {
  const attack = `</script><img src=x onerror=alert(1)>|\`@team ](javascript:alert(1)) \u001b[31m\u202egnp\n# x`;
  const hostile: Fleet = {
    ...fleet({ ...reportOf(attack), revision: { commit: attack, date: attack, branch: attack, folder: attack.replace('@team', '').replace('<img', ''), url: `javascript:alert(1)//${attack}` } }, { ...reportOf('b'), revision: { commit: 'c', folder: '', url: 'javascript:alert(1)' } }),
    problems: [{ file: attack, message: attack, help: attack }], complete: false,
  };
  const shown = (format: FleetFormat): Promise<string> => renderFleet(hostile, { format, width: 100 });

  test('cannot add markup to the page, or a link that runs code', async () => {
    const html = await shown('html');
    const outside = html.replace(/<script type="application\/json"[^>]*>[^<]*<\/script>/, '');
    expect(outside).not.toContain('<img');
    expect(html).not.toMatch(/[\u001b\u202a-\u202e]/);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toMatch(/href="javascript:/i);
  });

  test('cannot call people, link or break the table in Markdown', async () => {
    // Nothing is looked for in code.
    const text = (await shown('markdown')).replace(/ ``.*?`` /g, ' ');
    expect(text).not.toContain('@team');
    expect(text).not.toMatch(/(?<!\\)\]\(javascript:/);
    expect(text).not.toMatch(/(?<!\\)<img/);
    expect(text.split('\n').filter((line) => line.startsWith('| ') && line.includes('gnp'))).toHaveLength(1);
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^<!-- readiness:done complete=false .* exit=3 -->$/);
  });

  test('cannot move the cursor or forge a line of the terminal', async () => {
    const text = await shown('terminal');
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).not.toMatch(/^# x/m);
  });
});
