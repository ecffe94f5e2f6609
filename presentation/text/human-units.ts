const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** A number of bytes for people: `1536` → `1.50 KiB`. */
export function humanBytes(bytes: bigint | number | string): string {
  let rest = Number(BigInt(bytes));
  let unit = 0;
  while (rest >= 1024 && unit < BINARY_UNITS.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || rest >= 100 ? 0 : rest >= 10 ? 1 : 2;
  return `${rest.toFixed(digits)} ${BINARY_UNITS[unit] ?? 'B'}`;
}

/** A count with thousands separators: `1234567` → `1,234,567`. */
export function humanCount(count: bigint | number | string): string {
  const [, sign = '', digits = ''] = /^(-?)(.*)$/.exec(BigInt(count).toString()) ?? [];
  const head = digits.length % 3;
  const groups = [digits.slice(0, head), ...(digits.slice(head).match(/\d{3}/g) ?? [])];
  return sign + groups.filter((group) => group !== '').join(',');
}

/** How the units of a duration are written. */
export interface DurationUnits {
  readonly days: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly minutes: (count: number) => string;
  readonly seconds: (count: number) => string;
}

/** A duration without loss, in the largest unit that measures it: of 90 minutes, 90 and `minute`. */
export function exactDuration(milliseconds: number): { readonly count: number; readonly unit: DurationUnit } {
  const [unit, length] = UNITS.find(([, one]) => milliseconds % one === 0) ?? MILLISECOND;
  return { count: milliseconds / length, unit };
}

export type DurationUnit = 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;
const MILLISECOND = ['millisecond', 1] as const;

/** A duration in its two largest units, as the catalogues write them. */
export function humanDuration(milliseconds: number, units: DurationUnits): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 86400), units.days],
    [Math.floor(seconds / 3600) % 24, units.hours],
    [Math.floor(seconds / 60) % 60, units.minutes],
    [seconds % 60, units.seconds],
  ] as const;
  const named = parts.filter(([count]) => count > 0).map(([count, unit]) => unit(count));
  return named.length === 0 ? units.seconds(0) : named.slice(0, 2).join(' ');
}
