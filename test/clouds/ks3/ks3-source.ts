import { createKs3Source } from '../../../clouds/ks3/adapter';
import type { Ks3Options } from '../../../clouds/ks3/bucket-address';
import type { Ks3Source } from '../../../clouds/ks3/port';
import { Secret } from '../../../contracts/credentials/secret';
import { recogniseErrorsOfNode } from '../../rig/node-errors';
import type { Reply } from '../alibaba/capture-server';

recogniseErrorsOfNode();

export const KEY_SECRET = 'Ks3/AccessKey+Secret=OfTheSource';
export const SESSION_TOKEN = 'session-token-of-the-source';

const sources: Ks3Source[] = [];

/** The adapter for a bucket `photos`; `closeSources` closes what a test opened. */
export function openSource(options: Partial<Ks3Options> & { endpoint: string }): Ks3Source {
  const source = createKs3Source({
    region: 'BEIJING',
    bucket: 'photos',
    accessKeyId: 'AKLTsource',
    accessKeySecret: new Secret(KEY_SECRET),
    sessionToken: new Secret(SESSION_TOKEN),
    pathStyle: true,
    ...options,
  });
  sources.push(source);
  return source;
}

export function closeSources(): void {
  for (const source of sources.splice(0)) {
    source.close();
  }
}

/** An error document as KS3 writes it. */
export function coded(status: number, code: string, more: { body?: string; headers?: object } = {}): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no, not ${KEY_SECRET}</Message><Resource>/photos</Resource><RequestId>req-of-body</RequestId>${more.body ?? ''}</Error>`;
  const headers = { 'Content-Type': 'application/xml', 'x-amz-request-id': 'req-7', ...more.headers };
  return { status, headers, body };
}

export const firstPage = { prefix: '', startAfter: '', maxKeys: 1000 } as const;
