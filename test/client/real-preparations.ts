import type { Client } from '@temporalio/client';
import type { Preparations } from '../../client/runs/preparations';
import { temporalPreparations } from '../../client/runs/temporal-preparations';
import { LINK } from './fake-preparations';

/** The runs of a real Temporal server as commands see them, with one link for every page of the Web UI. */
export function realPreparations(client: Client, publicKeys: readonly string[] = []): Preparations {
  return temporalPreparations(
    client,
    () => LINK,
    publicKeys,
    async () => undefined,
  );
}
