import { exactDuration, humanDuration } from '../../text/human-units';

/** A duration of milliseconds for people: `93784000` → `1 day 2 h`. */
export function duration(milliseconds: number): string {
  return humanDuration(milliseconds, {
    days: (count) => (count === 1 ? '1 day' : `${count} days`),
    hours: (count) => `${count} h`,
    minutes: (count) => `${count} min`,
    seconds: (count) => `${count} s`,
  });
}

/** The same without loss: `5400000` → `90 minutes`. */
export function exactly(milliseconds: number): string {
  const { count, unit } = exactDuration(milliseconds);
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
}

/** How often something happens: `every hour`, `every 90 minutes`. */
export function every(milliseconds: number): string {
  const { count, unit } = exactDuration(milliseconds);
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
