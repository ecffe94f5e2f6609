/** Variants of the service's behaviour that no document settles, and what a test steers. */
export interface MgwSwitches {
  /** What the overwrite mode `never` needs as TransferMode: the SDK's text says empty, an older page of the API `all`. */
  neverMode: 'empty' | 'all';
  /** How the status of an address that works is written; samples have both. */
  availableSpelling: 'available' | 'avaliable';
  /** So many answers of VerifyAddress at least have no result. */
  pendingVerifications: number;
  /** Whether GetAddress answers the AccessKey's secret. */
  addressSecret: 'shown' | 'masked';
  /** Whether the last row of a history has figures. */
  finishedRow: 'figures' | 'none';
  /** So many answers of GetJobResult are NotReady although objects failed. */
  unlistedResults: number;
  /** Whether a pair of addresses may have a second job that retries none. */
  samePair: 'refused' | 'accepted';
  /** Whether a Domain may have a scheme. */
  domainScheme: 'refused' | 'accepted';
  /** Jobs below a job that are allowed. */
  maxDepth: number;
  maxAddresses: number;
  maxJobs: number;
  /** Status of answers to a deletion. */
  deleteStatus: number;
  /** Jobs stop after so many objects of a round, until this becomes null. */
  holdAfterObjects: number | null;
  /** Milliseconds in which the source and the destination have to answer. */
  answerWithinMs: number;
}

export const defaultMgwSwitches: MgwSwitches = {
  neverMode: 'empty',
  availableSpelling: 'available',
  pendingVerifications: 1,
  addressSecret: 'shown',
  finishedRow: 'figures',
  unlistedResults: 1,
  samePair: 'refused',
  domainScheme: 'refused',
  maxDepth: 3,
  maxAddresses: 1000,
  maxJobs: 500,
  deleteStatus: 200,
  holdAfterObjects: null,
  answerWithinMs: 60_000,
};
