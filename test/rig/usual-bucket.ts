/** The settings of a destination bucket where neither the configuration nor an input says something else. */
export const USUAL_BUCKET = {
  storageClass: 'Standard',
  redundancy: 'LRS',
  acl: 'private',
  blockPublicAccess: true,
  encryption: 'AES256',
  encryptionKeyId: null,
  versioning: false,
} as const;
