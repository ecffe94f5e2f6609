import type { Translated } from '../phrase';
import type { resource as english } from '../en/resource';

export const resource: Translated<typeof english> = {
  ks3Bucket: ({ name }) => `KS3 存储空间 ${name}`,
  ossBucket: ({ name }) => `OSS Bucket ${name}`,
  ramUser: ({ name }) => `RAM 用户 ${name}`,
};
