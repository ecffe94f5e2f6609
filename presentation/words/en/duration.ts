import { humanDuration } from '../../text/human-units';

/** A duration of milliseconds for people: `93784000` → `1 day 2 h`. */
export function duration(milliseconds: number): string {
  return humanDuration(milliseconds, {
    days: (count) => (count === 1 ? '1 day' : `${count} days`),
    hours: (count) => `${count} h`,
    minutes: (count) => `${count} min`,
    seconds: (count) => `${count} s`,
  });
}
