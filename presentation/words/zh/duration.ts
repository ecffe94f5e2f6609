import { humanDuration } from '../../text/human-units';

export function duration(milliseconds: number): string {
  return humanDuration(milliseconds, {
    days: (count) => `${count} 天`,
    hours: (count) => `${count} 小时`,
    minutes: (count) => `${count} 分钟`,
    seconds: (count) => `${count} 秒`,
  });
}
