import type { KeyList } from '../key-list';
import * as dated from './dated';
import * as flat from './flat';
import * as folders from './folders';
import * as scripts from './scripts';

/** Ways in which people name objects, each as a generator of a bucket. */
export interface Kind {
  readonly name: string;
  /** Keys of a bucket, at most unless a few are added so that no part is empty. */
  readonly keys: number;
  readonly make: (seed: number, count: number) => KeyList;
}

const kind = (name: string, make: Kind['make'], keys = 1_000_000): Kind => ({ name, keys, make });

export const kinds: readonly Kind[] = [
  kind('hex names', flat.hex),
  kind('UUIDs', flat.uuid),
  kind('ULIDs', flat.ulid),
  kind('snowflake numbers', flat.snowflake),
  kind('serial numbers, unpadded', flat.unpadded),
  kind('serial numbers, padded', flat.serial, 1_300_000),
  kind('numbers reversed', flat.reversed, 700_000),
  kind('timestamps in seconds', flat.seconds),
  kind('long prefix, milliseconds', flat.longPrefixMilliseconds),
  kind('timestamps in ISO form', flat.isoTimes),
  kind('camera names', flat.camera),
  kind('random lengths', flat.randomLengths, 430_000),
  kind('names, dates and dashes', flat.dashes, 800_000),
  kind('article numbers and photos', flat.articles),
  kind('dated tree by hour', dated.byHour),
  kind('day folders of logs', dated.dayFolders),
  kind('month folders', dated.monthFolders, 1_500_000),
  kind('dated tree by minute', dated.byMinute),
  kind('table / date / hour', dated.hive),
  kind('a day a partition, growing', dated.growing),
  kind('half of all in one day', dated.hotDay),
  kind('tenants by day', dated.tenants),
  kind('monthly reports, flat', dated.flatReports, 600_000),
  kind('order numbers, from 1 each day', dated.orders),
  kind('data lake, 400 pages', dated.lake, 400_000),
  kind('mail by month, 400 pages', dated.mail, 400_000),
  kind('content-addressed', folders.contentAddressed),
  kind('container registry', folders.registry),
  kind('backup chunks', folders.backup),
  kind('video segments', folders.video),
  kind('thumbnails', folders.thumbnails),
  kind('users, one owns a tenth', folders.users),
  kind('words', folders.words, 800_000),
  kind('packages in scopes', folders.scoped, 500_000),
  kind('logs of pods', folders.pods, 900_000),
  kind('file tree', folders.fileTree),
  kind('power law, 400 folders', folders.powerLaw),
  kind('sixteen styles', folders.sixteenStyles),
  kind('dense run in a sparse folder', folders.denseRun),
  kind('a folder a key, hex', folders.folderEach),
  kind('a folder a key, numbers', folders.folderEachNumber),
  kind('95 % under one prefix', folders.onePrefix),
  kind('laboratory runs', folders.deepSkew),
  kind('Chinese folders', scripts.chineseFolders),
  kind('emoji and Chinese names', scripts.emojiNames),
  kind('mixed scripts', scripts.mixedScripts),
  kind('900 bytes shared, flat', scripts.longShared, 500_000),
  kind('900 bytes shared, 56 levels', scripts.deepShared, 500_000),
];
