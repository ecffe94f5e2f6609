import type { Ks3Source } from '../../clouds/ks3/port';
import type { RawPage } from '../../contracts/listing/listing';
import { PrepError, type ErrorContext } from '../../contracts/prep-error';
import type { ErrorType } from '../../contracts/error-table';
import { entries, pageText } from '../inventory/listing-page';

/** A KS3 bucket behind its port: what is an error is thrown. */
export class FakeKs3 implements Ks3Source {
  page: string | PrepError = pageText({ contents: entries('a.jpg') });
  region: string | PrepError = 'BEIJING';
  sample: null | PrepError = null;
  closed = 0;

  async fetchPage(): Promise<RawPage> {
    return { body: Buffer.from(given(this.page)), requests: 1, requestId: 'R' };
  }

  async checksums(): Promise<null> {
    return null;
  }

  async location(): Promise<string> {
    return given(this.region);
  }

  async readSample(): Promise<void> {
    given(this.sample);
  }

  close(): void {
    this.closed++;
  }
}

/** The value, or the error thrown. */
export function given<T>(value: T | PrepError): T {
  if (value instanceof PrepError) {
    throw value;
  }
  return value;
}

export const ks3Error = (type: ErrorType, more: Partial<ErrorContext> = {}) =>
  new PrepError(type, { resource: 'KS3 bucket photos', ...more });
