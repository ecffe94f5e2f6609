import { signedUrl } from '../../../clouds/notify/dingtalk';
import { signatureOf } from '../../../clouds/notify/feishu';
import { signatureHeaders } from '../../../clouds/notify/webhook';
import { Secret } from '../../../contracts/credentials/secret';

// Expected values were computed with Python's hmac and base64 from the recipes of the vendors' documentation.
describe('signatures', () => {
  it('DingTalk: timestamp in milliseconds and sign, URL-encoded, behind the token', () => {
    const url = new Secret('https://oapi.dingtalk.com/robot/send?access_token=abc123');

    expect(signedUrl(url, new Secret('SECthis is secret'), 1_577_262_236_757)).toBe(
      'https://oapi.dingtalk.com/robot/send?access_token=abc123&timestamp=1577262236757&sign=J2qBKLynGZv5uMXAkGgdbSkX8S8Dbkqw1VOS3Ie%2BDF0%3D',
    );
  });

  it('Feishu: timestamp in seconds; the text is the key and nothing is signed', () => {
    expect(signatureOf(new Secret('demo'), 1_599_360_473_999)).toEqual({
      timestamp: '1599360473',
      sign: 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=',
    });
  });

  it('webhook: the published example of Standard Webhooks, with a key in base64', () => {
    const secret = new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');

    expect(
      signatureHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', '{"test": 2432232314}', secret, 1_614_265_330_000),
    ).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('webhook: any other secret is the key itself', () => {
    const headers = signatureHeaders('id-1', '{}', new Secret('0123456789abcdef'), 1_614_265_330_000);

    expect(headers['webhook-signature']).toBe('v1,kr2+t1/M8aGzF23R2y1gAP7eK4WQ0vpOg1Icv+FQGkU=');
  });
});
