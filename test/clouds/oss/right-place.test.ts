import { rightPlace } from '../../../clouds/oss/right-place';
import { sayIn } from '../../../presentation/words/words';

const said = (...given: Parameters<typeof rightPlace>) =>
  (['en', 'zh'] as const).map((language) => sayIn(language)(rightPlace(...given) ?? ''));

it('of a bucket in another region is what OSS names', () => {
  expect(
    said('OssOtherRegion', 'oss-cn-hangzhou.aliyuncs.com', 'photos.oss-cn-beijing.aliyuncs.com'),
  ).toEqual([
    'OSS names oss-cn-hangzhou.aliyuncs.com, which is region cn-hangzhou.',
    'OSS 提示应使用 oss-cn-hangzhou.aliyuncs.com（地域 cn-hangzhou）。',
  ]);
  expect(said('OssOtherRegion', 'oss.corp.example', '127.0.0.1')[0]).toBe('OSS names oss.corp.example.');
});

it('of a request that is signed for another region is that of the endpoint', () => {
  const [english, chinese] = said('OssWrongRegion', undefined, 'photos.oss-cn-beijing-internal.aliyuncs.com');
  expect(english).toBe(
    'The request went to photos.oss-cn-beijing-internal.aliyuncs.com, which is region cn-beijing.',
  );
  expect(chinese).toContain('cn-beijing');
});

it('is unknown where neither says it', () => {
  expect(rightPlace('OssWrongRegion', undefined, 'oss.corp.example')).toBeUndefined();
  expect(rightPlace('OssAccessDenied', 'oss-cn-hangzhou.aliyuncs.com', '127.0.0.1')).toBeUndefined();
  expect(rightPlace('OssOtherRegion', '<a href="x">', '127.0.0.1')).toBeUndefined();
});
