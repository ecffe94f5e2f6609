import type { AddCommand } from '../command-help';
import { addDecisionCommand } from '../decide/decision-command';

const EXAMPLES = [
  'npx prep approve photos --approver li.wei',
  'npx prep approve photos --approver li.wei --comment "checked the plan" --digest 3f2a…',
  'npx prep approve photos --approver li.wei --key ~/.ssh/id_ed25519',
  'npx prep approve photos --approver li.wei --signal',
];

export const addCommand: AddCommand = (...to) => addDecisionCommand('approve', EXAMPLES, ...to);
