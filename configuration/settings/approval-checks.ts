import { named } from '../../presentation/text/foreign-text';
import { reminderProblem, whoCanApprove } from '../../provisioning/request/approval-limits';
import { phrase } from '../../presentation/words/words';
import { problemAt, type InputProblem } from '../../contracts/inputs/problem-lines';
import { personKey } from '../../contracts/approval/person';
import { principalInWords, principalOf } from '../../contracts/approval/principal';
import type { ApprovalPolicy } from '../../contracts/settings';
import { approvalOfAccount } from './approval-of-account';
import { approval, type AccountApproval, type ApprovalTable } from './approval-schema';

/** What is wrong with approval policies that are valid setting by setting: the general one, and that of each account. */
export function approvalPolicyProblems(content: unknown): InputProblem[] {
  const { data } = approval.safeParse(content ?? {});
  if (data === undefined) {
    return [];
  }
  const { account, ...general } = data;
  const own = Object.entries(account).flatMap(([id, table]) =>
    problemsOf(data, id, table).map((one) => within(`approval.account.${id}`, one)),
  );
  return [...problemsOf(data, '', general).map((one) => within('approval', one)), ...own];
}

/** Problems with paths relative to the policy's table. */
function problemsOf(table: ApprovalTable, id: string, own: AccountApproval): InputProblem[] {
  const policy = approvalOfAccount(table, id);
  return [
    ...halfAnEscalation(table, own, policy),
    ...confusedNames(policy),
    ...sharedKeys(policy),
    ...sharedPrincipals(policy),
    ...unsigned(policy),
    ...tooFew(policy),
    ...tooManyReminders(policy),
  ];
}

function halfAnEscalation(
  { escalate_to: generalGroup, escalate_after: generalTime }: ApprovalTable,
  { escalate_to: group = generalGroup, escalate_after: time = generalTime }: AccountApproval,
  { approvers, escalation, timeoutMs }: ApprovalPolicy,
): InputProblem[] {
  const hasGroup = (group ?? []).length > 0;
  if (time === undefined) {
    return hasGroup
      ? [problemAt('escalate_after', phrase('configuration.escalateAfterMissing'), '1 day')]
      : [];
  }
  if (!hasGroup) {
    return [problemAt('escalate_to', phrase('configuration.escalateToMissing'), ['chen.jie'])];
  }
  if (approvers.length === 0) {
    return [problemAt('approvers', phrase('configuration.escalateFromAnybody'), ['li.wei'])];
  }
  return (escalation?.afterMs ?? 0) >= timeoutMs
    ? [problemAt('escalate_after', phrase('configuration.escalateTooLate'), '1 day')]
    : [];
}

/** Two names of one person would count twice. */
function confusedNames({ approvers, escalation }: ApprovalPolicy): InputProblem[] {
  const second = escalation?.approvers ?? [];
  const inBoth = second.filter((name) => approvers.some((first) => personKey(first) === personKey(name)));
  return [
    ...twins(approvers).map((name) =>
      problemAt('approvers', phrase('configuration.namedTwice', { name: named(name) })),
    ),
    ...twins(second).map((name) =>
      problemAt('escalate_to', phrase('configuration.namedTwice', { name: named(name) })),
    ),
    ...inBoth.map((name) =>
      problemAt('escalate_to', phrase('configuration.inBothGroups', { name: named(name) })),
    ),
  ];
}

function twins(names: readonly string[]): string[] {
  return names.filter((name, at) => names.findIndex((one) => personKey(one) === personKey(name)) < at);
}

/** Who holds a key of two approvers is both of them. */
function sharedKeys({ keys }: ApprovalPolicy): InputProblem[] {
  return keys.flatMap(({ approver, publicKey, fingerprint }, at) => {
    const earlier = keys.findIndex((one) => one.publicKey === publicKey);
    const other = keys[earlier]?.approver ?? '';
    return earlier < at
      ? [
          problemAt(
            'approvers',
            phrase('configuration.sharedKey', { fingerprint, name: named(approver), other: named(other) }),
          ),
        ]
      : [];
  });
}

/** The same, for who signs in to Temporal. */
function sharedPrincipals({ approvers, escalation, principals }: ApprovalPolicy): InputProblem[] {
  const everybody = [...new Set([...approvers, ...(escalation?.approvers ?? [])])].map((name) =>
    principalOf(name, principals),
  );
  return everybody.flatMap((one, at) => {
    const other = everybody.find(
      ({ name, type }) => name === one.name && (type === one.type || type === null || one.type === null),
    );
    return other === undefined || everybody.indexOf(other) >= at
      ? []
      : [
          problemAt(
            'approvers',
            phrase('configuration.sharedPrincipal', {
              principal: principalInWords(one),
              name: named(one.approver),
              other: named(other.approver),
            }),
          ),
        ];
  });
}

function unsigned({ approvers, escalation, keys, requireSignatures }: ApprovalPolicy): InputProblem[] {
  if (!requireSignatures) {
    return [];
  }
  const everybody = [...approvers, ...(escalation?.approvers ?? [])];
  const without = everybody.filter((name) => !keys.some(({ approver }) => approver === name));
  if (everybody.length > 0 && without.length === 0) {
    return [];
  }
  const words =
    everybody.length === 0
      ? phrase('configuration.unsignedNobody')
      : phrase('configuration.unsigned', { names: without.map((one) => named(one)).join(', ') });
  const example = '[{ name = "li.wei", keys = ["ssh-ed25519 AAAA…"] }]';
  return [{ path: 'require_signatures', problem: words, example: `approvers = ${example}` }];
}

function tooFew(policy: ApprovalPolicy): InputProblem[] {
  // Approvers without a key are reported above.
  const able = whoCanApprove({ ...policy, requireSignatures: false }, null);
  const { required } = policy;
  return able === 'anybody' || new Set(able).size >= required
    ? []
    : [
        problemAt(
          'required',
          phrase('configuration.tooFewApprovers', { required, able: able.length }),
          able.length,
        ),
      ];
}

function tooManyReminders({ timeoutMs, remindEveryMs }: ApprovalPolicy): InputProblem[] {
  const words = reminderProblem(timeoutMs, remindEveryMs);
  return words === null ? [] : [problemAt('remind_every', words, '8 hours')];
}

function within(table: string, { path, ...rest }: InputProblem): InputProblem {
  return { path: `${table}.${path}`, ...rest };
}
