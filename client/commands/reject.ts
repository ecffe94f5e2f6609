import type { AddCommand } from '../command-help';
import { addDecisionCommand } from '../decide/decision-command';

const EXAMPLES = [
  'npx prep reject photos --approver li.wei --reason "wrong bucket"',
  'npx prep reject --id prepare/photos --approver li.wei --signal',
];

export const addCommand: AddCommand = (...to) => addDecisionCommand('reject', EXAMPLES, ...to);
