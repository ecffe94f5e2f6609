import { computed, listed, under, written, type KeyList } from '../key-list';
import { Random } from '../random';
import { moment, moments, noise, padded } from './flat';
import { aName } from './folders';

const DAY_MS = 86_400_000;
const days = (count: number, from = Date.UTC(2022, 10, 5)): number[] =>
  Array.from({ length: count }, (_, at) => from + at * DAY_MS);

function files(count: number, name: (at: number) => string): KeyList {
  return computed(count, name);
}

/** `logs/YYYY/MM/DD/HH/nnnnnn`. */
export function byHour(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const hours = days(730, Date.UTC(2023, random.whole(0, 11), 1)).flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => day + hour * 3_600_000),
  );
  const shares = random.shares(hours.length, count, 0.2);
  return under(
    hours.map((ms, at) => [
      `logs/${moment(ms).slice(0, 13).replaceAll(/[-T]/g, '/')}/`,
      files(shares[at] as number, (file) => padded(file, 6)),
    ]),
  );
}

/** A folder a day, the file names times of that day and hosts. */
export function dayFolders(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const all = days(random.whole(500, 900));
  const shares = random.shares(all.length, count, 0.6);
  return under(
    all.map((day, at) => {
      const size = shares[at] as number;
      return [
        `AWSLogs/${100_000_000 + seed}/elb/${moment(day).slice(0, 10).replaceAll('-', '/')}/`,
        files(size, (file) => {
          const time = moment(day + Math.floor((file / size) * DAY_MS))
            .slice(11, 19)
            .replaceAll(':', '');
          return `app_${time}Z_${padded(file, 6)}_${noise(file, 8)}.log.gz`;
        }),
      ];
    }),
  );
}

/** Two levels: years and months, many files in each. */
export function monthFolders(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const months = Array.from(
    { length: 60 },
    (_, at) => `${2019 + Math.floor(at / 12)}/${padded((at % 12) + 1, 2)}/`,
  );
  const shares = random.shares(months.length, count, 0.8);
  return under(
    months.map((month, at) => {
      const size = shares[at] as number;
      return [
        month,
        files(size, (file) => `${padded(Math.floor((file / size) * 16 ** 6), 8)}-${padded(file, 6)}.png`),
      ];
    }),
  );
}

/** Five levels, down to the minute. */
export function byMinute(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const begin = Date.UTC(2024, random.whole(0, 11), 7);
  const minutes = Array.from({ length: 40 * 1440 }, (_, at) => begin + at * 60_000);
  const each = Math.max(1, Math.round(count / minutes.length));
  return under(
    minutes.map((ms) => [
      `${moment(ms).slice(0, 16).replaceAll(/[-T:]/g, '/')}/`,
      files(each, (file) => `cam-${padded(file, 5)}.ts`),
    ]),
  );
}

/** `table/dt=…/hour=…/part-…`. */
export function hive(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const tables = ['clicks', 'impressions', 'orders', 'sessions'];
  const perTable = random.shares(tables.length, count, 1);
  return under(
    tables.flatMap((table, number) => {
      const all = days(random.whole(60, 400));
      const each = Math.max(1, Math.round((perTable[number] as number) / all.length / 24));
      return all.flatMap((day) =>
        Array.from({ length: 24 }, (_, hour): readonly [string, KeyList] => [
          `warehouse/${table}/dt=${moment(day).slice(0, 10)}/hour=${padded(hour, 2)}/`,
          files(each, (file) => `part-${padded(file, 5)}-${noise(seed, 8)}.c000.snappy.parquet`),
        ]),
      );
    }),
  );
}

/** A partition a day of one table, growing from year to year. */
export function growing(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const all = days(1000);
  const sum = all.reduce((total, _, at) => total + (at + 30) ** 2, 0);
  return under(
    all.map((day, at) => [
      `events/dt=${moment(day).slice(0, 10).replaceAll('-', '')}/`,
      files(
        Math.max(1, Math.round((count * (at + 30) ** 2 * random.lognormal(0.1)) / sum)),
        (file) => `${padded(file, 9)}.avro`,
      ),
    ]),
  );
}

/** Half of all keys in the folder of one day. */
export function hotDay(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const all = days(500);
  const shares = random.shares(all.length, count / 2, 0.3);
  shares[random.whole(100, 450)] = Math.floor(count / 2);
  return under(
    all.map((day, at) => {
      const size = shares[at] as number;
      return [
        `upload/${moment(day).slice(0, 10)}/`,
        files(size, (file) => `${Math.floor(1e12 + (file / size) * 8e12)}.jpg`),
      ];
    }),
  );
}

/** Reports of every customer of every month, named by all of it. */
export function flatReports(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const months = Math.max(1, Math.round(count / 12_000));
  return listed(
    Array.from({ length: months }, (_, month) =>
      Array.from({ length: Math.round(count / months) }, () => {
        return `report_${2010 + Math.floor(month / 12)}-${padded((month % 12) + 1, 2)}_customer${random.whole(1, 90_000)}.pdf`;
      }),
    ).flat(),
  );
}

/** Orders of each day in one folder, numbered from 1 every day. */
export function orders(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const all = days(random.whole(500, 900));
  const shares = random.shares(all.length, count, 0.6);
  return under(
    all.map((day, at) => [
      `ORD${moment(day).slice(0, 10).replaceAll('-', '')}`,
      files(shares[at] as number, (file) => `${padded(file + 1, 8)}.json`),
    ]),
  );
}

/** Tenants by a power law, by UUID, and a folder for each day of theirs. */
export function tenants(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const ids = Array.from({ length: 3000 }, (_, at) => uuidOf(noise(at * 31 + seed, 32)));
  const sum = ids.reduce((all, _, at) => all + 1 / (at + 1), 0);
  return listed(
    ids.flatMap((id, at) =>
      Array.from(moments(random, Math.max(1, Math.round(count / (at + 1) / sum)), 3), (ms, file) => {
        const day = moment(ms).slice(0, 10).replaceAll('-', '/');
        return `${id}/${day}/${uuidOf(noise(file * 7 + at + seed, 32))}`;
      }),
    ),
  );
}

const uuidOf = (digits: string): string =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;

/** Tables of a data lake in three zones, of unlike sizes, each with a folder for a year, a month and a day. */
export function lake(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const end = Date.UTC(2024, 11, 31);
  const zones = ['bronze', 'gold', 'silver'];
  const perZone = random.shares(zones.length, count, 0.6);
  return under(
    zones.flatMap((zone, number) => {
      const tables = random.shares(random.whole(6, 20), perZone[number] as number, 1.3);
      return tables.flatMap((share, at) => {
        const table = `${aName(random)}_${at}`;
        const all = days(random.whole(30, 700));
        const each = Math.max(1, Math.round(share / all.length));
        return all.map((_, before): readonly [string, KeyList] => {
          const [year, month, day] = moment(end - before * DAY_MS)
            .slice(0, 10)
            .split('-') as [string, string, string];
          return [
            `${zone}/${table}/year=${year}/month=${month}/day=${day}/`,
            files(each, (file) => `part-${padded(file, 5)}-${noise(seed + before, 8)}.snappy.parquet`),
          ];
        });
      });
    }),
  );
}

/** Mail of users who have much and little of it, by month. */
export function mail(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const users = random.shares(300, count, 1.2);
  return under(
    users.flatMap((share, user) => {
      const name = `${aName(random)}${user}@example.com`;
      const end = 2024 * 12 + random.whole(0, 11);
      const months = random.shares(random.whole(3, 60), share, 0.5);
      return months.map((size, before): readonly [string, KeyList] => {
        const month = end - before;
        return [
          `${name}/${Math.floor(month / 12)}/${padded((month % 12) + 1, 2)}/`,
          written(random.ascending(size, 2 ** 48), (value, at) => {
            return `${Math.floor(value).toString(16).padStart(12, '0')}${noise(at, 8)}.eml`;
          }),
        ];
      });
    }),
  );
}
