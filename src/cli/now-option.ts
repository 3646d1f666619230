import { InvalidArgumentError, Option } from 'commander';
import { isDay } from '../model/calendar.js';

/** `--now 2027-02-01`. */
export function nowOption(): Option {
  return new Option('--now <date>', 'the day for which waivers and attestations are judged; default: today, in UTC').argParser((value) => {
    if (!isDay(value)) throw new InvalidArgumentError('Write it as YYYY-MM-DD.');
    return value;
  });
}
