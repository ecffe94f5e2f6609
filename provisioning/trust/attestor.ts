import type { Attested } from '../../contracts/approval/attested';
import { canonicalJson } from '../../contracts/canonical-json';
import { phrase } from '../../presentation/words/words';
import { PrepError } from '../../contracts/prep-error';
import type { RunIdentity } from '../../contracts/runs/run-identity';
import type { WorkerKeys } from './worker-keys';

/** What workers attest, each kind by itself: one is never taken for another. */
export type AttestedKind =
  | 'checkpoint'
  | 'deal'
  | 'inventory'
  | 'verified-side'
  | 'search'
  | 'verification'
  | 'preflight'
  | 'creation'
  | 'bucket'
  | 'plan'
  | 'approval'
  | 'logon'
  | 'access-key'
  | 'source-key'
  | 'checks'
  | 'receipts'
  | 'delivery'
  | 'undo'
  | 'active-keys'
  | 'disabled'
  | 'removal'
  | 'migration'
  | 'launch-plan'
  | 'launch'
  | 'cut-over';

/** What an attested value is about; it is valid for nothing else. */
export type About = Partial<RunIdentity> & Readonly<Record<string, unknown>>;

/** Attests what a worker found or did, and takes nothing else for it. */
export class Attestor {
  constructor(readonly keys: WorkerKeys) {}

  attest<T>(kind: AttestedKind, about: About, value: T): Attested<T> {
    return { value, signature: this.keys.sign(attestedStatement(kind, about, value)) };
  }

  /**
   * The value, if a worker attested it for exactly this subject.
   *
   * @throws PrepError `NotAuthentic`
   */
  read<T>(kind: AttestedKind, about: About, attested: Attested<T>): T {
    if (!this.holds(kind, about, attested)) {
      throw new PrepError('NotAuthentic', { resource: phrase('provisioning.givenAs', { what: kind }) });
    }
    return attested.value;
  }

  /** Whether a worker attested it for exactly this subject. */
  holds<T>(kind: AttestedKind, about: About, attested: Attested<T>): boolean {
    const { value, signature } = Object(attested) as Partial<Attested<T>>;
    const { publicKey, value: signed } = Object(signature) as Partial<Attested<T>['signature']>;
    return (
      typeof publicKey === 'string' &&
      typeof signed === 'string' &&
      this.keys.signed(attestedStatement(kind, about, value), { publicKey, value: signed })
    );
  }
}

/** The text that is signed. */
export function attestedStatement(kind: AttestedKind, about: About, value: unknown): string {
  return canonicalJson({ statement: 'ks3-oss-prep attested 1', kind, about, value });
}
