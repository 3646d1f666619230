import { expect, test } from 'vitest';
import { agreementOf, compareVerdicts, type HandVerdict } from '../scripts/ecosystem/verdicts.js';
import { precisionPage } from '../scripts/ecosystem/page.js';
import { itemTitles, type ItemId, type ItemVerdict } from '../src/model/checklist.js';

const ids = Object.keys(itemTitles) as readonly ItemId[];
const hand = (item: ItemId, verdict: ItemVerdict, also: readonly ItemVerdict[] = []): HandVerdict => ({ item, verdict, also, at: [], why: `read ${item}` });
const shop = (...read: readonly HandVerdict[]): Parameters<typeof compareVerdicts>[0] => [
  { service: 'shop', repo: 'o/shop', commit: 'c0ffee', verdicts: ids.map((id) => read.find(({ item }) => item === id) ?? hand(id, 'unknown')) },
];

test('a verdict agrees, could be defended, is near, or is wrong; what we leave open is not counted', () => {
  const read = shop(hand('retries', 'pass'), hand('timeouts', 'partial', ['fail']), hand('queues', 'pass'), hand('csrf', 'fail'), hand('xss', 'not-applicable'), hand('metrics', 'fail'));
  const compared = compareVerdicts(read, [{ service: 'shop', verdicts: { retries: 'pass', timeouts: 'fail', queues: 'partial', csrf: 'pass', xss: 'fail', metrics: 'unknown' } }]);

  expect(Object.fromEntries(compared.map(({ item, result }) => [item, result]))).toEqual({ retries: 'same', timeouts: 'defensible', queues: 'near', csrf: 'wrong', xss: 'wrong', metrics: 'undecided' });
  expect(agreementOf(compared)).toEqual({ decided: 5, same: 1, defensible: 1, near: 1, wrong: 2 });
});

test('a verdict on what a reader could not decide is wrong', () => {
  const [one] = compareVerdicts(shop(hand('alerting', 'unknown')), [{ service: 'shop', verdicts: { alerting: 'fail' } }]);
  expect(one?.result).toBe('wrong');
});

test('a service that was not read whole is refused', () => {
  const read = [{ service: 'shop', repo: 'o/shop', commit: 'c0ffee', verdicts: [hand('retries', 'pass')] }];
  expect(() => compareVerdicts(read, [])).toThrow(/no verdict of shop on timeouts/u);
});

test('the page states the agreement and lists what differs', () => {
  const verdicts = compareVerdicts(shop(hand('retries', 'pass'), hand('csrf', 'fail')), [{ service: 'shop', verdicts: { retries: 'pass', csrf: 'pass' } }]);
  const page = precisionPage({ services: [], state: { findings: [] }, labels: [], incidents: [], verdicts });

  expect(page).toContain('Of 2 decided verdicts 1 are the same (50 %), 0 defensible, 0 near, 1 wrong; 0 are left open.');
  expect(page).toContain('| shop | 2 | 1 | 0 | 0 | 1 | 50 % |');
  expect(page).toContain('| shop | `csrf` | pass | fail | wrong | read csrf |');
});
