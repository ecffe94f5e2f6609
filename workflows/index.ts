export { migrateBucket } from './migrate-bucket';
export { inventoryBucket } from './inventory-bucket';
export { prepareMigration } from './prepare-migration';
export { prepareMigrations } from './prepare-migrations';
export { revokeCredentials } from './revoke-credentials';
export { rotateCredentials } from './rotate-credentials';
export { unknownWorkflowType as default } from './unknown-workflow-type';
export { verifyMigration } from './verify-migration';
