import { bundleWorkflowCode, DefaultLogger, type Logger, type WorkflowBundle } from '@temporalio/worker';
import { bundledConverters } from './decoding/worker-converters';
import { NO_ENCRYPTION } from '../configuration/encryption/encryption-codec';

/** The workflows cannot be bundled: the installation is broken, or a workflow imports what its sandbox has not. */
export class WorkflowBundleError extends Error {
  override readonly name = 'WorkflowBundleError';
}

/**
 * Bundles the workflows for their sandbox; takes about a second.
 *
 * @param converters the modules of a worker's data converter must be in the bundle, too
 * @throws WorkflowBundleError
 */
export async function bundleWorkflows(
  logger: Logger,
  converters: ReturnType<typeof bundledConverters> = bundledConverters(NO_ENCRYPTION),
  workflowsPath = require.resolve('../workflows'),
): Promise<WorkflowBundle> {
  const heard: string[] = [];
  const bundler = new DefaultLogger('DEBUG', ({ level, message, meta }) => {
    if (level === 'ERROR') {
      heard.push(message);
    }
    logger.debug(message, meta);
  });
  try {
    return await bundleWorkflowCode({ workflowsPath, logger: bundler, ...converters });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkflowBundleError(
      [
        `The workflows in ${workflowsPath} cannot be bundled: ${reason}`,
        ...heard.map(withoutColours),
        'In an installation: run `npm ci` and `npm run build` again. In development: a workflow may import only contracts/, @temporalio/workflow and @temporalio/common.',
      ].join('\n'),
    );
  }
}

function withoutColours(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the escape character is what starts a colour
  return text.replace(/\u001b\[\d+(;\d+)*m/g, '').trim();
}
