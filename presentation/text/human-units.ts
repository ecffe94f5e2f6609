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
  return BigInt(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** How the units of a duration are written. */
export interface DurationUnits {
  readonly days: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly minutes: (count: number) => string;
  readonly seconds: (count: number) => string;
}

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
