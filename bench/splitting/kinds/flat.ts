import { computed, listed, written, type KeyList } from '../key-list';
import { Random } from '../random';

const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

/** Digits that follow from a number, as if by chance. */
export function noise(number: number, digits: number, base = 16): string {
  let text = '';
  for (let state = Math.imul(number + 1, 0x85eb_ca6b); text.length < digits;) {
    state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35) + 0x27d4_eb2f;
    text += ((state >>> 8) % base).toString(base);
  }
  return text;
}

/** The text of a moment, from milliseconds. */
export const moment = (ms: number): string => new Date(ms).toISOString();

/** Moments of some years, ascending, in bursts as people and machines write. */
export function moments(random: Random, count: number, years = 2): Float64Array {
  const [begin, length] = [Date.UTC(2023, random.whole(0, 11), 3), years * 365 * 86_400_000];
  return random.ascending(count, 1).map((share) => {
    const day = Math.floor(share * years * 365);
    const within = share * years * 365 - day;
    // Nights are quiet.
    return Math.floor(begin + (day / (years * 365)) * length + (0.3 + 0.6 * within) * 86_400_000);
  });
}

export function hex(seed: number, count: number): KeyList {
  return written(new Random(seed).ascending(count, 2 ** 48), (value, at) => {
    return Math.floor(value).toString(16).padStart(12, '0') + noise(at + seed, 20);
  });
}

export function uuid(seed: number, count: number): KeyList {
  return written(new Random(seed).ascending(count, 2 ** 48), (value, at) => {
    const high = Math.floor(value).toString(16).padStart(12, '0');
    const rest = noise(at + seed, 19);
    return `${high.slice(0, 8)}-${high.slice(8)}-4${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(7)}.json`;
  });
}

export function ulid(seed: number, count: number): KeyList {
  const random = new Random(seed);
  return written(moments(random, count), (ms, at) => {
    let [text, rest] = ['', ms];
    for (let digit = 0; digit < 10; digit++) {
      text = (BASE32[rest % 32] as string) + text;
      rest = Math.floor(rest / 32);
    }
    return `${text}${padded(at % 1e7, 7)}${noise(at, 9, 32)
      .toUpperCase()
      .replace(/[ILOU]/g, 'Z')}`;
  });
}

export function snowflake(seed: number, count: number): KeyList {
  const random = new Random(seed);
  return written(moments(random, count, 3), (ms, at) => {
    return String((BigInt(ms - Date.UTC(2010, 10, 4)) << 22n) + BigInt(at % 4_000_000));
  });
}

/** Serial numbers without leading zeros: in byte order 1, 10, 100, 1000. */
export function unpadded(seed: number, count: number): KeyList {
  const begin = new Random(seed).whole(1, count);
  return listed(Array.from({ length: count }, (_, at) => `${begin + at}.jpg`));
}

export function serial(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const [before, step] = [random.of(['img_', 'export-2024-full/part-', 'scan', '']), random.whole(1, 9)];
  return computed(count, (at) => `${before}${padded(at * step + 1000, 10)}.parquet`);
}

/** The last digits first, as was advised against hot partitions. */
export function reversed(seed: number, count: number): KeyList {
  const begin = new Random(seed).whole(1e6, 9e6);
  return listed(
    Array.from(
      { length: count },
      (_, at) =>
        Array.from(String(begin + at))
          .toReversed()
          .join('') + '/doc.pdf',
    ),
  );
}

export function seconds(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const sensor = random.whole(10, 99);
  return written(moments(random, count, 1), (ms, at) => {
    return `sensor-${sensor}-${Math.floor(ms / 1000)}.${padded(at % 1e7, 7)}.bin`;
  });
}

export function longPrefixMilliseconds(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const before = `company/production/eu-west/service-${random.whole(10, 99)}/telemetry/raw/v2/events_`;
  return written(moments(random, count), (ms, at) => `${before}${ms}_${padded(at % 1e7, 7)}.json.gz`);
}

export function isoTimes(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const before = random.of(['', 'backup-', 'audit_']);
  return written(moments(random, count), (ms, at) => `${before}${moment(ms)}-${padded(at % 1e7, 7)}.log`);
}

export function camera(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const stills = moments(random, Math.floor(count * 0.7), 6);
  const [clips, share] = [moments(random, Math.floor(count * 0.1), 6), Math.floor(count * 0.2)];
  const name = (kind: string, ms: number, at: number, type: string) =>
    `${kind}_${moment(ms).slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')}_${padded(at % 1e6, 6)}.${type}`;
  return listed([
    ...Array.from(stills, (ms, at) => name('IMG', ms, at, 'jpg')),
    ...Array.from(clips, (ms, at) => name('VID', ms, at, 'mp4')),
    ...Array.from({ length: share }, (_, at) => `DSC${padded(at, 7)}.ARW`),
  ]);
}

export function randomLengths(seed: number, count: number): KeyList {
  const random = new Random(seed);
  return listed(
    Array.from({ length: count }, () => {
      let text = '';
      for (let left = random.whole(4, 40); left > 0; left--) {
        text += BASE62[random.whole(0, BASE62.length - 1)] as string;
      }
      return text;
    }),
  );
}

/** A name, its date and a number, separated by dashes. */
export function dashes(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const things = ['billing', 'crm', 'events', 'orders', 'payments', 'stock', 'users'];
  const shares = random.shares(things.length, count, 1);
  return listed(
    things.flatMap((thing, at) =>
      Array.from(moments(random, shares[at] as number), (ms, number) => {
        return `${thing}-${moment(ms).slice(0, 10)}-${padded(number % 1e6, 6)}-${noise(number, 6)}.csv`;
      }),
    ),
  );
}

/** Photos of articles, whose numbers begin with one of some pairs of letters. */
export function articles(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const numbers = Array.from({ length: 2000 }, () => {
    return `${random.of(['A', 'B', 'C', 'D'])}${random.of(['X', 'Y', 'Z'])}${padded(random.whole(0, 99_999), 5)}`;
  });
  const shares = random.shares(numbers.length, count, 0.4);
  return listed(
    numbers.flatMap((number, at) =>
      Array.from({ length: shares[at] as number }, (_, photo) => `${number}_${photo + 1}.jpg`),
    ),
  );
}
