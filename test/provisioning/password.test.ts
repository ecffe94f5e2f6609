import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generatePassword } from '../../provisioning/sealing/password';
import type { PasswordPolicy } from '../../clouds/ram/port';
import { checkPassword, defaultPasswordPolicy } from '../../standins/ram/password-policy';

const lenient: PasswordPolicy = {
  minimumLength: 8,
  requireLowercase: false,
  requireUppercase: false,
  requireNumbers: false,
  requireSymbols: false,
  minimumDifferentCharacters: 0,
};

const policies: fc.Arbitrary<PasswordPolicy> = fc.record({
  minimumLength: fc.integer({ min: 8, max: 32 }),
  requireLowercase: fc.boolean(),
  requireUppercase: fc.boolean(),
  requireNumbers: fc.boolean(),
  requireSymbols: fc.boolean(),
  minimumDifferentCharacters: fc.integer({ min: 0, max: 32 }),
});

const userNames = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/),
  fc.constantFrom('', 'a', '-', '2', 'Z', 'mgw-photos'),
);

describe('generatePassword', () => {
  it('meets every policy that RAM can have, for every user name', () => {
    fc.assert(
      fc.property(policies, userNames, (policy, userName) => {
        const password = generatePassword(policy, userName).reveal();
        expect(password.length).toBeGreaterThanOrEqual(Math.max(20, policy.minimumLength));
        expect(password.length).toBeLessThanOrEqual(32);
        expect(new Set(password).size).toBeGreaterThanOrEqual(policy.minimumDifferentCharacters);
        const containsName = userName !== '' && password.toLowerCase().includes(userName.toLowerCase());
        expect(containsName).toBe(false);
        for (const characters of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) {
          expect(password).toMatch(characters);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is accepted by RAM as the stand-in judges it, also by the rules that RAM does not tell', () => {
    fc.assert(
      fc.property(policies, userNames, fc.boolean(), (policy, userName, notContainUserName) => {
        const password = generatePassword({ ...policy, minimumDifferentCharacters: 0 }, userName).reveal();
        const rules = {
          ...defaultPasswordPolicy,
          MinimumPasswordLength: policy.minimumLength,
          RequireLowercaseCharacters: policy.requireLowercase,
          RequireUppercaseCharacters: policy.requireUppercase,
          RequireNumbers: policy.requireNumbers,
          RequireSymbols: policy.requireSymbols,
          // Only Identity Management reports these two.
          MinimumPasswordDifferentCharacter: 20,
          PasswordNotContainUserName: notContainUserName && userName !== '',
        };
        expect(() => checkPassword(password, rules, userName, [])).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('is easy to paste: nothing to misread, to quote or to take for a formula', () => {
    fc.assert(
      fc.property(userNames, (userName) => {
        const password = generatePassword(lenient, userName).reveal();
        expect(password).toMatch(/^[A-Za-z][A-Za-z0-9_+=@#-]*[A-Za-z]$/);
        expect(password).not.toMatch(/[0Oo1lI]/);
      }),
    );
  });

  it('stays hidden where it is printed', () => {
    const password = generatePassword(lenient, 'mgw');
    expect(`${String(password)} ${JSON.stringify({ password })}`).not.toContain(password.reveal());
  });

  it('is another one each time', () => {
    const made = new Set(Array.from({ length: 200 }, () => generatePassword(lenient, 'mgw').reveal()));
    expect(made.size).toBe(200);
  });

  it('favours no character and no place', () => {
    const runs = 4000;
    const seen = new Map<string, number>();
    const firstOfPlace = new Set<string>();
    for (let run = 0; run < runs; run += 1) {
      const password = generatePassword(lenient, '').reveal();
      for (const character of password) {
        seen.set(character, (seen.get(character) ?? 0) + 1);
      }
      firstOfPlace.add(`${password[0]}${password.search(/[2-9]/)}`);
    }
    // Of 62 characters each password has 20. Letters, digits and symbols differ a little, because one of each class
    // is always there; within a class all are alike, here with six standard deviations of tolerance.
    for (const characters of [/[a-z]/, /[A-Z]/, /[2-9]/, /[^A-Za-z0-9]/]) {
      const counts = [...seen].filter(([character]) => characters.test(character)).map(([, count]) => count);
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      for (const count of counts) {
        expect(Math.abs(count - mean)).toBeLessThan(6 * Math.sqrt(runs * 0.25));
      }
    }
    expect(seen.size).toBe(62);
    expect(firstOfPlace.size).toBeGreaterThan(400);
  });

  it.each([
    { ...lenient, minimumLength: 33 },
    { ...lenient, minimumDifferentCharacters: 33 },
    { ...lenient, minimumLength: Number.NaN },
  ])('says so where no password can meet the policy: %j', (policy) => {
    expect(() => generatePassword(policy, 'mgw')).toThrow(
      expect.objectContaining({ type: 'PasswordPolicyImpossible', effect: 'parked' }),
    );
    expect(() => generatePassword(policy, 'mgw')).toThrow('RAM user mgw');
  });
});
