import { randomInt } from 'node:crypto';
import type { PasswordPolicy } from '../../clouds/ram/port';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import { Secret } from '../../contracts/credentials/secret';

/** Longest password that RAM takes (RAM CreateLoginProfile). */
const LONGEST = 32;

/** Minimum length of a password, even if the account accepts less. */
const SHORTEST = 20;

/**
 * Characters of passwords, without those that people misread (0 O o 1 l I), and those that a shell, a spreadsheet,
 * CSV, JSON, a URL or a chat would change.
 */
const LETTERS = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ'] as const;
const CLASSES = [...LETTERS, '23456789', '-_+=@#'] as const;

/**
 * Generates a console password: all four character classes even if not required, no character twice, a letter at both
 * ends, without the user's name. More than 100 bits at 20 characters.
 *
 * @throws PrepError `PasswordPolicyImpossible` if RAM's 32 characters cannot meet the policy
 */
export function generatePassword(policy: PasswordPolicy, userName: string): Secret {
  const length = Math.max(SHORTEST, policy.minimumLength, policy.minimumDifferentCharacters);
  if (!(length <= LONGEST)) {
    throw new PrepError('PasswordPolicyImpossible', {
      resource: phrase('resource.ramUser', { name: userName }),
      detail: phrase('provisioning.passwordNeeds', {
        length: policy.minimumLength,
        different: policy.minimumDifferentCharacters,
      }),
    });
  }
  // Ends: no name is in every password, because even a single character is left out of some.
  for (;;) {
    const password = randomPassword(length);
    const containsName = userName !== '' && password.toLowerCase().includes(userName.toLowerCase());
    if (!containsName) {
      return new Secret(password);
    }
  }
}

function randomPassword(length: number): string {
  const pool = Array.from(CLASSES.join(''));
  const ends = [drawFrom(pool, LETTERS[0]), drawFrom(pool, LETTERS[1])];
  const middle = [drawFrom(pool, CLASSES[2]), drawFrom(pool, CLASSES[3])];
  while (ends.length + middle.length < length) {
    middle.push(draw(pool));
  }
  const [first, last] = shuffled(ends);
  return [first, ...shuffled(middle), last].join('');
}

/** Takes one of `characters` out of the pool. */
function drawFrom(pool: string[], characters: string): string {
  const character = characters.charAt(randomInt(characters.length));
  pool.splice(pool.indexOf(character), 1);
  return character;
}

function draw(pool: string[]): string {
  return pool.splice(randomInt(pool.length), 1).join('');
}

function shuffled(characters: readonly string[]): string[] {
  const pool = [...characters];
  return characters.map(() => draw(pool));
}
