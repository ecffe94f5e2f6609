import type { DeliveryReceipt, DeliveryRequest } from '../../contracts/delivery';
import { deliveryInWords } from '../../contracts/delivery';
import { activitiesOf } from '../preparation/step-activities';

/** Puts sealed credentials where the configuration has them put beside the result, if anywhere. */
export async function deliver(request: DeliveryRequest): Promise<readonly DeliveryReceipt[]> {
  const { targets, entries } = request;
  if (targets.length === 0 || entries.length === 0) {
    return [];
  }
  const summary = `Deliver to ${targets.map(deliveryInWords).join(' and to ')}`;
  return activitiesOf(summary.slice(0, 200)).deliverCredentials(request);
}
