import { isBefore } from './bytes';
import * as layout from './layout';

/** The entry that does not lie behind the one before it in byte order, or the first not behind `after`; -1 for none. */
export function firstOutOfOrder(count: i32, after: usize, afterEnd: usize): i32 {
  let start = after;
  let end = afterEnd;
  for (let index = 0; index < count; index++) {
    const nextStart = <usize>layout.column(layout.keyStarts, index);
    const nextEnd = <usize>layout.column(layout.keyEnds, index);
    if (!isBefore(start, end, nextStart, nextEnd)) {
      return index;
    }
    start = nextStart;
    end = nextEnd;
  }
  return -1;
}
