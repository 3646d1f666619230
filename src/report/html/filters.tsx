import type { VNode } from 'preact';

export interface FilterKey {
  /** The attribute of the entries that is looked at: `data-<key>`. */
  readonly key: string;
  readonly label: string;
  readonly values: readonly { readonly value: string; readonly text: string; readonly count: number }[];
}

/** Buttons and a field that narrow the entries below `list`. They are there only where scripts run; without them everything is shown. */
export function Filters({ list, noun, keys }: { readonly list: string; readonly noun: string; readonly keys: readonly FilterKey[] }): VNode {
  return (
    <form class="filters scripted" data-filter={list} data-noun={noun} aria-label={`Filter the ${noun}`}>
      {keys.filter(({ values }) => values.length > 1).map(({ key, label, values }) => (
        <fieldset key={key}>
          <legend>{label}</legend>
          {values.map(({ value, text, count }) => <button key={value} type="button" aria-pressed="false" data-key={key} data-value={value}>{text} <span class="count">{count}</span></button>)}
        </fieldset>
      ))}
      <fieldset>
        <legend>Text</legend>
        <label>
          <span class="hidden-text">{`Only ${noun} with this text`}</span>
          <input type="search" placeholder="file, rule, word…" />
        </label>
        <button type="reset">Show all</button>
      </fieldset>
      <output class="quiet" />
    </form>
  );
}

/** The values of a key with how many entries have each; those that none has are left out. */
export function filterKey<T>(key: string, label: string, entries: readonly T[], given: { readonly of: (entry: T) => string; readonly order: readonly string[]; readonly text: (value: string) => string }): FilterKey {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(given.of(entry), (counts.get(given.of(entry)) ?? 0) + 1);
  return { key, label, values: given.order.filter((value) => counts.has(value)).map((value) => ({ value, text: given.text(value), count: counts.get(value) ?? 0 })) };
}
