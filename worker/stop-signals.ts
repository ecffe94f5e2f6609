/** SIGHUP comes when the terminal is closed. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How somebody asks the process to stop, once it was started. */
export interface StopRequest {
  /** Aborts at the first signal. */
  readonly signal: AbortSignal;
  /** Stops listening for signals. */
  release(): void;
}

/**
 * Listens for SIGINT, SIGTERM and SIGHUP. The first requests an orderly stop; a second one ends the process at once, which is
 * the default behaviour. Only a second SIGHUP does not: both the shell and the system send one.
 *
 * Node.js sets every signal that it inherits as ignored back to its default, so `nohup` has no effect that this could undo.
 */
export function listenForStop(): StopRequest {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      if (name === 'SIGHUP') {
        return;
      }
      release();
      process.kill(process.pid, name);
    }
    controller.abort(name);
  };
  const release = () => STOP_SIGNALS.forEach((name) => process.off(name, stop));
  STOP_SIGNALS.forEach((name) => process.on(name, stop));
  return { signal: controller.signal, release };
}
