import { ks3RegionOf } from '../../contracts/inputs/ks3-regions';

describe('the region that an endpoint suggests', () => {
  it.each([
    ['https://ks3-cn-beijing.ksyuncs.com', 'BEIJING'],
    ['https://ks3-cn-shanghai-internal.ksyuncs.com', 'SHANGHAI'],
    ['https://ks3-jr-beijing.ksyuncs.com', 'JR_BEIJING'],
    ['https://ks3-cn-hk-1.ksyun.com', 'HONGKONG'],
    ['https://ks3-us-west-1.ksyuncs.com', 'AMERICA'],
    ['http://127.0.0.1:9000', 'BEIJING'],
  ])('of %s is %s', (endpoint, region) => {
    expect(ks3RegionOf(endpoint)).toBe(region);
  });
});
