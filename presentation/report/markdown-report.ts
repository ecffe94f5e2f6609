import { say, sayIn } from '../words/words';
import { encryptionOf } from '../../contracts/bucket-settings';
import { shellWord } from '../../contracts/run-commands';
import type { Check } from '../../contracts/provisioning';
import type { NotPreparedResult, PreparationResult, PreparedResult } from '../../contracts/result';
import { approvalSection } from './approval-section';
import { inventorySection } from './inventory-section';
import { jobFormFields } from './job-form-fields';
import { named } from '../text/foreign-text';
import { code, plain } from '../text/markdown';
import { list, table } from './markdown-text';

const CHECK_MARKS: Readonly<Record<Check['outcome'], string>> = { ok: '✔', warning: '!', problem: '✘' };

/** Renders the whole report of a preparation as Markdown. It holds no secret, and no sealed text either. */
export function renderMarkdownReport(result: PreparationResult): string {
  const blocks = result.outcome === 'prepared' ? prepared(result) : notPrepared(result);
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function prepared(result: PreparedResult): string[] {
  return [
    `# Preparation of KS3 bucket ${plain(result.source.bucket)}`,
    `**Outcome:** ${plain(result.outcome)}. ${plain(say('en', result.summary))}`,
    '## Migration job form',
    ...jobFormFields(result.jobForm).flatMap(({ title, fields }) => [
      `### ${title}`,
      table(['Field', 'Value'], fields),
    ]),
    ...inventorySection(result.inventory),
    '## Destination',
    destinationTable(result),
    '## RAM user',
    userTable(result),
    ...sourceKeySection(result),
    '## Credentials',
    ...howToOpen(result),
    '## Approval',
    ...approvalSection(result.approvedBy, result),
    '## Checks',
    checkTable(result.checks),
    ...list('## Warnings', result.warnings.map(sayIn('en'))),
    ...list('## Next steps', result.nextSteps.map(sayIn('en'))),
  ];
}

function notPrepared(result: NotPreparedResult): string[] {
  return [
    '# Preparation that ended without credentials',
    `**Outcome:** ${plain(result.outcome)}. ${plain(say('en', result.summary))}`,
    ...inventorySection(result.inventory),
    '## Decisions',
    ...approvalSection(result.decisions, result),
    ...list('## Removed', result.undo.removed.map(sayIn('en'))),
    ...list(
      '## Kept',
      result.undo.kept.map(({ what, why }) => `${say('en', what)}: ${say('en', why)}`),
    ),
  ];
}

function destinationTable({ destination }: PreparedResult): string {
  const tags = Object.entries(destination.tags).map(([name, value]) => `${named(name)}=${named(value)}`);
  return table(
    ['', 'OSS bucket'],
    [
      ['Bucket', destination.bucket],
      ['Region', destination.region],
      ['Storage class', `${destination.storageClass}, ${destination.redundancy}`],
      ['Access', `${destination.acl}${destination.blockPublicAccess ? ', public access blocked' : ''}`],
      ['Encryption', encryptionOf(destination)],
      ['Versioning', destination.versioning ? 'on' : 'off'],
      ...(tags.length === 0 ? [] : [['Tags', tags.join(', ')]]),
      ...(destination.adopt ? [['Adopted', 'an existing bucket was allowed to be used as it is']] : []),
    ],
  );
}

function userTable({ account }: PreparedResult): string {
  return table(
    ['', 'RAM user'],
    [
      ['Account', account.accountId],
      ['User', account.userName],
      ['Sign-in name', account.signIn?.userPrincipalName ?? 'no console logon'],
      ['Sign-in link', account.signIn?.url ?? 'no console logon'],
      ['AccessKey ID', account.accessKeyId ?? 'no AccessKey'],
      ['Policies', account.policies.map((name) => named(name)).join(', ')],
    ],
  );
}

/** What was made at Kingsoft Cloud; nothing where the configured AccessKey is used. */
function sourceKeySection({ sourceKey }: PreparedResult): string[] {
  return sourceKey?.mode !== 'create'
    ? []
    : [
        '## Source AccessKey',
        table(
          ['', 'Kingsoft IAM user'],
          [
            ['Account', sourceKey.accountId ?? 'IAM does not tell'],
            ['User', sourceKey.userName],
            ['AccessKey ID', sourceKey.accessKeyId],
            ['Policy', sourceKey.policyName],
          ],
        ),
        'User, AccessKey and policy are taken back with the other credentials.',
      ];
}

function howToOpen({ sealedCredentials, credentials, source }: PreparedResult): string[] {
  const sealed = [
    sealedCredentials.password === null ? '' : 'the console password',
    sealedCredentials.accessKey === null ? '' : 'the AccessKey secret',
    sealedCredentials.sourceAccessKey ? 'the secret of the source AccessKey' : '',
  ].filter((what) => what !== '');
  if (sealed.length === 0) {
    return ['None were asked for.'];
  }
  return [
    `Sealed with age: ${sealed.join(' and ')}. Whoever holds the identity of one of these recipients can open them:`,
    credentials.recipients.map((recipient) => `- ${code(recipient)}`).join('\n'),
    `\`\`\`sh\nnpx prep open ${shellWord(source.bucket)} --identity IDENTITY-FILE\n\`\`\``,
    'or, away from the Temporal server, from the result saved as JSON:',
    '```sh\nnpx prep open --result RESULT.json --identity IDENTITY-FILE\n```',
    credentials.takeBackBy === null
      ? 'No date is set to take them back.'
      : `They should be taken back by ${plain(credentials.takeBackBy)}.`,
  ];
}

function checkTable(checks: readonly Check[]): string {
  return table(
    ['', 'Check', 'Found'],
    checks.map(({ outcome, name, message }) => [
      `${CHECK_MARKS[outcome]} ${outcome}`,
      say('en', name),
      say('en', message),
    ]),
  );
}
