import { ks3RegionMeant, ossRegionMeant, regionWarnings } from '../../contracts/inputs/region-spelling';
import { sayIn } from '../../presentation/words/words';

describe('a region of KS3', () => {
  it.each([
    ['Beijing', 'BEIJING'],
    ['beijing', 'BEIJING'],
    ['cn-beijing', 'BEIJING'],
    ['cn-beijing-6', 'BEIJING'],
    ['oss-cn-beijing', 'BEIJING'],
    ['ks3-jr-beijing', 'JR_BEIJING'],
    ['jr_shanghai', 'JR_SHANGHAI'],
    ['JR-BEIJING', 'JR_BEIJING'],
  ])('spelled %s means %s', (region, meant) => {
    expect(ks3RegionMeant(region)).toBe(meant);
  });

  it.each(['BEIJING', 'JR_BEIJING', 'us-east-1', 'private-cloud', 'NEWTOWN', ''])(
    '%j is left alone',
    (region) => {
      expect(ks3RegionMeant(region)).toBeNull();
    },
  );
});

describe('a region of OSS', () => {
  it.each([
    ['Beijing', 'cn-beijing'],
    ['BEIJING', 'cn-beijing'],
    ['CN-Beijing', 'cn-beijing'],
    ['cn-beijing-6', 'cn-beijing'],
    ['shanghai', 'cn-shanghai'],
  ])('spelled %s means %s', (region, meant) => {
    expect(ossRegionMeant(region)).toBe(meant);
  });

  it.each(['cn-beijing', 'oss-cn-beijing', 'ap-southeast-1', 'cn-elsewhere', 'JR_BEIJING', ''])(
    '%j is left alone',
    (region) => {
      expect(ossRegionMeant(region)).toBeNull();
    },
  );
});

it('the warnings name the side, what was given and what is right', () => {
  expect(regionWarnings('cn-beijing', 'cn-beijing-6').map(sayIn('en'))).toEqual([
    'KS3 spells the region of the source "BEIJING", not "cn-beijing".',
    'OSS spells the region of the destination "cn-beijing", not "cn-beijing-6".',
  ]);
  expect(regionWarnings('BEIJING', 'cn-beijing')).toEqual([]);
  expect(regionWarnings(undefined, undefined)).toEqual([]);
});
