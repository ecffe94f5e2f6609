import type { Translated } from '../phrase';
import type { tails as english } from '../en/tails';

export const tails: Translated<typeof english> = {
  retry: '处理完成后，发送 `retry` 信号。',
  restartAndRetry: '重启 Worker 后，发送 `retry` 信号。',
  restart: '重启 Worker。',
  retryParent: (workflowId) => `处理完成后，向启动本次运行的 ${workflowId} 发送 \`retry\` 信号。`,
  startAgain: (command) =>
    command === null ? '处理完成后重新启动。' : `处理完成后重新启动：\`${command}\`。`,
  newRun: '处理完成后，取消本次运行并重新启动。',
  orNewRun: '也可以取消本次运行并重新启动。',
  requestId: (id) => `请求 ID ${id}`,
};
