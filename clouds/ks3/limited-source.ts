import type { ConcurrencyLimit } from '../concurrency-limit';
import type { Ks3Source } from './port';

/** A source whose requests wait for their turn within a limit, which others share. */
export function limitedSource(source: Ks3Source, limit: ConcurrencyLimit): Ks3Source {
  return {
    fetchPage: (request, signal) => limit.run(() => source.fetchPage(request, signal), signal),
    checksums: (key, signal) => limit.run(() => source.checksums(key, signal), signal),
    location: (signal) => limit.run(() => source.location(signal), signal),
    readSample: (key, signal) => limit.run(() => source.readSample(key, signal), signal),
    close: () => source.close(),
  };
}
