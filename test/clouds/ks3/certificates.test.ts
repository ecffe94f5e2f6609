import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ks3Error } from '../../../clouds/ks3/errors';
import type { Ks3Source } from '../../../clouds/ks3/port';
import { selfSignedCertificate, type Certificate } from '../../rig/certificate';
import { captureServer, type CaptureServer } from '../alibaba/capture-server';
import { rejection } from '../alibaba/rejection';
import { closeSources, firstPage, openSource } from './ks3-source';

const { signal } = new AbortController();

let certificate: Certificate;
beforeAll(() => {
  certificate = selfSignedCertificate('IP:127.0.0.1');
});

let server: CaptureServer | undefined;
afterEach(async () => {
  closeSources();
  await server?.stop();
  server = undefined;
});

const verbs: [string, (source: Ks3Source) => Promise<unknown>][] = [
  ['fetchPage', (source) => source.fetchPage(firstPage, signal)],
  ['location', (source) => source.location(signal)],
  ['readSample', (source) => source.readSample('a.jpg', signal)],
];

describe('a certificate of the endpoint', () => {
  it.each(verbs)(
    'that is not trusted stops %s before anything is sent, and the error says why',
    async (_, verb) => {
      server = await captureServer(() => ({ status: 200 }), certificate);
      const error = await rejection(verb(openSource({ endpoint: server.endpoint })));
      expect(error).toMatchObject({
        type: 'Ks3CertificateRefused',
        effect: 'parked',
        context: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      });
      expect(error.message).toContain('The request went to 127.0.0.1. Its certificate is not trusted.');
      expect(error.message).toMatch(/ca_file of the source profile.*NODE_EXTRA_CA_CERTS/);
      expect(server.requests).toEqual([]);
    },
  );

  it.each(verbs)('whose authority is given lets %s pass', async (_, verb) => {
    const body = '<LocationConstraint>BEIJING</LocationConstraint>';
    server = await captureServer(() => ({ status: 200, body }), certificate);
    await verb(openSource({ endpoint: server.endpoint, caCertificates: certificate.cert }));
    expect(server.requests).toHaveLength(1);
  });

  it.each(verbs)('for another name stops %s although its authority is given', async (_, verb) => {
    const other = selfSignedCertificate('DNS:ks3.example.com');
    server = await captureServer(() => ({ status: 200 }), other);
    const error = await rejection(
      verb(openSource({ endpoint: server.endpoint, caCertificates: other.cert })),
    );
    expect(error.type).toBe('Ks3WrongEndpoint');
    expect(error.message).toContain('Its certificate is for another name.');
    expect(server.requests).toEqual([]);
  });

  it.each(verbs)('that another authority signed than the given one stops %s', async (_, verb) => {
    server = await captureServer(() => ({ status: 200 }), certificate);
    const { cert } = selfSignedCertificate('IP:127.0.0.1');
    const error = await rejection(verb(openSource({ endpoint: server.endpoint, caCertificates: cert })));
    expect(error.type).toBe('Ks3CertificateRefused');
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'Ks3CertificateRefused', 'has expired'],
    ['CERT_NOT_YET_VALID', 'Ks3CertificateRefused', 'is not valid yet'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'Ks3CertificateRefused', 'is not trusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'Ks3CertificateRefused', 'is not trusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'Ks3WrongEndpoint', 'is for another name'],
  ])('that is refused with %s is %s', (code, type, problem) => {
    const asked = { endpoint: 'https://ks3-cn-beijing.ksyuncs.com', bucket: 'photos', region: 'BEIJING' };
    const error = ks3Error(Object.assign(new Error('x'), { code }), 'KS3 bucket photos', asked);
    expect(error.type).toBe(type);
    expect(error.message).toContain(
      `The request went to ks3-cn-beijing.ksyuncs.com. Its certificate ${problem}.`,
    );
  });
});
