import type { Translated } from '../phrase';
import type { tails as english } from '../en/tails';

export const tails: Translated<typeof english> = {
  retry: '之后发送 `retry` 信号。',
  restartAndRetry: '重启 Worker，然后发送 `retry` 信号。',
  newRun: '之后取消本次运行并重新启动。',
  orNewRun: '或取消本次运行并重新启动。',
  requestId: (id) => `请求 ID ${id}`,
};
