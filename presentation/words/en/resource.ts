/** What errors, findings and reports are about. */
export const resource = {
  ks3Bucket: ({ name }: { name: string }) => `KS3 bucket ${name}`,
  ossBucket: ({ name }: { name: string }) => `OSS bucket ${name}`,
  ramUser: ({ name }: { name: string }) => `RAM user ${name}`,
};
