/**
 * Node's warnings are about the code, and nobody who runs a command can do anything about them. PREP_DEBUG shows them.
 * Each thread has listeners of its own.
 */
export function hideNodeWarnings(env: NodeJS.ProcessEnv): void {
  if ((env['PREP_DEBUG'] ?? '') === '') {
    // Node's own listener is what prints them.
    process.removeAllListeners('warning');
  }
}
