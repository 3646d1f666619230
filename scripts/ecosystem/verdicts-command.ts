import { paths, readGivenVerdicts, readReadServices, writeJson } from './files.js';
import { findCheckouts, scanCheckout } from './services.js';
import { agreementOf, compareVerdicts, givenVerdicts, type Agreement, type ComparedVerdict, type GivenVerdicts } from './verdicts.js';

export interface VerdictsCommandOptions {
  readonly checkouts: string;
  readonly names?: readonly string[];
}

/** `verdicts`: scans whole checkouts, prints where the checklist's verdicts differ from those that were read by hand, and records ours. */
export async function verdictsCommand({ checkouts, names }: VerdictsCommandOptions, print: (line: string) => void): Promise<void> {
  const read = readReadServices();
  const known = read.map(({ service, repo, commit }) => ({ name: service, repo, commit }));
  const scanned: GivenVerdicts[] = [];
  for (const checkout of findCheckouts(checkouts, known, names)) {
    const { report } = await scanCheckout(checkout);
    const given = givenVerdicts(checkout.name, report);
    scanned.push(given);
    const compared = compareVerdicts(read.filter(({ service }) => service === checkout.name), [given]);
    print(`${checkout.name}: ${agreementText(agreementOf(compared))}`);
    for (const one of compared) if (one.result !== 'same' && one.given !== one.hand.verdict) print(`  ${differenceText(one)}`);
  }
  const kept = readGivenVerdicts().filter(({ service }) => !scanned.some((own) => own.service === service));
  const all = [...kept, ...scanned].sort((a, b) => (a.service < b.service ? -1 : 1));
  writeJson(paths.givenVerdicts, all);
  print(`all services: ${agreementText(agreementOf(compareVerdicts(read, all)))}`);
}

function agreementText({ decided, same, defensible, near, wrong }: Agreement): string {
  return `${String(decided)} decided, ${String(same)} the same (${(decided === 0 ? 0 : (same / decided) * 100).toFixed(0)} %), ${String(defensible)} defensible, ${String(near)} near, ${String(wrong)} wrong`;
}

function differenceText({ item, given, hand, result }: ComparedVerdict): string {
  return `${result} ${item}: ours ${given}, read ${hand.verdict}: ${hand.why}`;
}
