/** How many requests of a client fixes let through. */
interface Rate {
  readonly limit: number;
  /** Milliseconds, as an expression. */
  readonly ms: string;
  readonly window: string;
  readonly title: string;
}

const attempts: Rate = { limit: 20, ms: '15 * 60 * 1000', window: '15 minutes', title: 'Allow each client 20 requests in 15 minutes' };
const requests: Rate = { limit: 100, ms: '60 * 1000', window: '1 minute', title: 'Allow each client 100 requests in a minute' };

/** @param areAttempts a password is tried, or mail is sent */
export function rateOf(areAttempts: boolean): Rate {
  return areAttempts ? attempts : requests;
}
