import {
  bundleWorkflowCode,
  DefaultLogger,
  type BundleOptions,
  type Logger,
  type WorkflowBundle,
} from '@temporalio/worker';
import { bundledConverters } from './decoding/worker-converters';
import type { Language } from '../presentation/words/language';
import { NO_ENCRYPTION } from '../configuration/encryption/encryption-codec';
import { SaidError } from '../presentation/words/said-error';
import { phrase } from '../presentation/words/words';

/** The workflows cannot be bundled: the installation is broken, or a workflow imports what its sandbox has not. */
export class WorkflowBundleError extends SaidError {
  override readonly name = 'WorkflowBundleError';
}

const LANGUAGE_FILES: Readonly<Record<Language, string>> = {
  en: require.resolve('../workflows/run/worker-language'),
  zh: require.resolve('../workflows/run/worker-language.zh'),
};

/** What makes workflows speak a language before any activity has told them of it. */
export function bundledLanguage(language: Language): Pick<BundleOptions, 'webpackConfigHook'> {
  return {
    webpackConfigHook: ({ resolve, ...config }) => ({
      ...config,
      resolve: {
        ...resolve,
        alias: Object.assign({}, resolve?.alias, { [`${LANGUAGE_FILES.en}$`]: LANGUAGE_FILES[language] }),
      },
    }),
  };
}

/**
 * Bundles the workflows for their sandbox; takes about a second. All runs of a worker share their modules, which are loaded
 * once and frozen: none of them keeps anything of a run.
 *
 * @param options the modules of a worker's data converter must be in the bundle, too, and its language
 * @throws WorkflowBundleError
 */
export async function bundleWorkflows(
  logger: Logger,
  options: Partial<BundleOptions> = bundledConverters(NO_ENCRYPTION),
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
    return await bundleWorkflowCode({
      workflowsPath,
      logger: bundler,
      preloadModules: [workflowsPath, require.resolve('../presentation/words/zh')],
      ...options,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkflowBundleError(
      phrase('configuration.noBundle', {
        path: workflowsPath,
        reasons: [reason, ...heard.map(withoutColours)].join('\n'),
      }),
    );
  }
}

function withoutColours(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the escape character is what starts a colour
  return text.replace(/\u001b\[\d+(;\d+)*m/g, '').trim();
}
