import { computed, listed, under, written, type KeyList } from '../key-list';
import { Random } from '../random';
import { hex, isoTimes, noise, padded, serial, unpadded } from './flat';

/** `ab/abcd…`: the first digits of a hash as a folder. */
export function contentAddressed(seed: number, count: number): KeyList {
  return written(new Random(seed).ascending(count, 2 ** 48), (value, at) => {
    const digits = Math.floor(value).toString(16).padStart(12, '0');
    return `objects/${digits.slice(0, 2)}/${digits.slice(2)}${noise(at, 26)}`;
  });
}

/** The keys of a container registry: mostly layers by hash. */
export function registry(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const few = Math.floor(count / 50);
  return under([
    [
      'docker/registry/v2/blobs/sha256/',
      written(random.ascending(count - few, 2 ** 48), (value, at) => {
        const digits = Math.floor(value).toString(16).padStart(12, '0') + noise(at, 52);
        return `${digits.slice(0, 2)}/${digits}/data`;
      }),
    ],
    [
      'docker/registry/v2/repositories/',
      written(random.ascending(few, 2 ** 40), (value, at) => {
        return `team${padded(Math.floor(value / 2 ** 34), 2)}/_layers/sha256/${padded(Math.floor(value), 13)}${noise(at, 50)}/link`;
      }),
    ],
  ]);
}

/** A deduplicating backup: chunks by hash in folders of two digits, and few others flat beside them. */
export function backup(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const few = Math.floor(count / 40);
  const byHash = (value: number, at: number): string =>
    Math.floor(value).toString(16).padStart(12, '0') + noise(at, 52);
  return under([
    [
      'repo/data/',
      written(random.ascending(count - 2 * few, 2 ** 48), (value, at) => {
        const name = byHash(value, at);
        return `${name.slice(0, 2)}/${name}`;
      }),
    ],
    ['repo/index/', written(random.ascending(few, 2 ** 48), byHash)],
    ['repo/snapshots/', written(random.ascending(few, 2 ** 48), byHash)],
  ]);
}

export function video(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const films = Math.max(1, Math.round(count / 2400));
  return under(
    Array.from({ length: films }, (_, film) => {
      const segments = random.whole(200, 1400);
      return ['1080p', '480p', '720p'].map((quality): readonly [string, KeyList] => [
        `vod/${noise(film * 7 + seed, 10)}/${quality}/`,
        computed(segments, (at) => `seg-${padded(at, 5)}.ts`),
      ]);
    }).flat(),
  );
}

export function thumbnails(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const sizes = ['120x120', '320x240', '640x480', '1280x720', 'original'];
  return under(
    sizes.map((size) => [
      `thumbs/${size}/`,
      written(
        random.ascending(Math.floor(count / 5), 90_000_000),
        (value, at) => `${padded(Math.floor(value), 9)}_${at}.webp`,
      ),
    ]),
  );
}

/** Numbered users without leading zeros, one of whom owns a tenth. */
export function users(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const owners = 20_000;
  const shares = random.shares(owners, count * 0.9, 1.2);
  shares[random.whole(0, owners - 1)] = Math.floor(count / 10);
  const begin = random.whole(1000, 80_000);
  return under(
    shares.map((share, at) => [
      `users/${begin + at}/`,
      computed(share, (file) => `photo-${padded(file, 7)}.jpg`),
    ]),
  );
}

const WORDS =
  'account admin alpha app archive asset audio auth backup base batch beta bin blob book build bundle cache camera cart chat client cloud code common config content core crm customer data db delta deploy desk dev diff disk doc draft edge email event export feed file film finance font form front game gamma gateway geo graph group guide hook host html icon image import inbox index invoice item job journal key lab lang layer legal level lib link list live log login loop mail main map market media memo menu merge meta model module music net news node note object office order org output pack page panel paper part patch pay photo pixel plan plugin point pool post print process product profile project proxy public queue quote raw read record region release report request result review role room root route rule sale sample scan schema script search secret service session set shop site sketch snap source space stage stat stock storage store stream style sub sync system table tag task team temp test text theme thread ticket time token tool topic trace track trade tree type update upload user util vault video view vision voice volume wallet web widget wiki work zip zone'.split(
    ' ',
  );

/** Names of one to four words, common words more often. */
export function aName(random: Random): string {
  const word = (): string => WORDS[Math.floor(WORDS.length * random.next() ** 2.2)] as string;
  let name = word();
  for (let more = random.whole(0, 3); more > 0; more--) {
    name += random.of(['-', '-', '_', '']) + word();
  }
  return name + (random.next() < 0.3 ? String(random.whole(1, 99)) : '');
}

export function words(seed: number, count: number): KeyList {
  const random = new Random(seed);
  return listed(
    Array.from({ length: count }, () => `${aName(random)}-${noise(random.whole(0, 1e9), 3)}.tar.gz`),
  );
}

/** Those of which the random parts of a pod's name are made. */
const POD_LETTERS = Array.from('bcdfghjklmnpqrstvwxz2456789');

/** A log an hour of pods, which are named by their service and two random parts; every namespace has the same services. */
export function pods(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const some = (length: number): string => Array.from({ length }, () => random.of(POD_LETTERS)).join('');
  const services = Array.from({ length: 40 }, () => aName(random));
  const pad = (value: number): string => padded(value, 2);
  return listed(
    Array.from({ length: count }, () => {
      const pod = `${random.of(services)}-${some(9)}-${some(5)}`;
      const hour = `2024/${pad(random.whole(1, 12))}/${pad(random.whole(1, 28))}/${pad(random.whole(0, 23))}`;
      return `logs/${random.of(['default', 'kube-system', 'production', 'staging'])}/${pod}/${hour}.log.gz`;
    }),
  );
}

/** Packages in two folders, some of them in scopes. */
export function scoped(seed: number, count: number): KeyList {
  const random = new Random(seed);
  return listed(
    Array.from({ length: count }, () =>
      random.next() < 0.4
        ? `npm/@${aName(random)}/${aName(random)}.json`
        : `npm/${aName(random)}${random.next() < 0.5 ? '' : `-${aName(random)}`}.json`,
    ),
  );
}

/** Nested folders named by words, of very different sizes. */
export function fileTree(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const keys: string[] = [];
  const fill = (path: string, share: number, depth: number): void => {
    const own = depth > 6 || share < 12 ? share : Math.floor(share * random.next() * 0.4);
    for (let file = 0; file < own; file++) {
      keys.push(`${path}${aName(random)}${file}.${random.of(['js', 'ts', 'md', 'json', 'map'])}`);
    }
    if (own < share) {
      const parts = random.whole(2, depth < 3 ? 40 : 8);
      for (const part of random.shares(parts, share - own, 1.5)) {
        fill(`${path}${aName(random)}/`, part, depth + 1);
      }
    }
  };
  fill('', count, 0);
  return listed(keys);
}

/** 400 folders by a power law, each in one of several styles. */
export function powerLaw(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const folders = 400;
  const sum = Array.from({ length: folders }, (_, at) => 1 / (at + 1)).reduce((all, part) => all + part, 0);
  const names = new Set<string>();
  while (names.size < folders) {
    names.add(`${aName(random)}/`);
  }
  return under(
    [...names].map((name, at) => {
      const share = Math.max(1, Math.round(count / (at + 1) / sum));
      return [name, random.of([hex, serial, isoTimes, unpadded])(seed + at, share)];
    }),
  );
}

/** Sixteen folders, each of another style. */
export function sixteenStyles(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const styles = [hex, serial, isoTimes, unpadded, contentAddressed, video, thumbnails, users];
  const shares = random.shares(16, count, 0.8);
  return under(
    shares.map((share, at) => [
      `${aName(random)}${at}/`,
      (styles[at % styles.length] as typeof hex)(seed + at, share),
    ]),
  );
}

/** A dense run of numbers hidden in a folder of numbers far apart. */
export function denseRun(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const run = random.whole(1e8, 8e8);
  const few = Math.floor(count / 10);
  return listed([
    ...Array.from({ length: few }, () => `items/${padded(random.whole(0, 999_999_999), 10)}.xml`),
    ...Array.from({ length: count - few }, (_, at) => `items/${padded(run + at, 10)}.xml`),
  ]);
}

/** A folder for each key, named by hashes. */
export function folderEach(seed: number, count: number): KeyList {
  return written(new Random(seed).ascending(count, 2 ** 48), (value, at) => {
    return `${Math.floor(value).toString(16).padStart(12, '0')}${noise(at, 20)}/original.bin`;
  });
}

/** A folder for each key, named by numbers. */
export function folderEachNumber(seed: number, count: number): KeyList {
  const begin = new Random(seed).whole(1, 1e6);
  return listed(Array.from({ length: count }, (_, at) => `case-${begin + at}/summary.json`));
}

/** 95 of a hundred keys under one long prefix. */
export function onePrefix(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const edge = Math.floor(count / 40);
  const part = `export-${random.whole(2019, 2025)}-full/part-`;
  return under([
    ['archive/', computed(edge, (at) => `${padded(at, 9)}.log`)],
    [`data/warehouse/events/${part}`, computed(count - 2 * edge, (at) => `${padded(at, 10)}.parquet`)],
    ['users/', computed(edge, (at) => `${padded(at, 9)}/avatar.png`)],
  ]);
}

/** Samples of a laboratory: few folders for many levels, then thousands of files in some of them. */
export function deepSkew(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const runs = random.whole(30, 60);
  const shares = random.shares(runs, count, 1.6);
  return under(
    shares.map((share, at) => [
      `lab/genomics/project-x/flowcells/2024${padded((at % 12) + 1, 2)}${padded(1 + (at % 28), 2)}_A0${random.whole(1000, 9999)}_${padded(at, 4)}/Data/Intensities/BaseCalls/L001/`,
      computed(share, (file) => `C${Math.floor(file / 4000) + 100}.1/s_1_${padded(file % 4000, 4)}.bcl.gz`),
    ]),
  );
}
