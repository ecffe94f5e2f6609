import { named, quoted } from '../../presentation/text/foreign-text';
import { phrase } from '../../presentation/words/words';
import { openPrefixWarning } from '../../contracts/listing/open-prefix';
import { ks3PlaceOf } from '../../contracts/inputs/ks3-regions';
import { PrepError } from '../../contracts/prep-error';
import type { SourceRequest } from '../../contracts/runs/preparation';
import type { Check } from '../../contracts/credentials/provisioning';
import { fetchBelievedPage } from '../../inventory/pages/fetch-page';
import { fromKeyBytes, toKeyBytes } from '../../inventory/pages/key-bytes';
import type { Ks3Source } from '../../clouds/ks3/port';
import type { Clouds } from '../clouds';
import { check } from './collect';

/** The KS3 AccessKey can list, locate and read the bucket. */
export async function sourceChecks(
  source: SourceRequest,
  clouds: Clouds,
  signal: AbortSignal,
): Promise<Check[]> {
  const opened = await check(phrase('provisioning.ks3Endpoint'), async () => {
    clouds.ks3(source).close();
    return phrase('provisioning.ks3EndpointUsed', { endpoint: source.endpoint });
  });
  if (opened.outcome === 'problem') {
    return [opened];
  }
  const ks3 = clouds.ks3(source);
  try {
    const listed = await listCheck(source, ks3, signal);
    if (listed.check.outcome === 'problem') {
      // Whatever keeps it from listing keeps it from the rest; reporting it three times would hide it.
      return [listed.check];
    }
    return [
      listed.check,
      ...prefixCheck(source),
      ...(await Promise.all([
        locationCheck(source, ks3, signal),
        readCheck(listed.key, source, ks3, signal),
      ])),
    ];
  } finally {
    ks3.close();
  }
}

/** Information for whoever reads the plan and the report; nothing depends on it. */
function prefixCheck({ prefix }: SourceRequest): Check[] {
  const warning = openPrefixWarning(prefix);
  return warning === null
    ? []
    : [{ name: phrase('provisioning.ks3Prefix'), outcome: 'warning', message: warning }];
}

async function listCheck(
  { bucket, prefix }: SourceRequest,
  ks3: Ks3Source,
  signal: AbortSignal,
): Promise<{ check: Check; key: string | null }> {
  let key: string | null = null;
  const found = await check(phrase('provisioning.ks3List'), async () => {
    const asked = { bucket, prefix: toKeyBytes(prefix), after: '', until: null, lastToken: null, plus: null };
    const { page } = await fetchBelievedPage({
      source: ks3,
      maxKeys: 1,
      asked: () => asked,
      sink: null,
      signal,
    }).catch((error: unknown) => {
      throw unknownHost(error);
    });
    const [first] = page.keys;
    key = first === undefined ? null : fromKeyBytes(first);
    return first === undefined
      ? {
          warning: phrase('provisioning.ks3Empty', { bucket, prefix: prefix === '' ? '' : quoted(prefix) }),
        }
      : phrase('provisioning.ks3MayList', { bucket });
  });
  return { check: found, key };
}

/** At the start of a run, an unknown host is a mistyped name; later it is an outage. */
function unknownHost(error: unknown): unknown {
  return error instanceof PrepError && error.context.code === 'ENOTFOUND'
    ? new PrepError('Ks3WrongEndpoint', error.context)
    : error;
}

function locationCheck(
  { bucket, endpoint, region }: SourceRequest,
  ks3: Ks3Source,
  signal: AbortSignal,
): Promise<Check> {
  return check(phrase('provisioning.ks3Location'), async () => {
    const location = await ks3.location(signal);
    if (location !== '' && location.toUpperCase() !== region.toUpperCase()) {
      const place = ks3PlaceOf(location, endpoint);
      throw new PrepError('Ks3WrongRegion', {
        resource: phrase('resource.ks3Bucket', { name: bucket }),
        detail: [
          phrase('provisioning.ks3OtherRegion', { location: named(location), region: named(region) }),
          ...(place === null ? [] : [phrase('clouds.ks3Use', place)]),
        ],
      });
    }
    return location === ''
      ? phrase('provisioning.ks3NoLocation', { bucket, region: named(region) })
      : phrase('provisioning.ks3In', { bucket, location: named(location) });
  });
}

function readCheck(
  key: string | null,
  { bucket }: SourceRequest,
  ks3: Ks3Source,
  signal: AbortSignal,
): Promise<Check> {
  return check(phrase('provisioning.ks3Read'), async () => {
    if (key === null) {
      return phrase('provisioning.ks3NothingToRead', { bucket });
    }
    try {
      await ks3.readSample(key, signal);
    } catch (error) {
      if (error instanceof PrepError && error.context.code === 'InvalidObjectState') {
        return { warning: phrase('provisioning.ks3Archived', { bucket }) };
      }
      throw error;
    }
    return phrase('provisioning.ks3MayRead', { bucket });
  });
}
