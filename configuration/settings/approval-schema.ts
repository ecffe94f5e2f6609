import { z } from 'zod';
import { parsePublicKeyLine } from '../../provisioning/ssh/public-key';
import { MalformedSshData } from '../../provisioning/ssh/wire';
import { MAX_APPROVERS } from '../../contracts/input-limits';
import { durationSchema } from '../../contracts/input-problems';
import { personName } from '../../contracts/person';

const publicKey = z.string().superRefine((line, context) => {
  try {
    parsePublicKeyLine(line);
  } catch (error) {
    if (!(error instanceof MalformedSshData)) {
      throw error;
    }
    context.addIssue({ code: 'custom', message: error.message });
  }
});

/** Public keys of one approver. */
const MAX_KEYS = 20;
/** Destination accounts with a policy of their own. */
const MAX_ACCOUNTS = 100;

/** A name, or a table of a name, its public keys and what it signs in to Temporal as. */
const approver = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.strictObject({
    name: personName,
    keys: z.array(publicKey).max(MAX_KEYS).default([]),
    principal: z.string().trim().min(1).max(256).optional(),
    principal_type: z.string().trim().min(1).max(64).optional(),
  }),
);

export type Approver = z.output<typeof approver>;

const approvers = z.array(approver).max(MAX_APPROVERS);

/** The policy with nothing filled in, as the table of an account may leave out what the general one says. */
const policy = {
  approvers: approvers.optional(),
  required: z.int().min(1).max(10).optional(),
  four_eyes: z.boolean().optional(),
  require_comment: z.boolean().optional(),
  require_signatures: z.boolean().optional(),
  require_principals: z.boolean().optional(),
  sign_rejections: z.boolean().optional(),
  timeout: durationSchema.optional(),
  remind_every: durationSchema.optional(),
  escalate_after: durationSchema.optional(),
  escalate_to: approvers.optional(),
};

export const accountApproval = z.strictObject(policy);

const accountId = /^\d{5,20}$/;

/** `[approval]`: the policy of every destination account, and of some of them their own. */
export const approval = z.strictObject({
  ...policy,
  account: z
    .record(z.string(), accountApproval)
    .superRefine((accounts, context) => {
      if (Object.keys(accounts).length > MAX_ACCOUNTS) {
        context.addIssue({ code: 'custom', message: `holds more than ${MAX_ACCOUNTS} accounts` });
      }
      for (const id of Object.keys(accounts).filter((one) => !accountId.test(one))) {
        const message = 'is not an account ID: its digits, as in [approval.account.1234567890123456]';
        context.addIssue({ code: 'custom', path: [id], message });
      }
    })
    .default({}),
});

export type ApprovalTable = z.output<typeof approval>;
export type AccountApproval = z.output<typeof accountApproval>;
