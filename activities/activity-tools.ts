import type { SearchableBy } from '../contracts/runs/search-attributes';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { Language } from '../presentation/words/language';
import type { RunIdentity } from '../contracts/runs/run-identity';
import type { Settings } from '../contracts/settings';
import type { Clouds } from '../provisioning/clouds';
import { connectSinks } from '../provisioning/delivery/sinks';
import type { Attempt } from '../provisioning/trust/attempt';
import type { PreparationRuns } from '../provisioning/fleet/preparation-runs';
import { Attestor } from '../provisioning/trust/attestor';
import type { ReadResult } from '../provisioning/trust/finished-run';
import type { RunHistory } from '../provisioning/trust/run-history';
import { WorkerKeys } from '../provisioning/trust/worker-keys';
import { guardedIn } from './guarded-activity';

/** What activities work with. Workers give the real clouds; tests below the ports give fakes. */
export interface ActivityDependencies {
  readonly settings: Settings;
  readonly clouds: Clouds;
  /** What the Temporal server has on record of runs. */
  readonly history: RunHistory;
  /** The preparations of the namespace, for fleets of them. */
  readonly runs: PreparationRuns;
  /** Results of preparations, as a worker signed them; absent: there are none. */
  readonly results?: ReadResult | undefined;
  /** Address of the Temporal Web UI, for links in notifications; null if none is configured. */
  readonly webUi?: string | null | undefined;
  /** Which search attributes runs may set; absent: none. Never rejects. */
  readonly searchable?: (() => Promise<SearchableBy>) | undefined;
}

export type ActivityTools = ReturnType<typeof activityTools>;

/** The same, with what is built from it and what the Temporal server states about the running activity. */
export function activityTools(dependencies: ActivityDependencies) {
  const { settings } = dependencies;
  const language = languageOf(settings);
  return {
    ...dependencies,
    language,
    searchable: dependencies.searchable ?? (async (): Promise<SearchableBy> => false),
    results: dependencies.results ?? (async () => ({ kind: 'unknown run' }) as const),
    guarded: guardedIn(language),
    attestor: new Attestor(new WorkerKeys(settings.trust)),
    sinks: connectSinks(settings),
    run: thisRun,
    attempt: thisAttempt,
    signal: cancellationSignal,
  };
}

/** The language of what a worker writes for people. */
function languageOf(settings: Settings & { readonly language?: Language }): Language {
  return settings.language ?? 'en';
}

/** The run that the activity belongs to: never what an argument says. */
function thisRun(): RunIdentity {
  const { workflowId = '', runId = '' } = activityInfo().workflowExecution ?? {};
  return { workflowId, runId };
}

function thisAttempt(): Attempt {
  const { attempt, scheduledTimestampMs } = activityInfo();
  return { number: attempt, scheduledAtMs: scheduledTimestampMs };
}
