import { z } from 'zod';
import { parsePublicKeyLine } from '../../provisioning/ssh/public-key';
import { MalformedSshData } from '../../provisioning/ssh/wire';
import { MAX_APPROVERS } from '../../contracts/inputs/input-limits';
import { durationMs } from '../../contracts/duration';
import { durationSchema, refused } from '../../contracts/inputs/input-problems';
import { personName } from '../../contracts/approval/person';
import { phrase } from '../../presentation/words/words';

const publicKey = z.string().superRefine((line, context) => {
  try {
    parsePublicKeyLine(line);
  } catch (error) {
    if (!(error instanceof MalformedSshData)) {
      throw error;
    }
    context.addIssue({ code: 'custom', ...refused(error.said) });
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
    name: personName(),
    keys: z.array(publicKey).max(MAX_KEYS).default([]),
    principal: z.string().trim().min(1).max(256).optional(),
    principal_type: z.string().trim().min(1).max(64).optional(),
  }),
);

export type Approver = z.output<typeof approver>;

const approvers = z.array(approver).max(MAX_APPROVERS);

const flag = (env: string) => z.boolean().optional().meta({ env, example: true });
const duration = durationSchema().transform((text) => durationMs(text) ?? 0);

/** The policy with nothing filled in, as the table of an account may leave out what the general one says. */
const policy = {
  approvers: approvers.optional().meta({ env: 'PREP_APPROVERS', example: ['li.wei', 'zhang.min'] }),
  required: z.int().min(1).max(10).optional().meta({ env: 'PREP_APPROVAL_REQUIRED', example: 1 }),
  four_eyes: flag('PREP_APPROVAL_FOUR_EYES'),
  require_comment: flag('PREP_APPROVAL_REQUIRE_COMMENT'),
  require_signatures: flag('PREP_APPROVAL_REQUIRE_SIGNATURES'),
  require_principals: flag('PREP_APPROVAL_REQUIRE_PRINCIPALS'),
  sign_rejections: flag('PREP_APPROVAL_SIGN_REJECTIONS'),
  timeout: duration.optional().meta({ env: 'PREP_APPROVAL_TIMEOUT', example: '3 days' }),
  remind_every: duration.optional().meta({ env: 'PREP_APPROVAL_REMIND_EVERY', example: '8 hours' }),
  escalate_after: duration.optional().meta({ example: '1 day' }),
  escalate_to: approvers.optional().meta({ example: ['chen.jie'] }),
};

export const accountApproval = z.strictObject(policy);

const accountId = /^\d{5,20}$/;

/** `[approval]`: the policy of every destination account, and of some of them their own. */
export const approval = z
  .strictObject({
    ...policy,
    account: z
      .record(z.string(), accountApproval)
      .superRefine((accounts, context) => {
        if (Object.keys(accounts).length > MAX_ACCOUNTS) {
          const problem = phrase('configuration.tooManyAccounts', { most: MAX_ACCOUNTS });
          context.addIssue({ code: 'custom', ...refused(problem) });
        }
        for (const id of Object.keys(accounts).filter((one) => !accountId.test(one))) {
          context.addIssue({ code: 'custom', path: [id], ...refused(phrase('configuration.accountTable')) });
        }
      })
      .default({})
      .meta({ example: { '1234567890123456': { required: 2 } } }),
  })
  .meta({ example: { required: 1 } });

export type ApprovalTable = z.output<typeof approval>;
export type AccountApproval = z.output<typeof accountApproval>;
