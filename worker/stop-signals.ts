const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** How somebody asks the process to stop, once it was started. */
export interface StopRequest {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** Stops listening for signals. */
  release(): void;
}

/**
 * Listens for SIGINT and SIGTERM. The first requests an orderly stop; a second one ends the process at once, which is
 * the default behaviour.
 */
export function listenForStop(): StopRequest {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      release();
      process.kill(process.pid, name);
    }
    controller.abort(name);
  };
  const release = () => STOP_SIGNALS.forEach((name) => process.off(name, stop));
  STOP_SIGNALS.forEach((name) => process.on(name, stop));
  return { signal: controller.signal, release };
}
