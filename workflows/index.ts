export { inventoryBucket } from './inventory-bucket';
export { prepareMigration } from './prepare-migration';
export { unknownWorkflowType as default } from './unknown-workflow-type';
