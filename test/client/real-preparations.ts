import type { Client } from '@temporalio/client';
import type { Preparations } from '../../client/runs/preparations';
import { temporalPreparations } from '../../client/runs/temporal-preparations';
import { LINK } from './fake-preparations';

/** The runs of a real Temporal server as commands see them, each with a page in the Web UI. */
export function realPreparations(
  client: Client,
  publicKeys: readonly string[] = [],
  linkOf: (workflowId: string) => string = () => LINK,
): Preparations {
  return temporalPreparations(client, {
    linkOf,
    viewOf: () => null,
    publicKeys,
    language: 'en',
    close: async () => undefined,
  });
}
