const millisecondsADay = 86_400_000;

/** Whether a text is a day that exists, written `2027-02-01`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Parsers move 30 February into March.
  return !Number.isNaN(time) && dayOf(time) === text;
}

/** The days from one day to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / millisecondsADay);
}

/** The day that is so many days later. */
export function daysAfter(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * millisecondsADay);
}

/** Today, in UTC: a pipeline must say the same wherever it runs. */
export function today(): string {
  return dayOf(Date.now());
}

/** `today`, `1 day`, `12 days`. */
export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${String(days)} days`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
