import { element, xmlDocument } from '../core/xml';
import type { BucketCall, OssResult } from './oss-call';
import { invalidArgument, malformedXml, OssError } from './oss-errors';
import { elementsNamed, rootContent, textOf } from './xml-request';

/** Tagging, encryption, versioning, Block Public Access and lifecycle of a bucket, by operation. */
export const bucketSettings: Readonly<Record<string, (call: BucketCall) => OssResult>> = {
  PutBucketTagging({ bucket, request }) {
    const pairs = elementsNamed(rootContent(request.body, 'Tagging'), 'Tag').map(
      (tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? ''] as const,
    );
    const tooLong = (text: string, bytes: number) => Buffer.byteLength(text) > bytes;
    const refused = pairs.some(([key, value]) => key === '' || tooLong(key, 64) || tooLong(value, 128));
    if (refused || pairs.length === 0 || pairs.length > 20 || new Map(pairs).size < pairs.length) {
      throw new OssError(400, 'InvalidTag', 'Your tag is invalid. Please check the tag for the resource.');
    }
    bucket.tags = new Map(pairs);
    const words = pairs.map(([key, value]) => `${key}=${value}`).join(', ');
    return { effect: `tagged bucket ${bucket.name}: ${words}` };
  },

  GetBucketTagging({ bucket }) {
    const tags = [...bucket.tags].map(([key, value]) =>
      element('Tag', [element('Key', key), element('Value', value)]),
    );
    return { body: xmlDocument('Tagging', [element('TagSet', tags)]) };
  },

  DeleteBucketTagging({ bucket }) {
    bucket.tags = new Map();
    return { status: 204, effect: `removed the tags of bucket ${bucket.name}` };
  },

  PutBucketEncryption({ bucket, request }) {
    const rule = rootContent(request.body, 'ServerSideEncryptionRule');
    const algorithm = textOf(rule, 'SSEAlgorithm') ?? '';
    const kmsKeyId = textOf(rule, 'KMSMasterKeyID') || undefined;
    if (!['AES256', 'KMS', 'SM4'].includes(algorithm)) {
      throw new OssError(400, 'InvalidEncryptionAlgorithmError', 'The Encryption Algorithm is not valid.');
    }
    if (kmsKeyId !== undefined && algorithm !== 'KMS') {
      throw invalidArgument('KMSMasterKeyID is not applicable if the default sse algorithm is not KMS.');
    }
    bucket.encryption = { algorithm, kmsKeyId };
    return { effect: `set encryption of bucket ${bucket.name} to ${algorithm}` };
  },

  GetBucketEncryption({ bucket }) {
    const { encryption } = bucket;
    if (encryption === undefined) {
      throw new OssError(
        404,
        'NoSuchServerSideEncryptionRule',
        'The server side encryption rule does not exist.',
        { elements: { BucketName: bucket.name } },
      );
    }
    const rule = element('ApplyServerSideEncryptionByDefault', [
      element('SSEAlgorithm', encryption.algorithm),
      element('KMSMasterKeyID', encryption.kmsKeyId ?? ''),
    ]);
    return { body: xmlDocument('ServerSideEncryptionRule', [rule]) };
  },

  DeleteBucketEncryption({ bucket }) {
    bucket.encryption = undefined;
    return { status: 204, effect: `removed encryption of bucket ${bucket.name}` };
  },

  PutBucketVersioning({ bucket, request }) {
    const status = textOf(rootContent(request.body, 'VersioningConfiguration'), 'Status');
    if (status !== 'Enabled' && status !== 'Suspended') {
      throw malformedXml('Status is invalid.');
    }
    bucket.versioning = status;
    return { effect: `set versioning of bucket ${bucket.name} to ${status}` };
  },

  GetBucketVersioning: ({ bucket }) => ({
    body: xmlDocument(
      'VersioningConfiguration',
      bucket.versioning === undefined ? [] : [element('Status', bucket.versioning)],
    ),
  }),

  PutBucketPublicAccessBlock({ bucket, request }) {
    const text = textOf(rootContent(request.body, 'PublicAccessBlockConfiguration'), 'BlockPublicAccess');
    if (text !== 'true' && text !== 'false') {
      throw malformedXml('BlockPublicAccess is invalid.');
    }
    bucket.blockPublicAccess = text === 'true';
    return { effect: `set Block Public Access of bucket ${bucket.name} to ${text}` };
  },

  GetBucketPublicAccessBlock: ({ bucket }) => ({
    body: xmlDocument('PublicAccessBlockConfiguration', [
      element('BlockPublicAccess', bucket.blockPublicAccess),
    ]),
  }),

  DeleteBucketPublicAccessBlock({ bucket }) {
    bucket.blockPublicAccess = false;
    return { status: 204, effect: `removed Block Public Access of bucket ${bucket.name}` };
  },

  PutBucketLifecycle({ bucket, request }) {
    const rules = elementsNamed(rootContent(request.body, 'LifecycleConfiguration'), 'Rule');
    if (rules.length === 0) {
      throw malformedXml('there is no Rule.');
    }
    bucket.lifecycleRules = rules.map((rule) => `<Rule>${rule}</Rule>`).join('');
    return { effect: `set ${rules.length} lifecycle rules of bucket ${bucket.name}` };
  },

  GetBucketLifecycle({ bucket }) {
    if (bucket.lifecycleRules === undefined) {
      throw new OssError(404, 'NoSuchLifecycle', 'No Row found in Lifecycle Table.', {
        elements: { BucketName: bucket.name },
      });
    }
    return { body: xmlDocument('LifecycleConfiguration', [{ xml: bucket.lifecycleRules }]) };
  },

  DeleteBucketLifecycle({ bucket }) {
    bucket.lifecycleRules = undefined;
    return { status: 204, effect: `removed the lifecycle rules of bucket ${bucket.name}` };
  },
};
