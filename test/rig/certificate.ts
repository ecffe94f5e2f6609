import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM of a certificate that signed itself, and of its private key. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** @param name in the form of OpenSSL: `IP:127.0.0.1`, `DNS:ks3.example.com` */
export function selfSignedCertificate(name: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'ks3-oss-prep-certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=stand-in', '-addext', `subjectAltName=${name}`];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        ...subject,
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
