import { exactDuration, humanDuration, type DurationUnit } from '../../text/human-units';

export function duration(milliseconds: number): string {
  return humanDuration(milliseconds, {
    days: (count) => `${count} 天`,
    hours: (count) => `${count} 小时`,
    minutes: (count) => `${count} 分钟`,
    seconds: (count) => `${count} 秒`,
  });
}

const UNITS: Readonly<Record<DurationUnit, string>> = {
  day: '天',
  hour: '小时',
  minute: '分钟',
  second: '秒',
  millisecond: '毫秒',
};

export function exactly(milliseconds: number): string {
  const { count, unit } = exactDuration(milliseconds);
  return `${count} ${UNITS[unit]}`;
}

export function every(milliseconds: number): string {
  const { count, unit } = exactDuration(milliseconds);
  return count === 1 ? `每${UNITS[unit]}` : `每 ${count} ${UNITS[unit]}`;
}
