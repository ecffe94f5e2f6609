import { computed, listed, under, type KeyList } from '../key-list';
import { Random } from '../random';
import { noise, padded } from './flat';
import { aName } from './folders';

const COMMON =
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理世车';
const EMOJI = Array.from('😀😁😂😃😄😅😆😉😊😋😎😍😘🎉🎂🎁🎈🚀🚗🚲🌍🌈🌙⭐🔥💧🍎🍕🍜🏠');

const chinese = (random: Random, length: number): string =>
  Array.from({ length }, () => COMMON[Math.floor(COMMON.length * random.next())] as string).join('');

/** Folders with Chinese names, of unlike sizes. */
export function chineseFolders(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const folders = 300;
  const shares = random.shares(folders, count, 1);
  const names = new Set<string>();
  while (names.size < folders) {
    names.add(`${chinese(random, random.whole(2, 4))}/${random.of(['合同', '图片', '报表', '档案'])}/`);
  }
  return under(
    [...names].map((name, at) => [
      name,
      computed(shares[at] as number, (file) => `扫描件${padded(file, 6)}.pdf`),
    ]),
  );
}

/** Flat names of Chinese characters and emoji. */
export function emojiNames(seed: number, count: number): KeyList {
  const random = new Random(seed);
  return listed(
    Array.from({ length: count }, () =>
      random.next() < 0.5
        ? `${chinese(random, random.whole(2, 6))}.jpg`
        : `${Array.from({ length: random.whole(2, 6) }, () => random.of(EMOJI)).join('')}${random.whole(0, 999)}.gif`,
    ),
  );
}

/** What people of several countries upload. */
export function mixedScripts(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const alphabets = [
    'абвгдежзиклмнопрстуфхцчшщэюя',
    'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも',
    '가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허',
    'αβγδεζηθικλμνξοπρστυφχψω',
    'abcdefghijklmnopqrstuvwxyz',
  ];
  return listed(
    Array.from({ length: count }, () => {
      const alphabet = Array.from(random.of(alphabets));
      const name = Array.from({ length: random.whole(3, 9) }, () => random.of(alphabet)).join('');
      return `files/${random.of(['a', 'b', 'c'])}/${name} ${random.whole(1, 40)}.docx`;
    }),
  );
}

/** All keys share 900 bytes. */
export function longShared(seed: number, count: number): KeyList {
  const before = noise(seed, 900, 36);
  return computed(count, (at) => `${before}${padded(at * 3, 9)}`);
}

/** All keys share 56 levels of folders. */
export function deepShared(seed: number, count: number): KeyList {
  const random = new Random(seed);
  const before = Array.from({ length: 56 }, () => `${aName(random).padEnd(15, 'x').slice(0, 15)}/`).join('');
  return computed(count, (at) => `${before}${padded(at * 3, 9)}`);
}
