import { workflowInfo } from '@temporalio/workflow';
import { quoted } from '../presentation/text/foreign-text';
import { phrase, sayIn } from '../presentation/words/words';
import type * as FleetInput from '../contracts/inputs/fleet-input';
import { WORKFLOW_TYPES } from '../contracts/names';
import { nearestName } from '../contracts/inputs/nearest-name';
import { failureOf } from './run/failure';
import type * as PreparationInput from '../contracts/inputs/preparation-input';
import { refuseUnknownQuestions } from './run/unknown-messages';
import { WORKER_LANGUAGE } from './run/worker-language';

/**
 * Catches every workflow type that does not exist. Without it a misspelt type, as the Web UI's free-text field
 * allows, would stay "Running" indefinitely.
 */
export async function unknownWorkflowType(): Promise<never> {
  refuseUnknownQuestions(sayIn(WORKER_LANGUAGE));
  const { workflowType, workflowId } = workflowInfo();
  const about = {
    resource: quoted(workflowType, 100),
    detail: phrase('run.workflowTypes', { types: WORKFLOW_TYPES, meant: meantBy(workflowType, workflowId) }),
  };
  throw failureOf('UnknownWorkflowType', about, WORKER_LANGUAGE);
}

/** The type that is probably meant, with an input for it; null if none is near. */
function meantBy(
  written: string,
  workflowId: string,
): { readonly type: string; readonly input: string } | null {
  const near = nearestName(
    written.trim().toLowerCase(),
    WORKFLOW_TYPES.map((type) => type.toLowerCase()),
  );
  const type = WORKFLOW_TYPES.find((one) => one.toLowerCase() === near);
  if (type === undefined) {
    return null;
  }
  const input = type === 'prepareMigrations' ? fleetExample() : inputNamedBy(workflowId);
  return { type, input: JSON.stringify(input) };
}

// Every run that a worker holds in memory has the modules of its workflows to itself. These two, the largest, are for this one.

function fleetExample(): object {
  const { FLEET_EXAMPLE } = require('../contracts/inputs/fleet-input') as typeof FleetInput;
  return FLEET_EXAMPLE;
}

function inputNamedBy(workflowId: string): object {
  const contract = require('../contracts/inputs/preparation-input') as typeof PreparationInput;
  return contract.inputNamedBy(workflowId);
}
