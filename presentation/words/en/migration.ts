import { named } from '../../text/foreign-text';
import { minute } from '../../text/minute';
import { humanBytes, humanCount } from '../../text/human-units';
import type { Said, Say } from '../phrase';
import { duration } from './duration';
import { agreeing, counted } from './counted';
import { verification } from './verification';

/** What a migration says: what was found at the migration service, how far its job is, and what came of it. */
export const migration = {
  // What was found
  differs: ({ what, found, wanted }: { what: string; found: string; wanted: string }) =>
    `${what} is ${found === '' ? 'empty' : named(found)}, expected ${wanted === '' ? 'nothing' : named(wanted)}`,
  launched: ({ status, stopIn }: { status: string; stopIn: string | null }) =>
    stopIn === null
      ? `it was launched (status ${status}), and is not removed`
      : `it was launched (status ${status}) and continues. To stop it, use the console of Data Online Migration (region ${stopIn}), or \`mgwutil close-job\`; the migration, started again, resumes the watch`,
  occupied: 'a job uses it',
  readsWithIt: ({ job }: { job: string }) =>
    `job ${job} reads with its AccessKey. It is removed when \`npx prep migrate\` has watched that job to its end, or by \`npx prep revoke\` afterwards`,
  keyGone: ({ accessKeyId }: { accessKeyId: string }) =>
    `Its AccessKey ${accessKeyId} no longer exists, and no address takes another one. Cancel this run, which removes the address and the job, and start it again`,
  notFinished: 'it has not ended yet',
  noSuchRun: 'there is no such run',
  noResult: 'it ended without a result',
  notPrepared: ({ outcome }: { outcome: string }) => `it ended as "${outcome}", so nothing was prepared`,
  resultNotAuthentic: 'no worker of this configuration signed its result',
  otherBucket: ({ bucket }: { bucket: string }) => `it prepared KS3 bucket ${bucket}`,
  otherAccount: ({ account }: { account: string }) =>
    `its result is for account ${account}, which is not the configured one`,
  openPrefix:
    'source.prefix of the preparation does not end in "/", and the migration service copies no other prefixes',
  temporaryKey:
    'the source profile has a session token, and the migration service takes no temporary credentials',
  roleMissing:
    'Set `role` in `[migration]` (PREP_MIGRATION_ROLE) to the RAM role that the service writes as.',
  otherSourceKey: ({ configured, recorded }: { configured: string; recorded: string }) =>
    `The source profile has AccessKey ${configured} now; this migration began with ${recorded}.`,

  // Labels in the timeline
  readPreparation: 'Read and verify the result of the preparation',
  verifyAddresses: 'Have the service try both addresses',
  freezePlan: 'Freeze what would be launched',
  launchJob: ({ job }: { job: string }) => `Launch ${job}`,
  lookAtJob: ({ job }: { job: string }) => `Look at ${job}`,
  repair: ({ number }: { number: number }) => `Launch repair ${number} of the failed objects`,
  undo: 'Remove the job and the addresses that were never launched',

  // Notes of steps
  continues: ({ workflowId, bucket }: { workflowId: string; bucket: string }) =>
    `${workflowId} → OSS bucket ${bucket}`,
  available: 'both available',
  launchedBefore: 'launched by an earlier run',
  launchedAt: ({ at }: { at: string }) => `at ${minute(at)}`,
  progress: ({ done, total, copiedBytes, skipped, failed, listed }: Progress) =>
    [
      listed
        ? `${humanCount(done)} of ${counted(humanCount(total), 'object')}, ${humanBytes(copiedBytes)}`
        : `${counted(humanCount(done), 'object')}, ${humanBytes(copiedBytes)} (the source is still being listed)`,
      ...(skipped === '0' ? [] : [`${humanCount(skipped)} of them were there already`]),
      ...(failed === '0' ? [] : [`${humanCount(failed)} failed`]),
    ].join('; '),
  noFigures: 'no figures yet',
  noneFailed: 'none',
  repairedBy: ({ number }: { number: number }) => `copied again by repair ${number}`,
  failedJob: ({ job, count }: { job: string; count: string }) =>
    `${counted(humanCount(count), 'object')} of ${job} failed.`,
  failedList: ({ bucket, prefix }: { bucket: string; prefix: string }) =>
    `They are listed with the reasons in oss://${bucket}/${prefix}.`,
  failedInReport: 'The report of the job in the destination bucket names them.',

  // Rounds and the comparison
  noRounds: 'one round alone',
  rounds: ({ counts }: { counts: readonly Counted[] }) =>
    counts.map((one) => `round ${one.round}: ${countedText(one)}`).join('; '),
  nextRound: ({ round }: { round: number }) => `round ${round} of the migration`,
  noMoreRounds: ({ round }: { round: number }) =>
    `the cut-over: round ${round} was the last one that a migration does by itself`,
  cutOverHow: ({ example }: { example: string }) =>
    `When nothing is written to the source any more, ask for the cut-over: send the signal \`cutOver\` with ${example}. Once it is approved, a last round copies what is newer, both sides are compared, and the run ends.`,
  launchRound: ({ round }: { round: number }) => `Create and launch round ${round}`,
  cutOverRejected: 'The cut-over was not approved. The rounds continue.',
  cutOverAlready: 'the cut-over waits for its approval, or is decided already',
  cutOverNoRounds: 'this migration has no rounds to end',
  cutOverSoon: 'Noted. The run asks for the approval of the cut-over when the present round has finished.',
  approveCutOver: 'Confirm the approval of the cut-over',
  compareSides: ({ source, destination }: { source: string; destination: string }) =>
    `Compare KS3 bucket ${source} and OSS bucket ${destination}`,
  checkCompared: 'Judge the comparison of both sides',
  notCompared: 'not asked for',
  identical: ({ source, destination, objects, bytes }: Identical) =>
    objects === '0'
      ? `Nothing compared: KS3 bucket ${source} and OSS bucket ${destination} hold no object to compare.`
      : `KS3 bucket ${source} and OSS bucket ${destination} are identical: ${counted(humanCount(objects), 'object')}, ${humanBytes(bytes)}.`,
  different: ({ source, destination, missing, extra, otherSize, refused, kept, list }: Different) =>
    [
      `KS3 bucket ${source} and OSS bucket ${destination} differ: ${counted(humanCount(missing), 'object is', 'objects are')} missing, ${counted(humanCount(extra), 'is', 'are')} only at the destination, ${counted(humanCount(otherSize), 'has', 'have')} another size.`,
      ...(refused === '0' ? [] : [verification.refusedKeys(humanCount(refused))]),
      ...(missing === '0' && otherSize === '0' ? [verification.onlyExtra] : []),
      ...(kept === '0'
        ? []
        : [
            'This migration overwrites nothing (`overwrite`: never): delete those of another size at the destination to have them copied, or keep them.',
          ]),
      ...(list === null ? [] : [`To list all of them: ${list}`]),
    ].join(' '),
  again: ({ round }: { round: number }) => `copied again by round ${round}`,

  // Waits
  jobWith: ({ progress }: { progress: Said }, say: Say) => `the migration job (${say(progress)})`,
  suspendedJob: 'the migration job, which is suspended',
  unknownStatus: 'the migration job, whose status is none that this version knows',
  lookInConsole: ({ job, region }: { job: string; region: string }) =>
    `Look at job ${job} in the console of Data Online Migration (region ${region}). It is watched until it has finished.`,
  stopInConsole: ({ job, region }: { job: string; region: string }) =>
    `The service copies by itself. To suspend or stop job ${job}, use the console of Data Online Migration (region ${region}), or \`mgwutil pause-job\` and \`mgwutil close-job\`; cancelling this run only ends the watch.`,
  resumeInConsole: ({ job, region }: { job: string; region: string }) =>
    `Somebody suspended job ${job}. Resume it in the console of Data Online Migration (region ${region}), or with \`mgwutil start-job\`.`,

  // Outcomes
  migrated: 'migrated',
  'migrated with failures': 'migrated with failures',
  'migrated with differences': 'migrated, but both sides differ',
  'launch rejected': 'launch rejected',
  'launch timed out': 'launch not approved in time',
  jobsDeleted: ({ jobs }: { jobs: readonly string[] }) =>
    `${counted(String(jobs.length), 'job')} had been deleted at the service before this result was made, so that ${jobs.length === 1 ? 'its' : 'their'} figures are missing: ${jobs.join(', ')}.`,
  endedEarly: ({ job }: { job: string }) =>
    `Job ${job} ended before it had copied everything, as a job does that somebody stops in the console.`,
  withoutFigures: ({ job }: { job: string }) =>
    `Data Online Migration gives no figures of job ${job}, so nothing shows that it copied everything.`,
  whatMigrated: ({ copied, bytes, source, destination, failed }: Outcome, say: Say) =>
    `${counted(humanCount(copied), 'object')}${bytes === null ? '' : `, ${humanBytes(bytes)},`} ${agreeing(copied, 'was', 'were')} copied from ${say(source)} to ${say(destination)}${failed === '0' ? '' : `; ${humanCount(failed)} failed`}.`,
  whatNotMigrated: ({ because, removed }: { because: Said; removed: number }, say: Say) =>
    `This run launched nothing: ${say(because)}. ${removed === 0 ? 'Nothing' : counted(removed, 'item')} ${removed > 1 ? 'were' : 'was'} removed at the migration service.`,
  verifyNext: ({ command }: { command: string }) =>
    `The service does not prove that everything arrived. Compare both sides: ${command}`,
  revokeNext: ({ command }: { command: string }) =>
    `Everything has arrived. When nothing is written to the source any more, revoke the access: ${command}`,
  retryLater: ({ command }: { command: string }) => `To copy again what failed or changed since: ${command}`,
  keepSource: 'Keep the source until the comparison shows that both sides are identical.',

  // Lines of what is approved
  continuesRun: ({ workflowId, runId, digest }: { workflowId: string; runId: string; digest: string }) =>
    `Continues ${workflowId}, run ${runId}, whose plan was ${digest}`,
  from: ({ bucket, prefix, objects, bytes, at, domain }: PlannedSource) =>
    `From KS3 bucket ${bucket}${prefix === '' ? '' : `, prefix ${prefix}`}: ${counted(objects, 'object')}, ${bytes}, counted by ${at}, at ${domain}`,
  inventoryDigest: ({ digest }: { digest: string }) => `The digest of that inventory is ${digest}`,
  readsWith: ({ key, user, address }: { key: string; user: string; address: string }) =>
    user === ''
      ? `The service reads with AccessKey ${key} (address ${address})`
      : `The service reads with AccessKey ${key} of Kingsoft IAM user ${user}, which was created for it, can only read this bucket, and is removed when the migration has ended (address ${address})`,
  to: ({ bucket, prefix, region, role, account, address }: PlannedDestination) =>
    `To OSS bucket ${bucket}${prefix === '' ? '' : `, prefix ${prefix}`}, in ${region} of account ${account}, written as RAM role ${role} (address ${address})`,
  copies: ({ job, region, version }: { job: string; region: string; version: string }) =>
    `Launches job ${job} (${version}) of Data Online Migration in ${region}, which also writes its report to aliyun_import_report/ of the OSS bucket`,
  copiesOn: ({ job, region, version }: { job: string; region: string; version: string }) =>
    `More rounds after job ${job} (${version}) of Data Online Migration in ${region}, which an earlier run launched; nothing is launched now`,
  overwrites: ({ mode }: { mode: string }) =>
    mode === 'always'
      ? 'OVERWRITES every object that the destination already has'
      : mode === 'never'
        ? 'Leaves every object alone that the destination already has'
        : 'Overwrites an object of the destination only if the source has a newer one',
  estimate: ({ seconds, sourceRequests, destinationRequests, bytes }: Estimate) =>
    `The first round takes at least ${duration(seconds * 1000)}, ${counted(humanCount(sourceRequests), 'request')} at KS3, ${humanCount(destinationRequests)} at OSS, and reads ${humanBytes(bytes)}`,
  repeats: ({ everyMs }: { everyMs: number | null }) =>
    everyMs === null
      ? 'What fails, or is missing afterwards, is copied again from the same source when somebody sends `retry`'
      : `Every ${duration(everyMs)} another round lists the source and copies what is newer, with a job of its own, until a cut-over is approved`,
  cutOver: ({ job }: { job: string }) =>
    `CUT-OVER after job ${job}: one more round copies what is newer, then both sides are compared and the migration ends. Before you approve, make sure that nothing is written to the source any more`,
  limits: ({ bandwidth, files }: { bandwidth: number | null; files: number | null }) =>
    `At most ${bandwidth === null ? "the service's bandwidth" : `${humanCount(String(bandwidth))} bit/s`} and ${files === null ? "the service's file rate" : `${humanCount(String(files))} files/s`}`,
};

function countedText({ copied, failed }: Counted): string {
  return `${humanCount(copied)} copied, ${humanCount(failed)} failed`;
}

interface Counted {
  readonly round: number;
  readonly copied: string;
  readonly failed: string;
}

interface Identical {
  readonly source: string;
  readonly destination: string;
  readonly objects: string;
  readonly bytes: string;
}

interface Different {
  readonly source: string;
  readonly destination: string;
  readonly missing: string;
  readonly extra: string;
  readonly otherSize: string;
  /** Of those that are missing, keys that OSS refuses. */
  readonly refused: string;
  /** Of another size, and never overwritten. */
  readonly kept: string;
  /** The command that lists all. */
  readonly list: string | null;
}

interface Estimate {
  readonly seconds: number;
  readonly sourceRequests: string;
  readonly destinationRequests: string;
  readonly bytes: string;
}

interface Progress {
  readonly done: string;
  readonly total: string;
  readonly copiedBytes: string;
  readonly skipped: string;
  readonly failed: string;
  readonly listed: boolean;
}

interface Outcome {
  readonly copied: string;
  /** Null if it is not known. */
  readonly bytes: string | null;
  readonly source: Said;
  readonly destination: Said;
  readonly failed: string;
}

interface PlannedSource {
  readonly bucket: string;
  readonly prefix: string;
  readonly objects: string;
  readonly bytes: string;
  readonly at: string;
  readonly domain: string;
}

interface PlannedDestination {
  readonly bucket: string;
  readonly prefix: string;
  readonly region: string;
  readonly role: string;
  readonly account: string;
  readonly address: string;
}
