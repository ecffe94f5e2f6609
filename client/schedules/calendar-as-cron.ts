import type { CalendarSpecDescription } from '@temporalio/client';

const MONTHS = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
];
const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
/** Five to seven fields, as a Schedule of ours keeps its expression in the comment. */
const EXPRESSION = /^\S+(?: \S+){4,6}$/;

interface Range {
  readonly start: number | string;
  readonly end: number | string;
  readonly step: number;
}

/** A calendar of a Schedule as a cron expression: the server keeps no expression that somebody gave it, only its fields. */
export function calendarAsCron(calendar: CalendarSpecDescription): string {
  const { second, minute, hour, dayOfMonth, month, dayOfWeek, year } = calendar;
  const comment = (calendar.comment ?? '').trim();
  if (EXPRESSION.test(comment)) {
    return comment;
  }
  const seconds = field(second, 0, 59);
  const years = year.length === 0 ? '*' : field(year, 0, Infinity);
  const five = [
    field(minute, 0, 59),
    field(hour, 0, 23),
    field(dayOfMonth, 1, 31),
    field(month, 1, 12, (name) => MONTHS.indexOf(name) + 1),
    field(dayOfWeek, 0, 6, (name) => DAYS.indexOf(name)),
  ];
  if (seconds !== '0') {
    return [seconds, ...five, years].join(' ');
  }
  return [...five, ...(years === '*' ? [] : [years])].join(' ');
}

function field(
  ranges: readonly Range[],
  least: number,
  most: number,
  numberOf: (name: string) => number = Number,
): string {
  return ranges
    .map(({ start, end, step }) => {
      const [from, to] = [start, end].map((one) => (typeof one === 'number' ? one : numberOf(one)));
      const span = from === least && to === most ? '*' : from === to ? String(from) : `${from}-${to}`;
      return step === 1 ? span : `${span}/${step}`;
    })
    .join(',');
}
