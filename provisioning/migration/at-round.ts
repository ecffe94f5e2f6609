import { MAX_ROUND, type Migration } from '../../contracts/migration/migration';
import { PrepError } from '../../contracts/prep-error';
import { phrase } from '../../presentation/words/words';
import { migrationNames } from './names';

/**
 * A migration at one of its rounds, each of which has addresses and a job of its own. Later rounds copy what is newer, so
 * that nothing is copied again that has not changed.
 *
 * @throws PrepError `NotAuthentic` for a round that the migration cannot have
 */
export function atRound(migration: Migration, round: number): Migration {
  if (round === migration.round) {
    return migration;
  }
  if (!Number.isInteger(round) || round < migration.round || round > MAX_ROUND) {
    throw new PrepError('NotAuthentic', { resource: phrase('provisioning.givenAs', { what: 'round' }) });
  }
  const { copy } = migration;
  const overwrite = copy.overwrite === 'never' ? 'never' : 'if newer';
  return {
    ...migration,
    round,
    copy: { ...copy, overwrite },
    names: migrationNames({ ...migration, round }),
  };
}
