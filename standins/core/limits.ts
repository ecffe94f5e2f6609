import type { ServiceName } from './service';

/** Absent or 0: no limit. */
export interface RequestLimits {
  requestsPerSecond?: number;
  maxConcurrent?: number;
}

/** Refuses calls above a rate (sliding window of one second) or above a number in flight. */
export class RequestLimiter {
  readonly #limits = new Map<ServiceName, RequestLimits>();
  readonly #inFlight = new Map<ServiceName, number>();
  readonly #accepted = new Map<ServiceName, number[]>();

  set(service: ServiceName, limits: RequestLimits): void {
    this.#limits.set(service, limits);
    this.#accepted.delete(service);
  }

  /** Whether the call may continue; if so, call `leave` afterwards. */
  enter(service: ServiceName, nowMs: number = performance.now()): boolean {
    const { requestsPerSecond = 0, maxConcurrent = 0 } = this.#limits.get(service) ?? {};
    const inFlight = this.#inFlight.get(service) ?? 0;
    if (maxConcurrent > 0 && inFlight >= maxConcurrent) {
      return false;
    }
    if (requestsPerSecond > 0) {
      const recent = (this.#accepted.get(service) ?? []).filter((time) => time > nowMs - 1000);
      this.#accepted.set(service, recent);
      if (recent.length >= requestsPerSecond) {
        return false;
      }
      recent.push(nowMs);
    }
    this.#inFlight.set(service, inFlight + 1);
    return true;
  }

  leave(service: ServiceName): void {
    this.#inFlight.set(service, (this.#inFlight.get(service) ?? 1) - 1);
  }
}
