export { inventoryBucket } from './inventory-bucket';
export { prepareMigration } from './prepare-migration';
export { revokeCredentials } from './revoke-credentials';
export { rotateCredentials } from './rotate-credentials';
export { unknownWorkflowType as default } from './unknown-workflow-type';
