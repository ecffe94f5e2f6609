import type { MgwAddress, Problem } from './mgw-model';
import type { MgwState } from './mgw-state';
import { Refused, type ObjectRequests } from './object-requests';
import { Unusable, type Places } from './places';

/** Tries addresses: lists a key of the bucket with the AccessKey or role of the address. */
export class AddressChecks {
  constructor(
    readonly state: MgwState,
    readonly places: Places,
    readonly requests: ObjectRequests,
    readonly stopped: AbortSignal,
  ) {}

  /**
   * What VerifyAddress answers: undefined while there is no result. A result that is bad is given once, so that the next
   * call tries the address again.
   */
  answer(address: MgwAddress): { problem?: Problem } | undefined {
    const { verification } = address;
    const { switches } = this.state;
    if (verification.state === 'never tried') {
      Object.assign(verification, { state: 'trying', pending: 0, problem: undefined });
      void this.#run(address);
    }
    if (verification.state === 'trying' || verification.pending < switches.pendingVerifications) {
      verification.pending += 1;
      return undefined;
    }
    const { problem } = verification;
    if (problem === undefined) {
      return {};
    }
    verification.state = 'never tried';
    return { problem };
  }

  async #run(address: MgwAddress): Promise<void> {
    const problem = await this.problemOf(address);
    if (!this.stopped.aborted) {
      const { verification } = address;
      Object.assign(verification, { state: 'tried', problem, verifiedAt: this.state.clock.now() });
      this.state.changed();
    }
  }

  /** Why the address cannot be used; undefined if it can. */
  async problemOf(address: MgwAddress): Promise<Problem | undefined> {
    try {
      if (address.detail['AddressType'] === 'oss') {
        await this.requests.list(this.places.destination(address), undefined, 1, this.stopped);
        return undefined;
      }
      if (address.detail['AddressType'] !== 'ks3') {
        this.listOf(address);
      }
      await this.requests.list(this.places.source(address), undefined, 1, this.stopped);
      return undefined;
    } catch (error) {
      if (error instanceof Refused || error instanceof Unusable) {
        return error.problem;
      }
      return { code: 'InternalError', message: 'The address could not be tried.' };
    }
  }

  /** The list of failed objects that an address gives back. @throws Unusable */
  listOf({ detail }: MgwAddress) {
    const list = this.state.failedLists.get(detail['InvPath'] ?? '');
    const known =
      list !== undefined &&
      list.bucket === detail['InvBucket'] &&
      list.accessKeyId === detail['InvAccessId'] &&
      list.accessKeySecret === detail['InvAccessSecret'];
    if (!known) {
      throw new Unusable({ code: 'InvalidInventory', message: 'The list of objects cannot be read.' });
    }
    return list;
  }
}
