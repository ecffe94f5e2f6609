import type { Translated } from '../phrase';
import type { tails as english } from '../en/tails';

export const tails: Translated<typeof english> = {
  retry: '之后发送 `retry` 信号。',
  restartAndRetry: '重启 Worker，然后发送 `retry` 信号。',
  restart: '重启 Worker。',
  retryParent: (workflowId) => `之后向启动本次运行的 ${workflowId} 发送 \`retry\` 信号。`,
  startAgain: (command) => (command === null ? '之后重新启动。' : `之后重新启动：\`${command}\`。`),
  newRun: '之后取消本次运行并重新启动。',
  orNewRun: '或取消本次运行并重新启动。',
  requestId: (id) => `请求 ID ${id}`,
};
