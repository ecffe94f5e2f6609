import { phrase } from '../../presentation/words/words';
import type { Said } from '../../presentation/words/phrase';
import type { ConnectedClient } from '../../configuration/temporal/temporal-connection';
import {
  findSearchAttributes,
  registerSearchAttributes,
  type FoundSearchAttributes,
} from '../../configuration/temporal/search-attributes';
import { warning, type DoctorCheck } from './doctor-report';

/**
 * The search attributes are registered, so that runs can be filtered by what they wait for. Runs do without them.
 *
 * @param fix registers those that are missing
 */
export async function searchAttributesChecked(
  { connection, namespace }: ConnectedClient,
  fix: boolean,
): Promise<Said | DoctorCheck> {
  const name = phrase('doctor.searchAttributes');
  let found: FoundSearchAttributes;
  try {
    found = await findSearchAttributes(connection, namespace);
  } catch {
    return warning(name, phrase('doctor.attributesUnknown'), phrase('doctor.registerAttributesYourself'));
  }
  const { missing, otherType } = found;
  if (otherType.length > 0) {
    return warning(
      name,
      phrase('doctor.attributesOfOtherType', { names: otherType }),
      phrase('doctor.renameAttributes'),
    );
  }
  if (missing.length === 0) {
    return phrase('doctor.attributesRegistered');
  }
  if (!fix) {
    return warning(
      name,
      phrase('doctor.attributesMissing', { names: missing }),
      phrase('doctor.registerThem'),
    );
  }
  try {
    await registerSearchAttributes(connection, namespace, missing);
    return phrase('doctor.attributesAdded', { names: missing });
  } catch {
    return warning(
      name,
      phrase('doctor.attributesNotAdded', { names: missing }),
      phrase('doctor.registerAttributesYourself'),
    );
  }
}
