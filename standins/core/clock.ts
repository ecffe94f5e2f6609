import type { Clock, ServiceName } from './service';

/** Real time, shifted per service; one skew for all services unless a service has its own. */
export class ServiceClocks {
  #skewSeconds = 0;
  readonly #own = new Map<ServiceName, number>();

  skew(seconds: number, service?: ServiceName): void {
    if (service === undefined) {
      this.#skewSeconds = seconds;
      this.#own.clear();
    } else {
      this.#own.set(service, seconds);
    }
  }

  of(service: ServiceName): Clock {
    return {
      now: () => new Date(Date.now() + (this.#own.get(service) ?? this.#skewSeconds) * 1000),
    };
  }
}
