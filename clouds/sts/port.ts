/** Who an AccessKey is. */
export interface Identity {
  readonly accountId: string;
  /** For example `acs:ram::1234567890123456:user/mgw-photos`. */
  readonly arn: string;
  /** `Account` for the root identity, `RAMUser`, or `AssumedRoleUser`. */
  readonly identityType: string;
  /** ID of the user, or of the account or role session if it is not a user. */
  readonly principalId: string;
}

/** STS as this product needs it. No permission is needed to ask. */
export interface CallerIdentity {
  /** Rejects with a PrepError (`RamInvalidAccessKey` for a key that STS does not accept), or the signal's reason. */
  whoAmI(signal: AbortSignal): Promise<Identity>;
}
