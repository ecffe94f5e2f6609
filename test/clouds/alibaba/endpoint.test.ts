import { describe, expect, it } from '@jest/globals';
import { serviceEndpoint } from '../../../clouds/alibaba/endpoint';
import { phrase } from '../../../presentation/words/words';

const RAM = phrase('resource.ram');

describe('serviceEndpoint', () => {
  it('is the public host over HTTPS where nothing is configured', () => {
    expect(serviceEndpoint(RAM, undefined, 'ram.aliyuncs.com')).toEqual({
      protocol: 'https',
      host: 'ram.aliyuncs.com',
    });
  });

  it.each([
    ['https://ram.private.example:8443', { protocol: 'https', host: 'ram.private.example:8443' }],
    ['http://127.0.0.1:9000', { protocol: 'http', host: '127.0.0.1:9000' }],
    ['http://localhost:9000/', { protocol: 'http', host: 'localhost:9000' }],
  ])('takes %s', (configured, expected) => {
    expect(serviceEndpoint(RAM, configured, 'ram.aliyuncs.com')).toEqual(expected);
  });

  it.each(['x.evil.example/', '@evil.example?', 'evil.example#', 'evil.example\\', 'evil.example:443/'])(
    'makes no other host of a region such as %s',
    (region) => {
      expect(() => serviceEndpoint(RAM, undefined, `oss-${region}.aliyuncs.com`)).toThrow(
        expect.objectContaining({ type: 'EndpointRefused' }),
      );
    },
  );

  it.each([
    'http://ram.aliyuncs.com',
    'http://127.0.0.1.evil.example',
    'https://user:secret@ram.aliyuncs.com',
    'https://ram.aliyuncs.com/path',
    'ram.aliyuncs.com',
    'ftp://ram.aliyuncs.com',
  ])('refuses %s without quoting it', (configured) => {
    const connect = () => serviceEndpoint(RAM, configured, 'ram.aliyuncs.com');
    expect(connect).toThrow(expect.objectContaining({ type: 'EndpointRefused' }));
    expect(connect).not.toThrow(/secret/);
  });
});
