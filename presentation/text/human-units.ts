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

/** A duration in its two largest units: `93784000` → `1 day 2 h`. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 86400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const named = parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit === 'day' && amount > 1 ? 'days' : unit}`);
  return named.length === 0 ? '0 s' : named.slice(0, 2).join(' ');
}
