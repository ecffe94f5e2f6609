import { wireFaults, type FaultRule, type FaultState } from './fault-kinds';
import { listingQuirks, serviceNames, type ListingQuirk, type ServiceName } from './service';

/** What identifies a call to the fault rules. */
export interface CallIdentity {
  service: ServiceName;
  operation: string;
  resource?: string;
  rawQuery: string;
}

/** What is to happen to one call. */
export interface FaultDecision {
  latencyMs: number;
  fault?: FaultState;
}

/**
 * The rules in force, in the order they were added. Latencies of all matching rules add up; of the other
 * kinds the first that fires is taken, and rules behind it do not count that call.
 */
export class FaultBook {
  readonly #rules: FaultState[] = [];
  #lastId = 0;

  /** @throws Error naming what is wrong with the rule */
  add(rule: FaultRule): FaultState {
    if (![...wireFaults, ...listingQuirks].includes(rule.kind)) {
      throw new Error(`unknown fault kind "${String(rule.kind)}"`);
    }
    if (!serviceNames.includes(rule.service)) {
      throw new Error(`unknown service "${String(rule.service)}"`);
    }
    const state: FaultState = { ...rule, id: ++this.#lastId, matched: 0, fired: 0 };
    this.#rules.push(state);
    return state;
  }

  list(): FaultState[] {
    return this.#rules.map((rule) => ({ ...rule }));
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** Counts the call against the rules and says what is to happen to it. */
  decide(call: CallIdentity): FaultDecision {
    let latencyMs = 0;
    for (const rule of this.#rules) {
      if (!matches(rule, call) || !fires(rule)) {
        continue;
      }
      if (rule.kind === 'latency') {
        latencyMs += rule.latencyMs ?? 0;
      } else {
        return { latencyMs: latencyMs + (rule.latencyMs ?? 0), fault: rule };
      }
    }
    return { latencyMs };
  }
}

export function isListingQuirk(kind: FaultRule['kind']): kind is ListingQuirk {
  return (listingQuirks as readonly string[]).includes(kind);
}

function matches(rule: FaultRule, call: CallIdentity): boolean {
  if (rule.service !== call.service) {
    return false;
  }
  if (rule.operation !== undefined && rule.operation !== call.operation) {
    return false;
  }
  if (rule.queryContains !== undefined && !call.rawQuery.includes(rule.queryContains)) {
    return false;
  }
  if (rule.resource === undefined) {
    return true;
  }
  return rule.resource.endsWith('*')
    ? (call.resource ?? '').startsWith(rule.resource.slice(0, -1))
    : rule.resource === call.resource;
}

function fires(rule: FaultState): boolean {
  const times = rule.times ?? 1;
  rule.matched += 1;
  if (rule.matched <= (rule.after ?? 0)) {
    return false;
  }
  if (times !== 0 && rule.fired >= times) {
    return false;
  }
  rule.fired += 1;
  return true;
}
