import type { FaultKind } from './fault-kinds';
import type { ServiceName } from './service';

/** One call as it was answered. Never holds a secret: services write `effect` without them. */
export interface AuditEntry {
  sequence: number;
  /** ISO 8601, real time (not the skewed one). */
  time: string;
  service: ServiceName;
  requestId: string;
  operation: string;
  resource?: string;
  caller?: string;
  /** Status of the answer; null if none reached the client. */
  status: number | null;
  effect?: string;
  fault?: { id: number; kind: FaultKind; when: 'before' | 'after' };
}

export interface AuditFilter {
  /** Only entries with a greater sequence number. */
  since?: number;
  service?: string;
  operation?: string;
}

/** Every call to every service, in the order of their answers. */
export class AuditLog {
  #entries: AuditEntry[] = [];
  #sequence = 0;

  record(entry: Omit<AuditEntry, 'sequence' | 'time'>): void {
    this.#entries.push({ sequence: ++this.#sequence, time: new Date().toISOString(), ...entry });
  }

  entries(filter: AuditFilter = {}): AuditEntry[] {
    return this.#entries.filter(
      (entry) =>
        entry.sequence > (filter.since ?? 0) &&
        (filter.service === undefined || entry.service === filter.service) &&
        (filter.operation === undefined || entry.operation === filter.operation),
    );
  }

  clear(): void {
    this.#entries = [];
  }
}
