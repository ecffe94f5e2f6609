import { AuditLog } from './audit';
import { ServiceClocks } from './clock';
import { FaultBook } from './faults';
import { RequestLimiter } from './limits';
import { SecretRegistry } from './secrets';

/** How slowly changes reach the other services; the services read it on every call. */
export interface PropagationSettings {
  /** For so many seconds OSS and STS refuse a fresh RAM AccessKey with InvalidAccessKeyId. */
  accessKeySeconds: number;
  /** So many reads of a fresh RAM user answer EntityNotExist.User before it is seen. */
  userReads: number;
}

/** What all services and the control endpoint share: one per start, no module state. */
export interface StandInContext {
  readonly audit: AuditLog;
  readonly faults: FaultBook;
  readonly clocks: ServiceClocks;
  readonly limiter: RequestLimiter;
  readonly secrets: SecretRegistry;
  /** Mutable: the control endpoint changes it, the services read it. */
  readonly propagation: PropagationSettings;
}

export function createContext(): StandInContext {
  return {
    audit: new AuditLog(),
    faults: new FaultBook(),
    clocks: new ServiceClocks(),
    limiter: new RequestLimiter(),
    secrets: new SecretRegistry(),
    propagation: { accessKeySeconds: 0, userReads: 0 },
  };
}
